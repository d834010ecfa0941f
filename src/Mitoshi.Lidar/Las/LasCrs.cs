using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Mitoshi.Lidar;

/// <summary>The CRS that a file declares, in GeoTIFF keys or WKT.</summary>
/// <remarks>Source: ASPRS LAS specification 1.4 R15, section 3; OGC GeoTIFF 1.1 (19-008r4), keys 2048, 3072 and 4099.</remarks>
internal static class LasCrs
{
    private const string UserId = "LASF_Projection";
    private const int WktId = 2112, GeoKeysId = 34735;
    private const int GeographicKey = 2048, ProjectedKey = 3072, VerticalUnitKey = 4099, UserDefined = 32767;
    private const int FootCode = 9002, SurveyFootCode = 9003;

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

    /// <summary>Metres per unit of the heights: 1 unless the file declares feet for them, which also metric coordinates may come with.</summary>
    public static double HeightUnitMetres(LasFile file)
    {
        if (file.ReadRecord(UserId, WktId) is { } text && HeightUnit(Encoding.UTF8.GetString(text)) is { } factor)
        {
            return factor;
        }

        return file.ReadRecord(UserId, GeoKeysId) is { } keys ? Key(keys, VerticalUnitKey) switch { FootCode => 0.3048, SurveyFootCode => 1200.0 / 3937, _ => 1 } : 1;
    }

    /// <summary>The factor of the unit in the vertical part of a WKT, or null without one.</summary>
    internal static double? HeightUnit(string wkt)
    {
        int vertical = Math.Max(wkt.IndexOf("VERT_CS[", StringComparison.OrdinalIgnoreCase), wkt.IndexOf("VERTCRS[", StringComparison.OrdinalIgnoreCase));
        int unit = vertical < 0 ? -1 : wkt.IndexOf("UNIT[", vertical, StringComparison.OrdinalIgnoreCase);
        string[] parts = unit < 0 ? [] : wkt[(unit + 5)..].Split(',', ']');
        return parts.Length > 1 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) && factor > 0 && double.IsFinite(factor)
            ? factor : null;
    }

    /// <summary>The EPSG code in a directory of GeoTIFF keys: the projected one before the geographic one.</summary>
    internal static int? Epsg(ReadOnlySpan<byte> directory)
    {
        int geographic = Key(directory, GeographicKey), projected = Key(directory, ProjectedKey);
        int code = projected is > 0 and < UserDefined ? projected : projected == 0 ? geographic : 0;
        return code is > 0 and < UserDefined ? code : null;
    }
    // A key's number when it stands in the directory itself, else 0.
    private static int Key(ReadOnlySpan<byte> directory, int wanted)
    {
        int count = directory.Length >= 8 ? BinaryPrimitives.ReadUInt16LittleEndian(directory[6..]) : 0;
        for (int i = 0; i < count && 16 + (8 * i) <= directory.Length; i++)
        {
            ReadOnlySpan<byte> key = directory.Slice(8 + (8 * i), 8);
            if (BinaryPrimitives.ReadUInt16LittleEndian(key) == wanted && BinaryPrimitives.ReadUInt16LittleEndian(key[2..]) == 0)
            {
                return BinaryPrimitives.ReadUInt16LittleEndian(key[6..]);
            }
        }

        return 0;
    }
}
