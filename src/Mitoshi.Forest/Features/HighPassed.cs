using System.Numerics.Tensors;

namespace Mitoshi.Forest.Features;

/// <summary>Fine structure of images: each minus its Gaussian mean; 0 where nothing is known.</summary>
internal sealed class HighPassed
{
    private HighPassed(int columns, int rows, float[][] bands, bool[]? isKnown)
    {
        Columns = columns;
        Rows = rows;
        Bands = bands;
        IsKnown = isKnown;
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The bands, rows × columns.</summary>
    public float[][] Bands { get; }

    /// <summary>True for pixels that count; null when all do.</summary>
    public bool[]? IsKnown { get; }

    /// <summary>False when no band has anything but gaps or a constant.</summary>
    public bool HasStructure => Bands.Length > 0 && Bands.Any(band => TensorPrimitives.SumOfSquares(band) > 0);

    /// <summary>High-passes images; gaps become the median of the band.</summary>
    public static HighPassed Of(float[][] images, int columns, int rows, double sigma)
    {
        List<float[]> bands = [];
        foreach (float[] image in images)
        {
            float median = Median(image);
            if (!float.IsNaN(median))
            {
                float[] filled = [.. image.Select(number => float.IsNaN(number) ? median : number)];
                float[] smooth = Smooth(filled, columns, rows, sigma);
                TensorPrimitives.Subtract(filled, smooth, filled);
                bands.Add(filled);
            }
        }

        return new HighPassed(columns, rows, [.. bands], isKnown: null);
    }

    /// <summary>High-passes the part of a reference that may be looked at.</summary>
    public static HighPassed OfReference(ReadOnlySpan<float> reference, bool[]? isTraining, Window window, int wholeColumns, double sigma)
    {
        float[] image = new float[window.PixelCount];
        bool[] isKnown = new bool[window.PixelCount];
        for (int row = 0; row < window.Rows; row++)
        {
            for (int column = 0; column < window.Columns; column++)
            {
                int from = ((row + window.Row) * wholeColumns) + column + window.Column, to = (row * window.Columns) + column;
                isKnown[to] = (isTraining is null || isTraining[from]) && float.IsFinite(reference[from]);
                image[to] = isKnown[to] ? reference[from] : float.NaN;
            }
        }

        float[] smooth = Smooth(image, window.Columns, window.Rows, sigma);
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = isKnown[i] ? image[i] - smooth[i] : 0;
        }

        return new HighPassed(window.Columns, window.Rows, [image], isKnown);
    }

    private static float[] Smooth(float[] image, int columns, int rows, double sigma)
    {
        int radius = (int)((3 * sigma) + 0.5), wide = columns + (2 * radius);
        float[] padded = new float[wide * (rows + (2 * radius))], smooth = new float[image.Length];
        Array.Fill(padded, float.NaN);
        for (int row = 0; row < rows; row++)
        {
            image.AsSpan(row * columns, columns).CopyTo(padded.AsSpan(((row + radius) * wide) + radius));
        }

        GaussianFilter.Apply(padded, wide, GaussianFilter.Taps(sigma, radius), smooth);
        return smooth;
    }

    private static float Median(float[] image)
    {
        float[] known = [.. image.Where(number => !float.IsNaN(number)).Order()];
        return known.Length == 0 ? float.NaN : known[known.Length / 2];
    }
}
