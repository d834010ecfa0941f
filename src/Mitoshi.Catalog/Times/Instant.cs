using System.Globalization;

namespace Mitoshi.Catalog.Times;

/// <summary>A point in time, or a calendar day seen as one: what STAC and CQL2 call an instant. Always UTC.</summary>
/// <param name="Ticks">100 ns since 0001-01-01T00:00:00Z; the day's start for a date.</param>
/// <param name="IsDate">True for a day without a time.</param>
public readonly record struct Instant(long Ticks, bool IsDate)
{
    /// <summary>Last 100 ns that the instant covers: itself, or the end of its day.</summary>
    public long LastTicks => IsDate ? Ticks + TimeSpan.TicksPerDay - 1 : Ticks;

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParseDate(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.Length != 10 || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return false;
        }

        instant = new(day.DayNumber * TimeSpan.TicksPerDay, IsDate: true);
        return true;
    }

    /// <summary>Reads a date-time of RFC 3339 section 5.6: zone required, lower-case t and z and a blank for T allowed, any number of fraction digits (those below 100 ns are dropped).</summary>
    public static bool TryParseTimestamp(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.Length < 20 || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':' || !TryParseDate(text[..10], out Instant day)
            || !TryTwoDigits(text[11..], 23, out int hour) || !TryTwoDigits(text[14..], 59, out int minute) || !TryTwoDigits(text[17..], 60, out int second))
        {
            return false;
        }

        int at = 19;
        long fraction = 0;
        if (text[at] == '.')
        {
            long unit = TimeSpan.TicksPerSecond / 10;
            int first = ++at;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, unit /= 10)
            {
                fraction += (text[at] - '0') * unit;
            }

            if (at == first)
            {
                return false;
            }
        }

        if (!TryZone(text[at..], out int offsetMinutes))
        {
            return false;
        }

        long ticks = day.Ticks + (((((hour * 60L) + minute - offsetMinutes) * 60) + second) * TimeSpan.TicksPerSecond) + fraction;
        // A leap second stands only at the end of a UTC day (RFC 3339 section 5.7); it is taken as the second that follows.
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks || (second == 60 && (ticks - fraction) % TimeSpan.TicksPerDay != 0))
        {
            return false;
        }

        instant = new(ticks, IsDate: false);
        return true;
    }

    /// <summary>Reads either form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant) => TryParseDate(text, out instant) || TryParseTimestamp(text, out instant);

    /// <summary><c>2024-06-09</c> or <c>2024-06-09T01:02:03.5Z</c>, without trailing zeros in the fraction.</summary>
    public override string ToString()
    {
        DateTime time = new(Ticks, DateTimeKind.Utc);
        return time.ToString(IsDate ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private static bool TryTwoDigits(ReadOnlySpan<char> text, int max, out int number)
    {
        number = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        number = ((text[0] - '0') * 10) + text[1] - '0';
        return number <= max;
    }

    private static bool TryZone(ReadOnlySpan<char> zone, out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (zone is "Z" or "z")
        {
            return true;
        }

        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':' || !TryTwoDigits(zone[1..], 23, out int hours) || !TryTwoDigits(zone[4..], 59, out int minutes))
        {
            return false;
        }

        offsetMinutes = ((hours * 60) + minutes) * (zone[0] == '-' ? -1 : 1);
        return true;
    }
}
