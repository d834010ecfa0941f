using System.Buffers.Binary;
using System.Text;

namespace Mitoshi.Lidar;

/// <summary>The CRS that a file declares, in GeoTIFF keys or WKT.</summary>
/// <remarks>Source: ASPRS LAS specification 1.4 R15, section 3; OGC GeoTIFF 1.1 (19-008r4), keys 2048 and 3072.</remarks>
internal static class LasCrs
{
    private const string UserId = "LASF_Projection";
    private const int WktId = 2112, GeoKeysId = 34735;
    private const int GeographicKey = 2048, ProjectedKey = 3072, UserDefined = 32767;

    /// <summary>The CRS, or null when the file declares none that can be named.</summary>
    public static Crs? Read(LasFile file)
    {
        string? wkt = file.ReadRecord(UserId, WktId) is { } text ? Encoding.UTF8.GetString(text).TrimEnd('\0', ' ', '\n', '\r') : null;
        if (!string.IsNullOrEmpty(wkt) && wkt.Contains('['))
        {
            return new Crs(wkt);
        }

        return file.ReadRecord(UserId, GeoKeysId) is { } keys && Epsg(keys) is { } code
            ? new Crs(FormattableString.Invariant($"EPSG:{code}"))
            : null;
    }

    /// <summary>The EPSG code in a directory of GeoTIFF keys: the projected one before the geographic one.</summary>
    internal static int? Epsg(ReadOnlySpan<byte> directory)
    {
        int geographic = 0, projected = 0;
        int count = directory.Length >= 8 ? BinaryPrimitives.ReadUInt16LittleEndian(directory[6..]) : 0;
        for (int i = 0; i < count && 16 + (8 * i) <= directory.Length; i++)
        {
            ReadOnlySpan<byte> key = directory.Slice(8 + (8 * i), 8);
            int value = BinaryPrimitives.ReadUInt16LittleEndian(key[6..]);
            bool isInline = BinaryPrimitives.ReadUInt16LittleEndian(key[2..]) == 0;
            switch (BinaryPrimitives.ReadUInt16LittleEndian(key))
            {
                case GeographicKey when isInline:
                    geographic = value;
                    break;
                case ProjectedKey when isInline:
                    projected = value;
                    break;
            }
        }

        int code = projected is > 0 and < UserDefined ? projected : projected == 0 ? geographic : 0;
        return code is > 0 and < UserDefined ? code : null;
    }
}
