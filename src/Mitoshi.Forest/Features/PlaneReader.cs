using System.Buffers;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>Makes the planes of one window; one reader per window and thread.</summary>
internal sealed class PlaneReader(ICube cube, SceneShifts shifts, Window window)
{
    private readonly float[] _plane = new float[window.PixelCount];
    private CompositeReader? _composites;
    private (FeaturePlane Operand, float[] Measures)? _texture;

    /// <summary>The plane, backscatter in decibels; valid until the next call.</summary>
    public ReadOnlySpan<float> Read(FeaturePlane plane)
    {
        ReadDecibels(plane, _plane);
        return _plane;
    }

    private void ReadInto(FeaturePlane plane, Span<float> image)
    {
        if (plane.IsComposite)
        {
            _composites ??= new CompositeReader(cube, ReadLayer, window.PixelCount);
            _composites.Read(plane).CopyTo(image);
            return;
        }

        if (plane.IsTexture)
        {
            ReadTexture(plane, image);
            return;
        }

        if (plane.Operands.Count == 2)
        {
            Combine(plane, image);
            return;
        }

        if (plane.Slots.Count == 1)
        {
            ReadSlot(plane.Slots[0], image);
            return;
        }

        int n = window.PixelCount, slotCount = plane.Slots.Count;
        float[] rented = ArrayPool<float>.Shared.Rent(n * slotCount);
        Span<float> dates = rented.AsSpan(0, n * slotCount);
        for (int slot = 0; slot < slotCount; slot++)
        {
            ReadSlot(plane.Slots[slot], dates.Slice(slot * n, n));
        }

        Reduce(plane.Statistic, dates, image);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Reduce(PlaneStatistic statistic, Span<float> dates, Span<float> image)
    {
        int n = image.Length, dateCount = dates.Length / n;
        switch (statistic)
        {
            case PlaneStatistic.Median:
                MedianComposite.Compute(dates, new CubeShape(dateCount, BandCount: 1, n), image);
                break;
            case PlaneStatistic.Minimum:
                Minimum(dates, image);
                break;
            case PlaneStatistic.MeanOfDecibels:
                Decibels.FromPower(dates, dates);
                Mean(dates, image);
                break;
            case PlaneStatistic.DeviationOfDecibels:
                Decibels.FromPower(dates, dates);
                TemporalStatistics.DeviationDecibels(dates, image);
                break;
            default:
                Mean(dates, image);
                break;
        }
    }

    private static void Minimum(ReadOnlySpan<float> dates, Span<float> image)
    {
        image.Fill(float.NaN);
        for (int i = 0; i < dates.Length; i++)
        {
            int pixel = i % image.Length;
            image[pixel] = dates[i] < image[pixel] || float.IsNaN(image[pixel]) ? dates[i] : image[pixel];
        }
    }

    private static void Mean(ReadOnlySpan<float> dates, Span<float> image)
    {
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            float sum = 0;
            int count = 0;
            for (int i = pixel; i < dates.Length; i += image.Length)
            {
                if (!float.IsNaN(dates[i]))
                {
                    sum += dates[i];
                    count++;
                }
            }

            image[pixel] = count > 0 ? sum / count : float.NaN;
        }
    }

    // All measures of a plane come from one sliding window; planes of one operand stand together.
    private void ReadTexture(FeaturePlane plane, Span<float> image)
    {
        FeaturePlane operand = plane.Operands[0];
        if (_texture is not { } kept || kept.Operand.Name != operand.Name)
        {
            Window outer = window.Grow(GreyLevelTexture.Halo);
            byte[] levels = new byte[outer.PixelCount];
            plane.Levels.Quantise(new PlaneReader(cube, shifts, outer).Read(operand), levels);
            float[] measures = new float[GreyLevelTexture.MeasureCount * window.PixelCount];
            GreyLevelTexture.Compute(levels, window, measures);
            _texture = kept = (operand, measures);
        }

        kept.Measures.AsSpan((int)plane.Measure * window.PixelCount, window.PixelCount).CopyTo(image);
    }

    private void Combine(FeaturePlane plane, Span<float> image)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(image.Length);
        Span<float> other = rented.AsSpan(0, image.Length);
        ReadDecibels(plane.Operands[0], image);
        ReadDecibels(plane.Operands[1], other);
        for (int i = 0; i < image.Length; i++)
        {
            float difference = image[i] - other[i], sum = image[i] + other[i];
            image[i] = plane.Statistic == PlaneStatistic.Difference ? difference : difference / (sum < 1e-3f ? 1e-3f : sum);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void ReadDecibels(FeaturePlane plane, Span<float> image)
    {
        ReadInto(plane, image);
        if (plane.IsPower)
        {
            Decibels.FromPower(image, image);
        }
    }

    private void ReadSlot(LayerSlot slot, Span<float> image)
    {
        List<int> layers = [];
        for (int i = 0; i < cube.Layers.Count; i++)
        {
            if (slot.Fits(cube.Layers[i]))
            {
                layers.Add(i);
            }
        }

        if (layers.Count == 0)
        {
            image.Fill(float.NaN);
            return;
        }

        if (layers.Count == 1)
        {
            ReadLayer(layers[0], image);
            return;
        }

        float[] rented = ArrayPool<float>.Shared.Rent(image.Length * layers.Count);
        Span<float> dates = rented.AsSpan(0, image.Length * layers.Count);
        for (int i = 0; i < layers.Count; i++)
        {
            ReadLayer(layers[i], dates.Slice(i * image.Length, image.Length));
        }

        if (slot.IsClass)
        {
            Last(dates, image);
        }
        else
        {
            Reduce(slot.IsOptical ? PlaneStatistic.Median : PlaneStatistic.Mean, dates, image);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    // Codes have no mean: the last layer that knows a pixel says what it is, so that neighbouring tiles join.
    private static void Last(ReadOnlySpan<float> layers, Span<float> image)
    {
        image.Fill(float.NaN);
        for (int i = 0; i < layers.Length; i++)
        {
            image[i % image.Length] = float.IsNaN(layers[i]) ? image[i % image.Length] : layers[i];
        }
    }

    private void ReadLayer(int layerIndex, Span<float> image)
    {
        (double rows, double columns) = shifts.Of(cube.Layers[layerIndex]);
        if (rows == 0 && columns == 0)
        {
            cube.Read(window, [layerIndex], image);
            return;
        }

        Window grown = window.Grow(BilinearShift.Margin);
        float[] rented = ArrayPool<float>.Shared.Rent(grown.PixelCount);
        Span<float> unmoved = rented.AsSpan(0, grown.PixelCount);
        cube.Read(grown, [layerIndex], unmoved);
        BilinearShift.Apply(unmoved, grown.Columns, rows, columns, image);
        ArrayPool<float>.Shared.Return(rented);
    }
}
