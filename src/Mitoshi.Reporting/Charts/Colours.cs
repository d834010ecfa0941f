namespace Mitoshi.Reporting.Charts;

/// <summary>Colours of lines and bars that colour-blind people can tell apart (Okabe &amp; Ito 2008).</summary>
public static class Colours
{
    /// <summary>Blue.</summary>
    public const string Blue = "#0072b2";

    /// <summary>Orange.</summary>
    public const string Orange = "#e69f00";

    /// <summary>Green.</summary>
    public const string Green = "#009e73";

    /// <summary>Vermilion.</summary>
    public const string Vermilion = "#d55e00";

    /// <summary>Purple.</summary>
    public const string Purple = "#cc79a7";

    /// <summary>Grey, for what is only context.</summary>
    public const string Grey = "#8a8f98";
}
