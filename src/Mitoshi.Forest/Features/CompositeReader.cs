using System.Buffers;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>Composites of one window; all bands are computed at once and kept until another composite is asked for.</summary>
/// <param name="cube">Layers.</param>
/// <param name="readLayer">Reads a layer of the window, moved as it must be.</param>
/// <param name="pixelCount">Pixels of the window.</param>
internal sealed class CompositeReader(ICube cube, CompositeReader.LayerReader readLayer, int pixelCount)
{
    private readonly List<(FeaturePlane Plane, float[] Bands)> _kept = [];

    /// <summary>Reads a layer.</summary>
    public delegate void LayerReader(int layerIndex, Span<float> image);

    public ReadOnlySpan<float> Read(FeaturePlane plane)
    {
        float[]? bands = _kept.Find(kept => kept.Plane.Statistic == plane.Statistic && ReferenceOrEqual(kept.Plane.Slots, plane.Slots)).Bands;
        if (bands is null)
        {
            bands = Compute(plane);
            _kept.Clear();
            _kept.Add((plane, bands));
        }

        return bands.AsSpan(plane.BandIndex * pixelCount, pixelCount);
    }

    private float[] Compute(FeaturePlane plane)
    {
        // A date is a scene: its layers of one day or month, in the order of the cube.
        List<int[]> dates = [];
        foreach (IGrouping<string?, int> scene in Enumerable.Range(0, cube.Layers.Count).Where(i => IsWanted(cube.Layers[i], plane)).GroupBy(i => SceneShifts.SceneOf(cube.Layers[i])).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            dates.Add([.. plane.Slots.Select(slot => scene.Where(i => slot.Fits(cube.Layers[i])).Select(i => (int?)i).FirstOrDefault() ?? -1)]);
        }

        int bandCount = plane.Slots.Count;
        float[] composite = new float[bandCount * pixelCount];
        CubeShape shape = new(dates.Count, bandCount, pixelCount);
        float[] rented = ArrayPool<float>.Shared.Rent(Math.Max(1, shape.ValueCount));
        Span<float> values = rented.AsSpan(0, shape.ValueCount);
        for (int date = 0; date < dates.Count; date++)
        {
            for (int band = 0; band < bandCount; band++)
            {
                Span<float> image = values.Slice(shape.Start(date, band), pixelCount);
                if (dates[date][band] < 0)
                {
                    image.Fill(float.NaN);
                }
                else
                {
                    readLayer(dates[date][band], image);
                }
            }
        }

        Join(plane.Statistic, values, shape, composite);
        ArrayPool<float>.Shared.Return(rented);
        return composite;
    }

    private static void Join(PlaneStatistic statistic, ReadOnlySpan<float> values, CubeShape shape, float[] composite)
    {
        switch (statistic)
        {
            case var _ when shape.DateCount == 0:
                Array.Fill(composite, float.NaN);
                break;
            case PlaneStatistic.Medoid:
                MedoidComposite.Compute(values, shape, composite);
                break;
            case PlaneStatistic.GeometricMedian:
                GeometricMedian.Compute(values, shape, composite);
                break;
            default:
                MedianComposite.Compute(values, shape, composite);
                break;
        }
    }

    private static bool IsWanted(CubeLayer layer, FeaturePlane plane)
        => plane.Slots.Any(slot => slot.Fits(layer)) && (layer.Date?.Month ?? layer.Month) is { } month && plane.Months.Contains(month);

    private static bool ReferenceOrEqual(IReadOnlyList<LayerSlot> first, IReadOnlyList<LayerSlot> second) => ReferenceEquals(first, second) || first.SequenceEqual(second);
}
