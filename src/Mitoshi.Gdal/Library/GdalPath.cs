namespace Mitoshi.Gdal;

/// <summary>What a user writes as a path, as GDAL wants it.</summary>
internal static class GdalPath
{
    /// <summary>URLs become GDAL's virtual paths, and a file inside a zip is found by <c>archive.zip/inner.tif</c>; anything else stays.</summary>
    public static string From(string path) => path switch
    {
        _ when path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            => "/vsicurl/" + path,
        _ when path.StartsWith("s3://", StringComparison.OrdinalIgnoreCase) => "/vsis3/" + path[5..],
        _ when path.StartsWith("gs://", StringComparison.OrdinalIgnoreCase) => "/vsigs/" + path[5..],
        _ when path.Contains(".zip/", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("/vsi", StringComparison.Ordinal) => "/vsizip/" + path,
        _ => path,
    };

    /// <summary>True when reading it uses the network.</summary>
    public static bool IsRemote(string gdalPath)
        => gdalPath.StartsWith("/vsimitoshi/", StringComparison.Ordinal) || gdalPath.Contains("/vsicurl", StringComparison.Ordinal) || gdalPath.StartsWith("/vsis3/", StringComparison.Ordinal)
        || gdalPath.StartsWith("/vsigs/", StringComparison.Ordinal) || gdalPath.StartsWith("/vsiaz/", StringComparison.Ordinal);
}
