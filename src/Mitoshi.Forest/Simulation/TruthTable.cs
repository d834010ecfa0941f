using System.Globalization;
using System.Text;

namespace Mitoshi.Forest.Simulation;

/// <summary>Sums of the truth that estimates are compared with.</summary>
internal static class TruthTable
{
    /// <summary>Area and means of a year in a part of the landscape.</summary>
    /// <param name="Year">Calendar year.</param>
    /// <param name="Place"><c>landscape</c> or <c>project</c>.</param>
    /// <param name="AreaHectares">All pixels whose centre lies in the place.</param>
    /// <param name="ForestHectares">Forest land, cut areas included.</param>
    /// <param name="AgbMean">Over the whole place, Mg/ha.</param>
    /// <param name="ForestAgbMean">Over forest land, Mg/ha.</param>
    /// <param name="ForestHeightMean">Over forest land, m.</param>
    internal sealed record Row(int Year, string Place, double AreaHectares, double ForestHectares, double AgbMean, double ForestAgbMean, double ForestHeightMean);

    /// <summary>Both places in a year.</summary>
    public static IReadOnlyList<Row> Rows(Landscape landscape, ForestState state, ProjectArea area)
        => [Sum(landscape, state, "landscape", _ => true), Sum(landscape, state, "project", pixel => IsIn(landscape, area, pixel))];

    /// <summary>As CSV.</summary>
    public static string ToCsv(IEnumerable<Row> rows)
    {
        StringBuilder table = new("year,place,area_ha,forest_ha,agb_mean,forest_agb_mean,forest_height_mean\n");
        foreach (Row row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"{row.Year},{row.Place},{row.AreaHectares:0.00},{row.ForestHectares:0.00},{row.AgbMean:0.0000},{row.ForestAgbMean:0.0000},{row.ForestHeightMean:0.0000}\n");
        }

        return table.ToString();
    }

    /// <summary>Area in hectares of each code of the change raster, and the biomass it gained from the first to the last year, Mg.</summary>
    public static IReadOnlyDictionary<StandEvent, (double Hectares, double GainMegagrams)> Changes(Landscape landscape, ForestState first, ForestState last)
    {
        SortedDictionary<StandEvent, (double Hectares, double Gain)> changes = [];
        double hectares = Landscape.PixelMetres * Landscape.PixelMetres / 10_000;
        for (int pixel = 0; pixel < first.Agb.Length; pixel++)
        {
            StandEvent happens = landscape.EventAt(pixel);
            changes.TryGetValue(happens, out (double Hectares, double Gain) sum);
            changes[happens] = (sum.Hectares + hectares, sum.Gain + (hectares * (last.Agb[pixel] - first.Agb[pixel])));
        }

        return changes;
    }

    private static bool IsIn(Landscape landscape, ProjectArea area, int pixel)
    {
        (double x, double y) = landscape.Grid.Transform.ToMap((pixel % landscape.Size) + 0.5, (pixel / landscape.Size) + 0.5);
        return area.Holds(x, y);
    }

    private static Row Sum(Landscape landscape, ForestState state, string place, Func<int, bool> isIn)
    {
        double agb = 0, height = 0;
        int pixels = 0, forest = 0;
        for (int pixel = 0; pixel < state.Agb.Length; pixel++)
        {
            if (isIn(pixel))
            {
                pixels++;
                forest += (LandCoverClass)state.LandCover[pixel] >= LandCoverClass.Cleared ? 1 : 0;
                agb += state.Agb[pixel];
                height += state.Height[pixel];
            }
        }

        double hectares = Landscape.PixelMetres * Landscape.PixelMetres / 10_000;
        return new Row(state.Year, place, pixels * hectares, forest * hectares, agb / Math.Max(pixels, 1), agb / Math.Max(forest, 1), height / Math.Max(forest, 1));
    }
}
