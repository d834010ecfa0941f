using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>A plane for every slot that any area fills: every month, orbit and band on its own.</summary>
internal static class ScenePlanes
{
    public static IReadOnlyList<FeaturePlane> Of(IReadOnlyList<IReadOnlyList<CubeLayer>> areas)
        => [.. areas.SelectMany(layers => layers).Select(LayerSlot.Of).Distinct().OrderBy(slot => slot.Name, StringComparer.Ordinal)
            .Select(slot => new FeaturePlane { Name = slot.Name, Statistic = PlaneStatistic.Mean, Slots = [slot] })];
}
