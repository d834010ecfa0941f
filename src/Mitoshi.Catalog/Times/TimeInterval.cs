namespace Mitoshi.Catalog.Times;

/// <summary>A closed interval of time, open ends as null.</summary>
/// <param name="From">First instant, or null for no beginning.</param>
/// <param name="To">Last instant, or null for no end.</param>
public readonly record struct TimeInterval(Instant? From, Instant? To)
{
    /// <summary>First 100 ns of the interval.</summary>
    public long FirstTicks => From?.Ticks ?? long.MinValue;

    /// <summary>Last 100 ns of the interval.</summary>
    public long LastTicks => To?.LastTicks ?? long.MaxValue;

    /// <summary>The instant as an interval: a time of no length, or a whole day.</summary>
    public static TimeInterval Of(Instant instant) => new(instant, instant);

    /// <summary>
    /// The <c>datetime</c> parameter of STAC API and OGC API Features: one RFC 3339 date-time, or two with <c>/</c> between, where one end may be
    /// <c>..</c> or empty.
    /// </summary>
    /// <exception cref="MitoshiException">search.bad_datetime.</exception>
    public static TimeInterval ParseParameter(string text)
    {
        int slash = text.IndexOf('/');
        if (slash < 0)
        {
            return Instant.TryParseTimestamp(text, out Instant instant) ? Of(instant) : throw Bad(text, ("not a date-time with a zone", "時間帯つきの日時ではありません"));
        }

        Instant? from = End(text[..slash], text), to = End(text[(slash + 1)..], text);
        if (from is null && to is null)
        {
            throw Bad(text, ("open at both ends", "両端が開いています"));
        }

        return from?.Ticks > to?.Ticks ? throw Bad(text, ("its end is before its beginning", "終わりが始まりより前です")) : new(from, to);
    }

    private static Instant? End(string end, string whole) => end switch
    {
        "" or ".." => null,
        _ => Instant.TryParseTimestamp(end, out Instant instant) ? instant : throw Bad(whole, ($"\"{end}\" is not a date-time with a zone", $"「{end}」は時間帯つきの日時ではありません")),
    };

    private static MitoshiException Bad(string text, Text why) => new("search.bad_datetime",
        found: ($"datetime \"{text}\": {why.En}", $"datetime「{text}」: {why.Ja}"),
        expected: ("2024-06-09T00:00:00Z, or an interval such as 2024-06-01T00:00:00Z/2024-06-30T23:59:59Z, ../2024-06-30T23:59:59Z or 2024-06-01T00:00:00Z/..",
            "2024-06-09T00:00:00Z、または 2024-06-01T00:00:00Z/2024-06-30T23:59:59Z、../2024-06-30T23:59:59Z、2024-06-01T00:00:00Z/.. のような区間"),
        remedy: ("Write date, T, time and Z (RFC 3339).", "日付、T、時刻、Z の順に書いてください (RFC 3339)。"));
}
