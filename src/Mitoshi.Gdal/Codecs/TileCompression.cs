namespace Mitoshi.Gdal;

/// <summary>How the bytes of a tile are packed.</summary>
public enum TileCompression
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>zlib stream (TIFF compression 8); every reader knows it.</summary>
    Deflate,

    /// <summary>Zstandard (TIFF compression 50000); faster to read, GDAL 2.3 and newer.</summary>
    Zstd,
}
