using System.Buffers;
using System.Numerics.Tensors;

namespace Mitoshi.Forest.Features;

/// <summary>One filter over one plane.</summary>
internal static class FilterKernel
{
    /// <summary>Filters a plane and leaves the margin away.</summary>
    /// <param name="image">The plane over the grown window.</param>
    /// <param name="grown">That window.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="window">The window wanted.</param>
    /// <param name="feature">Receives its pixels.</param>
    public static void Apply(ReadOnlySpan<float> image, Window grown, FeatureFilter filter, Window window, Span<float> feature)
    {
        Window reach = window.Grow(filter.Radius);
        float[] rented = ArrayPool<float>.Shared.Rent(reach.PixelCount);
        Span<float> cropped = rented.AsSpan(0, reach.PixelCount);
        Crop(image, grown, reach, cropped);
        switch (filter.Kind)
        {
            case FilterKind.None:
                cropped.CopyTo(feature);
                break;
            case FilterKind.Gaussian:
                GaussianFilter.Apply(cropped, reach.Columns, GaussianFilter.Taps(filter.SigmaPixels, filter.Radius), feature);
                break;
            default:
                Deviation(cropped, reach.Columns, GaussianFilter.Taps(filter.SigmaPixels, filter.Radius), feature);
                break;
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    // sqrt(mean of squares - square of mean), never of a negative rest.
    private static void Deviation(Span<float> image, int columns, float[] taps, Span<float> feature)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(feature.Length);
        Span<float> mean = rented.AsSpan(0, feature.Length);
        GaussianFilter.Apply(image, columns, taps, mean);
        TensorPrimitives.Multiply(image, image, image);
        GaussianFilter.Apply(image, columns, taps, feature);
        for (int i = 0; i < feature.Length; i++)
        {
            float variance = feature[i] - (mean[i] * mean[i]);
            feature[i] = variance > 0 ? MathF.Sqrt(variance) : float.IsNaN(variance) ? float.NaN : 0;
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Crop(ReadOnlySpan<float> image, Window from, Window to, Span<float> cropped)
    {
        for (int row = 0; row < to.Rows; row++)
        {
            image.Slice(((row + to.Row - from.Row) * from.Columns) + to.Column - from.Column, to.Columns).CopyTo(cropped[(row * to.Columns)..]);
        }
    }
}
