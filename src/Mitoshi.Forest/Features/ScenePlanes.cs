using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>A plane for every slot that any area fills: every month, orbit and band on its own.</summary>
internal static class ScenePlanes
{
    /// <param name="areas">Layers of each area.</param>
    /// <param name="takesOptical">False where a composite stands for the optical scenes.</param>
    public static IReadOnlyList<FeaturePlane> Of(IReadOnlyList<IReadOnlyList<CubeLayer>> areas, bool takesOptical)
        => [.. areas.SelectMany(layers => layers).Select(LayerSlot.Of).Distinct().Where(slot => takesOptical || !slot.IsOptical).OrderBy(slot => slot.Name, StringComparer.Ordinal)
            .Select(slot => new FeaturePlane { Name = slot.Name, Statistic = PlaneStatistic.Mean, Slots = [slot] })];
}
