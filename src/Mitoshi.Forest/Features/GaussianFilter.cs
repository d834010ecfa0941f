using System.Buffers;
using System.Numerics.Tensors;

namespace Mitoshi.Forest.Features;

/// <summary>
/// Separable Gaussian mean over the pixels that are not NaN. Each output pixel is the same sum in the same order wherever the window lies, so the
/// bits do not depend on how an image is cut.
/// </summary>
internal static class GaussianFilter
{
    // Below this share of the weight the surroundings say nothing about the pixel.
    private const float SmallestWeight = 1e-3f;

    /// <summary>The taps, from -radius to +radius, adding up to about 1.</summary>
    public static float[] Taps(double sigmaPixels, int radius)
    {
        double[] taps = new double[(2 * radius) + 1];
        double sum = 0;
        for (int t = -radius; t <= radius; t++)
        {
            taps[t + radius] = Math.Exp(-0.5 * t * t / (sigmaPixels * sigmaPixels));
            sum += taps[t + radius];
        }

        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    /// <summary>Filters an image.</summary>
    /// <param name="image">Rows × columns, with a margin of the radius on each side.</param>
    /// <param name="columns">Columns of the image, margins included.</param>
    /// <param name="taps">2 radius + 1 taps.</param>
    /// <param name="filtered">Receives the image without margins; NaN where all surroundings are NaN.</param>
    public static void Apply(ReadOnlySpan<float> image, int columns, ReadOnlySpan<float> taps, Span<float> filtered)
    {
        int rows = image.Length / columns, outColumns = columns - taps.Length + 1, outRows = rows - taps.Length + 1;
        Require.SameLength(outColumns * outRows, filtered.Length, nameof(filtered));
        if (!HasGaps(image))
        {
            Convolve(image, columns, taps, filtered);
            TensorPrimitives.Divide(filtered, WholeWeight(taps), filtered);
            return;
        }

        float[] numbers = ArrayPool<float>.Shared.Rent(image.Length), weights = ArrayPool<float>.Shared.Rent(image.Length);
        float[] weight = ArrayPool<float>.Shared.Rent(filtered.Length);
        for (int i = 0; i < image.Length; i++)
        {
            bool isThere = !float.IsNaN(image[i]);
            numbers[i] = isThere ? image[i] : 0;
            weights[i] = isThere ? 1 : 0;
        }

        Convolve(numbers.AsSpan(0, image.Length), columns, taps, filtered);
        Convolve(weights.AsSpan(0, image.Length), columns, taps, weight.AsSpan(0, filtered.Length));
        for (int i = 0; i < filtered.Length; i++)
        {
            filtered[i] = weight[i] > SmallestWeight ? filtered[i] / weight[i] : float.NaN;
        }

        ArrayPool<float>.Shared.Return(numbers);
        ArrayPool<float>.Shared.Return(weights);
        ArrayPool<float>.Shared.Return(weight);
    }

    private static bool HasGaps(ReadOnlySpan<float> image)
    {
        foreach (float number in image)
        {
            if (float.IsNaN(number))
            {
                return true;
            }
        }

        return false;
    }

    // What Convolve makes of an image of ones, by the same operations.
    private static float WholeWeight(ReadOnlySpan<float> taps)
    {
        float down = 0, across = 0;
        foreach (float tap in taps)
        {
            down = (1 * tap) + down;
        }

        foreach (float tap in taps)
        {
            across = (down * tap) + across;
        }

        return across;
    }

    private static void Convolve(ReadOnlySpan<float> image, int columns, ReadOnlySpan<float> taps, Span<float> output)
    {
        int outColumns = columns - taps.Length + 1, outRows = (image.Length / columns) - taps.Length + 1;
        float[] rented = ArrayPool<float>.Shared.Rent(columns);
        Span<float> line = rented.AsSpan(0, columns);
        for (int row = 0; row < outRows; row++)
        {
            line.Clear();
            for (int t = 0; t < taps.Length; t++)
            {
                TensorPrimitives.MultiplyAdd(image.Slice((row + t) * columns, columns), taps[t], line, line);
            }

            Span<float> outLine = output.Slice(row * outColumns, outColumns);
            outLine.Clear();
            for (int t = 0; t < taps.Length; t++)
            {
                TensorPrimitives.MultiplyAdd(line.Slice(t, outColumns), taps[t], outLine, outLine);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
