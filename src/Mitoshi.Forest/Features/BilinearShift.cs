namespace Mitoshi.Forest.Features;

/// <summary>Moves an image by a fraction of pixels, bilinearly, over the pixels that are not NaN.</summary>
internal static class BilinearShift
{
    /// <summary>No image is moved further than this.</summary>
    public const int LargestPixels = 7;

    /// <summary>Pixels around a window that a move may look at.</summary>
    public const int Margin = LargestPixels + 1;

    /// <summary>Moves it: the output at (r, c) is the image at (r - rows, c - columns).</summary>
    /// <param name="image">Rows × columns with <see cref="Margin"/> on each side.</param>
    /// <param name="imageColumns">Columns of the image, margins included.</param>
    /// <param name="rows">Pixels down.</param>
    /// <param name="columns">Pixels to the right.</param>
    /// <param name="moved">Receives the image without margins; NaN where at most half of the weight is on known pixels.</param>
    public static void Apply(ReadOnlySpan<float> image, int imageColumns, double rows, double columns, Span<float> moved)
    {
        int outColumns = imageColumns - (2 * Margin), outRows = (image.Length / imageColumns) - (2 * Margin);
        Require.SameLength(outColumns * outRows, moved.Length, nameof(moved));
        int wholeRows = (int)Math.Floor(-rows), wholeColumns = (int)Math.Floor(-columns);
        float down = (float)(-rows - wholeRows), right = (float)(-columns - wholeColumns);
        float w00 = (1 - down) * (1 - right), w01 = (1 - down) * right, w10 = down * (1 - right), w11 = down * right;
        for (int row = 0; row < outRows; row++)
        {
            ReadOnlySpan<float> upper = image.Slice(((row + Margin + wholeRows) * imageColumns) + Margin + wholeColumns, outColumns + 1);
            ReadOnlySpan<float> lower = image.Slice(((row + Margin + wholeRows + 1) * imageColumns) + Margin + wholeColumns, outColumns + 1);
            Span<float> line = moved.Slice(row * outColumns, outColumns);
            for (int column = 0; column < outColumns; column++)
            {
                float sum = 0, weight = 0;
                Add(upper[column], w00, ref sum, ref weight);
                Add(upper[column + 1], w01, ref sum, ref weight);
                Add(lower[column], w10, ref sum, ref weight);
                Add(lower[column + 1], w11, ref sum, ref weight);
                line[column] = weight > 0.5f ? sum / weight : float.NaN;
            }
        }
    }

    private static void Add(float measured, float share, ref float sum, ref float weight)
    {
        if (!float.IsNaN(measured))
        {
            sum += measured * share;
            weight += share;
        }
    }
}
