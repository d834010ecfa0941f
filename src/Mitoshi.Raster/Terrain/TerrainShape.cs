namespace Mitoshi.Raster;

/// <summary>Slope, aspect and roughness of a terrain from the 3 x 3 elevations around each pixel.</summary>
/// <remarks>
/// Sources: Horn 1981, Proc. IEEE 69:14 (slope, aspect); Weiss 2001 (TPI); Riley et al. 1999, Intermountain J. Sci. 5:23 (TRI); Wilson et al. 2007,
/// Marine Geodesy 30:3 (roughness). With the neighbours a b c / d e f / g h i from north-west to south-east.
/// </remarks>
public static class TerrainShape
{
    /// <summary>Pixels that the input needs on each side.</summary>
    public const int Halo = 1;

    /// <summary>Number of output bands.</summary>
    public const int LayerCount = 7;

    private const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>All layers.</summary>
    /// <param name="elevationMetres">Elevations of the window grown by 1 pixel on each side; NaN is missing, and so is what lies beyond the grid.</param>
    /// <param name="window">The window to fill.</param>
    /// <param name="pixel">Size of the pixels in metres.</param>
    /// <param name="layers">Receives seven bands of the window in the order of <see cref="TerrainLayer"/>; NaN where any of the nine is missing, and aspect, northness
    /// and eastness also where it is flat.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the window.</exception>
    public static void Compute(ReadOnlySpan<float> elevationMetres, Window window, PixelSize pixel, Span<float> layers)
    {
        Window outer = window.Grow(Halo);
        Require.SameLength(outer.PixelCount, elevationMetres.Length, nameof(elevationMetres));
        Require.SameLength(window.PixelCount * LayerCount, layers.Length, nameof(layers));
        for (int row = 0; row < window.Rows; row++)
        {
            ReadOnlySpan<float> north = elevationMetres.Slice(row * outer.Columns, outer.Columns);
            ReadOnlySpan<float> middle = elevationMetres.Slice((row + 1) * outer.Columns, outer.Columns);
            ReadOnlySpan<float> south = elevationMetres.Slice((row + 2) * outer.Columns, outer.Columns);
            for (int column = 0; column < window.Columns; column++)
            {
                ComputePixel(north.Slice(column, 3), middle.Slice(column, 3), south.Slice(column, 3), pixel, layers[((row * window.Columns) + column)..], window.PixelCount);
            }
        }
    }

    private static void ComputePixel(
        ReadOnlySpan<float> north, ReadOnlySpan<float> middle, ReadOnlySpan<float> south, PixelSize pixel, Span<float> layers, int bandStride)
    {
        double a = north[0], b = north[1], c = north[2], d = middle[0], e = middle[1], f = middle[2], g = south[0], h = south[1], i = south[2];
        double sum = a + b + c + d + f + g + h + i;
        if (double.IsNaN(sum + e))
        {
            Fill(layers, bandStride, float.NaN);
            return;
        }

        double dzdx = (c + (2 * f) + i - (a + (2 * d) + g)) / (8 * pixel.EastMetres);
        double dzdy = (a + (2 * b) + c - (g + (2 * h) + i)) / (8 * pixel.NorthMetres);
        double gradient = Math.Sqrt((dzdx * dzdx) + (dzdy * dzdy));
        double northness = gradient == 0 ? double.NaN : -dzdy / gradient, eastness = gradient == 0 ? double.NaN : -dzdx / gradient;
        double aspect = Math.Atan2(eastness, northness) * DegreesPerRadian;

        double squares = Square(a - e) + Square(b - e) + Square(c - e) + Square(d - e) + Square(f - e) + Square(g - e) + Square(h - e) + Square(i - e);
        double highest = Math.Max(Math.Max(Math.Max(a, b), Math.Max(c, d)), Math.Max(Math.Max(f, g), Math.Max(h, Math.Max(i, e))));
        double lowest = Math.Min(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Min(Math.Min(f, g), Math.Min(h, Math.Min(i, e))));

        layers[(int)TerrainLayer.Slope * bandStride] = (float)(Math.Atan(gradient) * DegreesPerRadian);
        layers[(int)TerrainLayer.Aspect * bandStride] = (float)(aspect < 0 ? aspect + 360 : aspect);
        layers[(int)TerrainLayer.Northness * bandStride] = (float)northness;
        layers[(int)TerrainLayer.Eastness * bandStride] = (float)eastness;
        layers[(int)TerrainLayer.PositionIndex * bandStride] = (float)(e - (sum / 8));
        layers[(int)TerrainLayer.RuggednessIndex * bandStride] = (float)Math.Sqrt(squares);
        layers[(int)TerrainLayer.Roughness * bandStride] = (float)(highest - lowest);
    }

    private static double Square(double value) => value * value;

    private static void Fill(Span<float> layers, int bandStride, float value)
    {
        for (int layer = 0; layer < LayerCount; layer++)
        {
            layers[layer * bandStride] = value;
        }
    }
}
