namespace Mitoshi.Gdal;

/// <summary>
/// The stored tiles of a plain tiled TIFF and of its reduced copies, one by one, for readers that keep a cache of their own. From any thread.
/// </summary>
public sealed class TiledTiff : IDisposable
{
    private readonly IByteSource _file;
    private readonly IReadOnlyList<TiffLayout> _levels;

    private TiledTiff(IByteSource file, IReadOnlyList<TiffLayout> levels)
    {
        (_file, _levels) = (file, levels);
        Levels = [.. levels.Select(level => new TiledTiffLevel(level.Width, level.Height, level.TileColumns, level.TileRows, level.TileBytes))];
        (Type, IsPlanar, BandCount) = (levels[0].Type, levels[0].IsPlanar, levels[0].BandCount);
    }

    /// <summary>The picture and its reduced copies, the largest first.</summary>
    public IReadOnlyList<TiledTiffLevel> Levels { get; }

    /// <summary>Type of every number.</summary>
    public PixelType Type { get; }

    /// <summary>True when a tile holds one band, false when the bands of a pixel lie side by side.</summary>
    public bool IsPlanar { get; }

    /// <summary>Number of bands.</summary>
    public int BandCount { get; }

    /// <summary>Opens a local file that GDAL has opened; null when it is not of the plain kind, has a mask, or when the two disagree about it.</summary>
    public static TiledTiff? TryOpen(RasterFile raster)
        => File.Exists(raster.Path) ? TryOpen(raster, new FileBytes(raster.Path)) : null;

    /// <summary>The same from other bytes than a local file's; they are closed with it, or when the answer is null.</summary>
    public static TiledTiff? TryOpen(RasterFile raster, IByteSource file)
    {
        try
        {
            IReadOnlyList<TiffLayout> levels = raster.Header.Format == "GTiff" && !raster.Bands.Any(band => band.HasMask) ? TiffLayout.ReadLevels(file) : [];
            bool agrees = levels is [TiffLayout layout, ..] && layout.Width == raster.Grid.Width && layout.Height == raster.Grid.Height && layout.BandCount == raster.Bands.Count
                && raster.Bands.All(band => band.Type == layout.Type && band.BlockColumns == layout.TileColumns && band.BlockRows == layout.TileRows && band.OverviewCount == levels.Count - 1);
            if (agrees)
            {
                return new TiledTiff(file, levels);
            }
        }
        catch (MitoshiException)
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Reads one tile: rows × columns × bands, or rows × columns of one band when planar.</summary>
    /// <param name="level">Index in <see cref="Levels"/>.</param>
    /// <param name="band">From 0; not used unless planar.</param>
    /// <param name="tileColumn">From 0.</param>
    /// <param name="tileRow">From 0.</param>
    /// <param name="tile">Receives the level's <see cref="TiledTiffLevel.TileBytes"/>.</param>
    /// <param name="rows">Rows that are wanted, from the top; those below may be undefined.</param>
    /// <returns>False for a tile that is absent, damaged or beyond the end.</returns>
    public bool TryReadTile(int level, int band, int tileColumn, int tileRow, Span<byte> tile, int rows = int.MaxValue)
    {
        TiffLayout layout = _levels[level];
        return TileUnpacker.TryUnpack(_file, layout, (layout.IsPlanar ? band * layout.TilesPerPlane : 0) + (tileRow * layout.Across) + tileColumn, tile, rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

/// <summary>Shape of one level of a <see cref="TiledTiff"/>, in pixels.</summary>
public readonly record struct TiledTiffLevel(int Width, int Height, int TileColumns, int TileRows, int TileBytes);
