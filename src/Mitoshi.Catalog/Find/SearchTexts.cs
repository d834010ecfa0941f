using System.Globalization;
using Mitoshi.Catalog.Geometries;

namespace Mitoshi.Catalog.Find;

/// <summary>Parts of a search as they are typed.</summary>
internal static class SearchTexts
{
    /// <summary>A box of numbers with commas.</summary>
    /// <exception cref="MitoshiException">geometry.bad_box, geometry.out_of_range.</exception>
    public static double[] Box(string text)
    {
        double[] bounds = [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        Positions.CheckBox(bounds);
        return bounds;
    }
}
