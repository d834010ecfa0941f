using System.Globalization;
using System.Text;

namespace Mitoshi.Tiles;

/// <summary>A legend as SVG: a bar of colours with numbers and the unit, or a list of classes.</summary>
public static class LegendSvg
{
    private const int Width = 260, Left = 12, BarWidth = Width - (2 * Left), BarHeight = 14;
    private const string Style = "<style>text{font:12px system-ui,sans-serif;fill:#1b1b1b}.t{font-weight:600}@media(prefers-color-scheme:dark){text{fill:#f2f2f2}}</style>";

    /// <summary>A bar.</summary>
    /// <param name="title">What the numbers are.</param>
    /// <param name="unit">Their unit; empty for none.</param>
    /// <param name="colours">Colour map.</param>
    /// <param name="stretch">Values at both ends.</param>
    public static string Bar(string title, string unit, ColourMap colours, Stretch stretch)
    {
        StringBuilder svg = Begin(64, title, unit);
        svg.Append("<defs><linearGradient id=\"g\">");
        const int Steps = 32;
        for (int i = 0; i <= Steps; i++)
        {
            (byte red, byte green, byte blue) = colours.At((double)i / Steps);
            svg.Append($"<stop offset=\"{Number((double)i / Steps)}\" stop-color=\"#{red:x2}{green:x2}{blue:x2}\"/>");
        }

        svg.Append($"</linearGradient></defs><rect x=\"{Left}\" y=\"24\" width=\"{BarWidth}\" height=\"{BarHeight}\" fill=\"url(#g)\" stroke=\"#888\" stroke-width=\".5\"/>");
        const int Ticks = 4;
        for (int i = 0; i <= Ticks; i++)
        {
            double x = Left + ((double)i / Ticks * BarWidth), number = stretch.Min + ((double)i / Ticks * (stretch.Max - stretch.Min));
            string anchor = i == 0 ? "start" : i == Ticks ? "end" : "middle";
            svg.Append($"<path d=\"M{Number(x)} {24 + BarHeight}v4\" stroke=\"#888\"/><text x=\"{Number(x)}\" y=\"56\" text-anchor=\"{anchor}\">{Label(number, stretch)}</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>Classes with their names.</summary>
    public static string Classes(string title, IReadOnlyList<(ValueColour Colour, string Name)> classes)
    {
        StringBuilder svg = Begin(28 + (20 * classes.Count), title, string.Empty);
        for (int i = 0; i < classes.Count; i++)
        {
            (ValueColour colour, string name) = classes[i];
            svg.Append($"<rect x=\"{Left}\" y=\"{24 + (20 * i)}\" width=\"18\" height=\"14\" fill=\"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}\" stroke=\"#888\" stroke-width=\".5\"/>");
            svg.Append($"<text x=\"{Left + 26}\" y=\"{35 + (20 * i)}\">{Escape(name)}</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>A number with as many digits as its place on the bar needs.</summary>
    internal static string Label(double number, Stretch stretch)
    {
        double span = Math.Abs(stretch.Max - stretch.Min);
        int digits = Math.Clamp(3 - (int)Math.Floor(Math.Log10(span)), 0, 8);
        return Math.Abs(number) >= 1e7 || span < 1e-6 ? number.ToString("0.##e0", CultureInfo.InvariantCulture)
            : (Math.Round(number, digits) + 0.0).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture);
    }

    private static StringBuilder Begin(int height, string title, string unit)
    {
        string words = unit.Length == 0 ? title : $"{title} ({unit})";
        return new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Escape(words)}\">{Style}<text class=\"t\" x=\"{Left}\" y=\"16\">{Escape(words)}</text>");
    }

    private static string Number(double number) => Math.Round(number, 3).ToString(CultureInfo.InvariantCulture);

    private static string Escape(string words)
        => words.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
