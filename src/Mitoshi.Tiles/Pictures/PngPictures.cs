namespace Mitoshi.Tiles;

/// <summary>Pictures that need no raster.</summary>
public static class PngPictures
{
    /// <summary>A PNG of transparent pixels.</summary>
    public static byte[] Transparent(int width, int height)
    {
        using PooledBytes file = new();
        PngEncoder.EncodeIndexes(new byte[width * height], width, height, [0, 0, 0, 0], file);
        return file.Span.ToArray();
    }
}
