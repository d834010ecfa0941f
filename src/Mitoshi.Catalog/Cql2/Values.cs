using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Cql2;

/// <summary>Compares and calculates with the values of CQL2. Null is unknown and stays it.</summary>
internal static class Values
{
    /// <summary>True, false or null (unknown, also for values that cannot be compared).</summary>
    public static object? Compare(string comparison, object? left, object? right)
    {
        if (Order(left, right) is not { } order)
        {
            return null;
        }

        return comparison switch
        {
            "=" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            ">=" => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "not a comparison"),
        };
    }

    /// <summary>Null when the result is no number.</summary>
    public static object? Calculate(string sign, double left, double right)
    {
        double result = sign switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "%" => left % right,
            "div" => Math.Truncate(left / right),
            "^" => Math.Pow(left, right),
            _ => throw new ArgumentOutOfRangeException(nameof(sign), sign, "not an arithmetic operator"),
        };
        return double.IsFinite(result) ? result : null;
    }

    /// <summary>The relation of two arrays, seen as sets.</summary>
    public static object? CompareArrays(string relation, object? left, object? right)
    {
        if (left is not object?[] a || right is not object?[] b)
        {
            return null;
        }

        return relation switch
        {
            "a_equals" => Contains(a, b) && Contains(b, a),
            "a_contains" => Contains(a, b),
            "a_containedBy" => Contains(b, a),
            "a_overlaps" => Array.Exists(a, entry => Has(b, entry)),
            _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "not an array relation"),
        };
    }

    /// <summary>An interval from its two ends, null when one is unknown.</summary>
    public static object? Interval(object? from, object? to)
        => TryEnd(from, out Instant? first) && TryEnd(to, out Instant? last) ? new TimeInterval(first, last) : null;

    /// <summary>Any temporal value as an interval.</summary>
    public static bool TryInterval(object? value, out TimeInterval interval)
    {
        if (value is TimeInterval known)
        {
            interval = known;
            return true;
        }

        bool isInstant = TryInstant(value, out Instant instant);
        interval = TimeInterval.Of(instant);
        return isInstant;
    }

    private static bool TryEnd(object? value, out Instant? end)
    {
        end = TryInstant(value, out Instant instant) ? instant : null;
        return value is OpenMark || end is not null;
    }

    private static bool TryInstant(object? value, out Instant instant)
    {
        instant = value is Instant known ? known : default;
        return value is Instant || (value is string text && Instant.TryParse(text, out instant));
    }

    private static int? Order(object? left, object? right) => (left, right) switch
    {
        (double a, double b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (string a, string b) => Strings(a, b),
        (Instant or TimeInterval, _) or (_, Instant or TimeInterval) => TryInterval(left, out TimeInterval a) && TryInterval(right, out TimeInterval b) ? a.FirstTicks.CompareTo(b.FirstTicks) is var order and not 0 ? order : 0 : null,
        (object?[] a, object?[] b) when a.Length == b.Length => a.Zip(b, Order).FirstOrDefault(order => order != 0, 0),
        _ => null,
    };

    // Two time stamps as strings are compared as times: "…00.5Z" is after "…00Z", though "." sorts before "Z".
    private static int Strings(string a, string b)
        => a.Length >= 20 && b.Length >= 20 && a[4] == '-' && Instant.TryParseTimestamp(a, out Instant first) && Instant.TryParseTimestamp(b, out Instant second)
            ? first.Ticks.CompareTo(second.Ticks)
            : CodePoints(a, b);

    // As both databases order text: by code point. Code units of UTF-16 would put what lies beyond U+FFFF before U+E000.
    private static int CodePoints(string a, string b)
    {
        int at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length || at == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[at]).CompareTo(Rank(b[at]));

        static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
    }

    private static bool Contains(object?[] set, object?[] subset) => Array.TrueForAll(subset, entry => Has(set, entry));

    private static bool Has(object?[] set, object? entry) => Array.Exists(set, other => Order(other, entry) == 0);
}
