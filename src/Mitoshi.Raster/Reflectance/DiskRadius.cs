namespace Mitoshi.Raster;

/// <summary>A radius on the ground, in the pixels of a grid: exact Euclidean distance between pixel centres.</summary>
/// <param name="Metres">Radius; 0 leaves a mask as it is.</param>
/// <param name="Pixel">Size of the pixels.</param>
public readonly record struct DiskRadius(double Metres, PixelSize Pixel)
{
    // A distance that equals the radius up to rounding counts as within.
    private const double Slack = 1e-9;

    /// <summary>The halo that an input needs on each side, in pixels.</summary>
    public int Halo => (int)Math.Floor((Metres / Math.Min(Pixel.EastMetres, Pixel.NorthMetres)) + Slack);

    /// <summary>How many columns left and right the disk reaches in a row, or -1 where it does not reach that row.</summary>
    /// <param name="rowOffset">Rows from the centre.</param>
    public int HalfWidth(int rowOffset)
    {
        double north = rowOffset * Pixel.NorthMetres, rest = (Metres * Metres) - (north * north);
        return rest < -Slack ? -1 : (int)Math.Floor((Math.Sqrt(Math.Max(rest, 0)) / Pixel.EastMetres) + Slack);
    }
}
