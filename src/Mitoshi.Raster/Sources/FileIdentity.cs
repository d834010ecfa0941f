using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>Tells quickly whether a file may have changed: name, length and time of the last change of each of its parts.</summary>
internal static class FileIdentity
{
    public static string Of(RasterFile file)
        => string.Join(';', file.Header.Files.Prepend(file.Path).Distinct().Select(path =>
        {
            FileInfo info = new(path);
            return info.Exists ? $"{path}|{info.Length}|{info.LastWriteTimeUtc.Ticks}" : path;
        }));
}
