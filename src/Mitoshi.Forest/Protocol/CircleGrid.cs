namespace Mitoshi.Forest.Protocol;

/// <summary>
/// Circles of 0.1 ha of the validation protocol: radius 17.84 m, centred in cells of 4 × 4 pixels of 10 m. None overlaps another or crosses a block.
/// The value is the mean of the 16 pixels weighted by the area that the circle covers of each.
/// </summary>
public static class CircleGrid
{
    /// <summary>Pixels along the edge of a cell.</summary>
    public const int Cell = 4;

    /// <summary>Radius in metres.</summary>
    public const double RadiusMetres = 17.84;

    private const double PixelMetres = 10;

    /// <summary>Weights of the 4 × 4 pixels, rows × columns, adding up to 1.</summary>
    public static IReadOnlyList<double> Weights { get; } = MakeWeights();

    /// <summary>Circles along a row of so many pixels.</summary>
    public static int CountAlong(int pixels) => pixels / Cell;

    /// <summary>Value of every circle, row by row; over the pixels that are known, NaN where they weigh less than a tenth.</summary>
    /// <param name="pixels">Rows × columns.</param>
    /// <param name="columns">Columns.</param>
    public static double[] Means(ReadOnlySpan<float> pixels, int columns) => Means(pixels, columns, Weights);

    /// <summary>The plain mean of the pixels that a circle touches, for comparison.</summary>
    public static double[] PlainMeans(ReadOnlySpan<float> pixels, int columns) => Means(pixels, columns, [.. Enumerable.Repeat(1.0 / (Cell * Cell), Cell * Cell)]);

    private static double[] Means(ReadOnlySpan<float> pixels, int columns, IReadOnlyList<double> weights)
    {
        int across = CountAlong(columns), down = CountAlong(pixels.Length / columns);
        double[] means = new double[across * down];
        for (int i = 0; i < means.Length; i++)
        {
            int row = i / across * Cell, column = i % across * Cell;
            double sum = 0, weight = 0;
            for (int k = 0; k < Cell * Cell; k++)
            {
                float measured = pixels[((row + (k / Cell)) * columns) + column + (k % Cell)];
                if (!float.IsNaN(measured))
                {
                    sum += weights[k] * measured;
                    weight += weights[k];
                }
            }

            means[i] = weight > 0.1 ? sum / weight : double.NaN;
        }

        return means;
    }

    // Area of the circle within [x0, x1] x [y0, y1] of the quarter with its centre at the corner: an integral of the chord, in closed form.
    private static double[] MakeWeights()
    {
        double[,] quarter = new double[2, 2];
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                quarter[i, j] = Corner((i + 1) * PixelMetres, (j + 1) * PixelMetres) - Corner(i * PixelMetres, (j + 1) * PixelMetres)
                    - Corner((i + 1) * PixelMetres, j * PixelMetres) + Corner(i * PixelMetres, j * PixelMetres);
                sum += 4 * quarter[i, j];
            }
        }

        double[] weights = new double[Cell * Cell];
        for (int k = 0; k < weights.Length; k++)
        {
            int row = k / Cell, column = k % Cell;
            weights[k] = quarter[row < 2 ? 1 - row : row - 2, column < 2 ? 1 - column : column - 2] / sum;
        }

        return weights;
    }

    // Area of the circle about the origin within [0, x] x [0, y].
    private static double Corner(double x, double y)
    {
        const double R = RadiusMetres;
        if ((x * x) + (y * y) <= R * R)
        {
            return x * y;
        }

        double clippedX = Math.Min(x, R), from = y >= R ? 0 : Math.Min(clippedX, Math.Sqrt((R * R) - (y * y)));
        return (from * Math.Min(y, R)) + Primitive(clippedX) - Primitive(from);

        static double Primitive(double t) => 0.5 * ((t * Math.Sqrt(Math.Max(0, (R * R) - (t * t)))) + (R * R * Math.Asin(Math.Min(1, t / R))));
    }
}
