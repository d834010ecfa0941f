using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>Planes that join many dates of optical scenes, and planes of texture.</summary>
internal static class CompositePlanes
{
    private const float RadarLowest = -30, RadarHighest = 0, ReflectanceHighest = 0.5f;

    /// <summary>One composite plane for each optical band of a role.</summary>
    public static IReadOnlyList<FeaturePlane> Of(IReadOnlyList<IReadOnlyList<CubeLayer>> areas, FeatureOptions options)
    {
        List<FeaturePlane> planes = [];
        if (options.Composite == CompositeKind.None)
        {
            return planes;
        }

        IEnumerable<LayerSlot> optical = areas.SelectMany(layers => layers).Select(LayerSlot.Of).Where(slot => slot is { IsOptical: true, IsCloud: false }).Select(slot => slot with { Month = null }).Distinct();
        foreach (IGrouping<LayerRole, LayerSlot> role in optical.GroupBy(slot => slot.Role).OrderBy(group => group.Key))
        {
            LayerSlot[] bands = [.. role.OrderBy(slot => slot.Name, StringComparer.Ordinal)];
            (PlaneStatistic statistic, string suffix) = options.Composite switch
            {
                CompositeKind.Medoid => (PlaneStatistic.Medoid, "medoid"),
                CompositeKind.GeometricMedian => (PlaneStatistic.GeometricMedian, "geomedian"),
                _ => (PlaneStatistic.SeasonMedian, "median"),
            };
            planes.AddRange(bands.Select((slot, band) => new FeaturePlane { Name = $"{slot.Name}_{suffix}", Statistic = statistic, Slots = bands, Months = options.Months, BandIndex = band }));
        }

        return planes;
    }

    /// <summary>Texture of the layers that were named.</summary>
    /// <param name="areas">Layers.</param>
    /// <param name="options">Which layers and measures.</param>
    /// <param name="composites">Composites, whose texture is taken where there is one.</param>
    /// <exception cref="MitoshiException"><c>features.unknown_layer</c>.</exception>
    public static IReadOnlyList<FeaturePlane> Texture(IReadOnlyList<IReadOnlyList<CubeLayer>> areas, FeatureOptions options, IReadOnlyList<FeaturePlane> composites)
    {
        LayerSlot[] known = [.. areas.SelectMany(layers => layers).Select(LayerSlot.Of).Where(slot => slot is { IsClass: false, IsCloud: false }).Select(slot => slot with { Month = null }).Distinct().OrderBy(slot => slot.Name, StringComparer.Ordinal)];
        List<FeaturePlane> planes = [];
        foreach (string name in options.Texture.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            LayerSlot slot = Array.Find(known, candidate => candidate.Name == name) ?? throw new MitoshiException("features.unknown_layer",
                found: ($"`texture` names {name}, which no input gives", $"`texture` の {name} を与える入力がありません"),
                expected: (string.Join(", ", known.Select(candidate => candidate.Name)), string.Join(", ", known.Select(candidate => candidate.Name))),
                remedy: ("Take names from that list, separated by blanks.", "上の一覧の名前を空白区切りで書いてください。"));
            FeaturePlane operand = composites.FirstOrDefault(plane => plane.Slots[plane.BandIndex] == slot) ?? new FeaturePlane { Name = slot.Name, Statistic = PlaneStatistic.Mean, Slots = [slot] };
            (float lowest, float highest) = slot.IsPower ? (RadarLowest, RadarHighest) : (0, ReflectanceHighest);
            TextureLevels levels = new((float?)options.TextureLowest ?? lowest, (float?)options.TextureHighest ?? highest);
            planes.AddRange(options.TextureMeasures.Distinct().Select(measure => new FeaturePlane
            {
                Name = $"{slot.Name}_glcm_{ParameterDescription.ToUnderscores(measure.ToString())}", Statistic = PlaneStatistic.Texture, Operands = [operand], Measure = measure, Levels = levels,
            }));
        }

        return planes;
    }
}
