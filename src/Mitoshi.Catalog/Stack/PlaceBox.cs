using System.Globalization;
using Mitoshi.Catalog.Find;

namespace Mitoshi.Catalog.Stack;

/// <summary>The place of a stack: a box as typed, or a square around a point.</summary>
internal static class PlaceBox
{
    private const double MetresPerDegree = 111_320;

    /// <param name="text"><c>longitude,latitude</c> or <c>west,south,east,north</c>.</param>
    /// <param name="sizeMetres">Edge of the square around a point.</param>
    /// <exception cref="MitoshiException">stack.bad_place, geometry.bad_box, geometry.out_of_range.</exception>
    public static double[] Of(string text, double sizeMetres)
    {
        string[] parts = text.Split(',');
        if (parts.Length == 4)
        {
            double[] box = SearchTexts.Box(text);
            return box[0] < box[2] && box[1] < box[3] ? box : throw Bad(text);
        }

        if (parts.Length != 2 || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double longitude) || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double latitude) || Math.Abs(latitude) > 85)
        {
            throw Bad(text);
        }

        double half = sizeMetres / 2 / MetresPerDegree, across = half / Math.Cos(latitude * Math.PI / 180);
        return SearchTexts.Box(FormattableString.Invariant($"{longitude - across:R},{latitude - half:R},{longitude + across:R},{latitude + half:R}"));
    }

    private static MitoshiException Bad(string text) => new("stack.bad_place", found: ($"place \"{text}\"", $"場所「{text}」"),
        expected: ("longitude,latitude or west,south,east,north in degrees, not across the 180th meridian", "経度,緯度、または 西,南,東,北 (度)。180度線はまたがない"), remedy: ("For example: mitoshi catalog stack 139.7,35.6", "例: mitoshi catalog stack 139.7,35.6"));
}
