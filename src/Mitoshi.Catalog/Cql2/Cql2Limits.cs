namespace Mitoshi.Catalog.Cql2;

/// <summary>What an expression from outside may cost at most.</summary>
public static class Cql2Limits
{
    /// <summary>Levels of nesting.</summary>
    public const int Depth = 64;

    /// <summary>Characters of the text or bytes of the JSON.</summary>
    public const int Length = 64 << 10;

    /// <summary>Entries of one list or positions of one geometry.</summary>
    public const int List = 10_000;

    internal static void Check(Expression expression)
    {
        if (expression.Depth > Depth)
        {
            throw TooDeep();
        }
    }

    internal static MitoshiException TooDeep() => TooLarge(($"nested more than {Depth} levels deep", $"入れ子が {Depth} 段を超えています"));

    internal static MitoshiException TooLong() => TooLarge(($"longer than {Length / 1024} KiB", $"{Length / 1024} KiB を超えています"));

    internal static MitoshiException TooMany() => TooLarge(($"a list of more than {List} entries", $"{List} 個を超えるリストがあります"));

    private static MitoshiException TooLarge(Text what) => new("cql2.too_large",
        found: ($"the filter is too large: {what.En}", $"フィルターが大きすぎます: {what.Ja}"),
        expected: ($"at most {Length / 1024} KiB, {Depth} levels and {List} entries in a list", $"最大 {Length / 1024} KiB、{Depth} 段、リスト {List} 個"),
        remedy: ("Ask in several searches, or by `ids` and `collections`.", "検索を分けるか、`ids` と `collections` を使ってください。"));
}
