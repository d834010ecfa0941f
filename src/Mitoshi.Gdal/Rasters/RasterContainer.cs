namespace Mitoshi.Gdal;

/// <summary>A file that holds several rasters and none itself, as HDF5 and NetCDF do: its own metadata, and the names of the rasters inside.</summary>
/// <param name="Metadata">Key and text; groups stand in front of the name, as <c>Global_attributes_Scene_start_time</c>.</param>
/// <param name="Subdatasets">Names for <see cref="RasterFile.Open"/>, in the order of the file.</param>
public sealed record RasterContainer(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<string> Subdatasets)
{
    /// <summary>Opens a file and reads what it says of itself.</summary>
    /// <exception cref="MitoshiException"><c>raster.not_found</c>, <c>raster.cannot_open</c>, <c>gdal.missing</c>.</exception>
    public static RasterContainer Open(string path)
    {
        using SafeDatasetHandle dataset = Dataset.OpenRaster(path, formats: null);
        return new(StringList.ReadPairs(NativeMethods.GDALGetMetadata(dataset.Raw, null)),
            [.. StringList.ReadPairs(NativeMethods.GDALGetMetadata(dataset.Raw, "SUBDATASETS")).Where(pair => pair.Key.EndsWith("_NAME", StringComparison.Ordinal)).Select(pair => pair.Value)]);
    }
}
