namespace Mitoshi.Credits.Uncertainty;

/// <summary>Kinds of uncertainty that a table or a programme states. In code each has its own type; this is what a file says.</summary>
internal enum UncertaintyKind
{
    Sd,
    Se,
    HalfWidth90,
    HalfWidth95,
    PercentHalfWidth90,
    PercentHalfWidth95,
    Percentiles,
}

/// <summary>Names of the kinds and what may stand beside what.</summary>
internal static class UncertaintyKinds
{
    /// <summary>The kind of a name such as <c>percent_halfwidth90</c>.</summary>
    public static UncertaintyKind Parse(string name) => name switch
    {
        "sd" => UncertaintyKind.Sd,
        "se" => UncertaintyKind.Se,
        "halfwidth90" => UncertaintyKind.HalfWidth90,
        "halfwidth95" => UncertaintyKind.HalfWidth95,
        "percent_halfwidth90" => UncertaintyKind.PercentHalfWidth90,
        "percent_halfwidth95" => UncertaintyKind.PercentHalfWidth95,
        "percentiles" => UncertaintyKind.Percentiles,
        _ => throw Refusal.OutOfRange(($"a kind of uncertainty called {name}", $"不確かさの種類 {name}"),
            ("sd, se, halfwidth90, halfwidth95, percent_halfwidth90, percent_halfwidth95 or percentiles", "sd、se、halfwidth90、halfwidth95、percent_halfwidth90、percent_halfwidth95、percentiles")),
    };

    /// <summary>True when the number is a percentage of the mean.</summary>
    public static bool IsRelative(this UncertaintyKind kind) => kind is UncertaintyKind.PercentHalfWidth90 or UncertaintyKind.PercentHalfWidth95;

    /// <summary>Confidence level of a half-width, or null.</summary>
    public static double? Level(this UncertaintyKind kind) => kind switch
    {
        UncertaintyKind.HalfWidth90 or UncertaintyKind.PercentHalfWidth90 or UncertaintyKind.Percentiles => 0.90,
        UncertaintyKind.HalfWidth95 or UncertaintyKind.PercentHalfWidth95 => 0.95,
        _ => null,
    };

    /// <summary>Refuses one kind where another is needed; nothing is converted silently.</summary>
    public static void RequireSame(UncertaintyKind needed, UncertaintyKind found)
    {
        if (needed == found)
        {
            return;
        }

        Text what = ($"{found} stands where {needed} is needed", $"{needed} が必要なところに {found} があります");
        if (needed.IsRelative() != found.IsRelative())
        {
            throw Refusal.RelativeAbsoluteMix(what);
        }

        if (needed is UncertaintyKind.Sd || found is UncertaintyKind.Sd)
        {
            throw Refusal.SdForSe(what);
        }

        throw Refusal.ConfidenceLevelMismatch(what, (needed.ToString(), needed.ToString()));
    }
}
