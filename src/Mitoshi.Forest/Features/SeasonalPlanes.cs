using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>Statistics of seasons that every area can fill, and what has no season: for models that are carried elsewhere.</summary>
internal static class SeasonalPlanes
{
    // (a - b) / (a + b) of Sentinel-2 bands; spec names of the indices.
    private static readonly (string Name, string A, string B)[] Indices =
        [("ndvi", "B8", "B4"), ("ndmi", "B8A", "B11"), ("nbr", "B8A", "B12"), ("ndre", "B8A", "B5")];

    public static IReadOnlyList<FeaturePlane> Of(IReadOnlyList<IReadOnlyList<CubeLayer>> areas, FeatureSettings settings)
    {
        List<FeaturePlane> planes = [];
        LayerSlot[] shared = [.. areas[0].Select(LayerSlot.Of).Select(slot => slot with { Month = null }).Distinct()
            .Where(slot => areas.All(layers => IsWellFilled(slot, layers))).OrderBy(slot => slot.Name, StringComparer.Ordinal)];
        foreach (LayerSlot slot in shared)
        {
            IReadOnlyList<int> months = [.. Enumerable.Range(1, 12).Where(month => areas.All(layers => layers.Any((slot with { Month = month }).Fits)))];
            bool isSeasonal = slot.Role == LayerRole.Sentinel1 || slot.IsOptical;
            if (isSeasonal && (months.Count == 0 || slot.IsCloud))
            {
                continue;
            }

            if (slot.Role == LayerRole.Sentinel1)
            {
                AddRadar(planes, slot, months, settings);
            }
            else if (slot.IsOptical)
            {
                AddOptical(planes, slot, months, settings);
            }
            else
            {
                planes.Add(new FeaturePlane { Name = slot.Name, Statistic = PlaneStatistic.Mean, Slots = [slot] });
            }
        }

        AddRatios(planes, shared, settings);
        return planes;
    }

    // At least half of the twelve months; layers without months need only be there.
    private static bool IsWellFilled(LayerSlot slot, IReadOnlyList<CubeLayer> layers)
    {
        LayerSlot[] months = [.. layers.Where(slot.Fits).Select(LayerSlot.Of).Distinct()];
        return months.Length > 0 && (months[0].Month is null || months.Length >= 6);
    }

    private static void AddRadar(List<FeaturePlane> planes, LayerSlot slot, IReadOnlyList<int> months, FeatureSettings settings)
    {
        planes.Add(Plane(slot, "mean", PlaneStatistic.MeanOfDecibels, months));
        AddSeason(planes, slot, "winter", PlaneStatistic.MeanOfDecibels, months, settings.Winter);
        AddSeason(planes, slot, "summer", PlaneStatistic.MeanOfDecibels, months, settings.Summer);
        planes.Add(Plane(slot, "sd", PlaneStatistic.DeviationOfDecibels, months));
    }

    private static void AddOptical(List<FeaturePlane> planes, LayerSlot slot, IReadOnlyList<int> months, FeatureSettings settings)
    {
        AddSeason(planes, slot, "median", PlaneStatistic.Median, months, settings.GrowingSeason);
        AddSeason(planes, slot, "min", PlaneStatistic.Minimum, months, settings.GrowingSeason);
    }

    private static void AddSeason(
        List<FeaturePlane> planes, LayerSlot slot, string name, PlaneStatistic statistic, IReadOnlyList<int> months, IReadOnlyList<int> season)
    {
        int[] used = [.. months.Where(season.Contains)];
        if (used.Length > 0)
        {
            planes.Add(Plane(slot, name, statistic, used));
        }
    }

    private static void AddRatios(List<FeaturePlane> planes, LayerSlot[] shared, FeatureSettings settings)
    {
        foreach (LayerSlot vh in shared.Where(slot => slot is { Role: LayerRole.Sentinel1, Band: "VH" }))
        {
            FeaturePlane? a = planes.Find(plane => plane.Name == $"{vh.Name}_mean"), b = planes.Find(plane => plane.Name == $"{(vh with { Band = "VV" }).Name}_mean");
            if (a is not null && b is not null)
            {
                planes.Add(new FeaturePlane { Name = $"{vh.Name}_vv_ratio", Statistic = PlaneStatistic.Difference, Operands = [a, b] });
            }
        }

        foreach ((string name, string a, string b) in Indices)
        {
            FeaturePlane? first = planes.Find(plane => plane.Name == $"s2_{a}_median"), second = planes.Find(plane => plane.Name == $"s2_{b}_median");
            if (first is not null && second is not null)
            {
                planes.Add(new FeaturePlane { Name = $"s2_{name}", Statistic = PlaneStatistic.NormalizedDifference, Operands = [first, second] });
            }
        }
    }

    private static FeaturePlane Plane(LayerSlot slot, string suffix, PlaneStatistic statistic, IReadOnlyList<int> months)
        => new() { Name = $"{slot.Name}_{suffix}", Statistic = statistic, Slots = [.. months.Select(month => slot with { Month = month })] };
}
