using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>Files on this machine.</summary>
/// <param name="cache">Where decoded tiles are kept.</param>
public sealed class LocalDoor(BlockCache cache) : IRasterDoor
{
    // Formats that hold their pixels themselves. A VRT names other files and addresses.
    internal static readonly IReadOnlyList<string> Formats = ["GTiff", "JP2OpenJPEG", "HFA", "ENVI", "netCDF", "HDF5", "GPKG", "PNG", "JPEG", "SRTMHGT", "AAIGrid"];

    /// <inheritdoc/>
    public string Identity(string address)
    {
        FileInfo file = new(address);
        return file.Exists ? $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}" : address;
    }

    /// <inheritdoc/>
    public TileDataset Open(string address, string identity)
    {
        RasterFile file = RasterFile.OpenOnly(address, Formats);
        return new TileDataset(file, TiledTiff.TryOpen(file), cache, identity);
    }
}
