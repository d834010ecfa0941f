using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>What PROJ knows about a coordinate reference system.</summary>
public static class SpatialReference
{
    private const int TraditionalGisOrder = 0;

    /// <summary>True when coordinates are longitude and latitude in degrees.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>.</exception>
    public static bool IsGeographic(Crs crs)
    {
        using SafeSpatialReferenceHandle? reference = crs.IsLocal ? null : Open(crs);
        return reference is not null && NativeMethods.OSRIsGeographic(reference) != 0;
    }

    /// <summary>Metres per unit of a projected CRS: 1 for UTM and for <c>local</c>, 0.3048 for feet.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>, or <c>crs.not_projected</c> when the unit is a degree.</exception>
    public static double MetresPerUnit(Crs crs)
    {
        if (crs.IsLocal)
        {
            return 1;
        }

        using SafeSpatialReferenceHandle reference = Open(crs);
        return NativeMethods.OSRIsGeographic(reference) == 0
            ? NativeMethods.OSRGetLinearUnits(reference, 0)
            : throw new MitoshiException("crs.not_projected",
                found: ($"{crs} has coordinates in degrees", $"{crs} の座標は度です"),
                expected: ("a projected CRS, whose unit is a length", "長さを単位とする投影座標系"),
                remedy: ("use the UTM zone of the area, for example EPSG:32654 for eastern Japan", "対象地域の UTM 帯を使ってください。東日本なら EPSG:32654"));
    }

    /// <summary>Name for a person, for example <c>WGS 84 / UTM zone 54N</c>.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>.</exception>
    public static string Name(Crs crs)
    {
        if (crs.IsLocal)
        {
            return "local";
        }

        using SafeSpatialReferenceHandle reference = Open(crs);
        return Marshal.PtrToStringUTF8(NativeMethods.OSRGetName(reference.DangerousGetHandle())) ?? crs.Definition;
    }

    /// <summary>The WKT of ISO 19162:2019 (<c>WKT2_2019</c>) or of GDAL 1 (<c>WKT1_GDAL</c>).</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>.</exception>
    public static string ToWkt(Crs crs, string format = "WKT2_2019")
    {
        using SafeSpatialReferenceHandle reference = Open(crs);
        return ToWkt(reference.DangerousGetHandle(), format);
    }

    /// <summary>True when two definitions mean the same system, whatever their text.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>.</exception>
    public static bool AreSame(Crs one, Crs other)
    {
        if (one == other || one.IsLocal || other.IsLocal)
        {
            return one == other;
        }

        using SafeSpatialReferenceHandle first = Open(one), second = Open(other);
        return NativeMethods.OSRIsSame(first, second) != 0;
    }

    internal static SafeSpatialReferenceHandle Open(Crs crs)
    {
        GdalLibrary.Start();
        GdalErrors.Begin();
        SafeSpatialReferenceHandle reference = new(NativeMethods.OSRNewSpatialReference(0));
        if (crs.IsLocal || NativeMethods.OSRSetFromUserInput(reference, crs.Definition) != 0)
        {
            reference.Dispose();
            throw new MitoshiException("crs.unknown",
                found: ($"{crs} names no coordinate reference system that PROJ knows", $"{crs} は PROJ の知らない座標参照系です"),
                expected: ("an authority code such as EPSG:32654, or WKT", "EPSG:32654 のようなコード、または WKT"),
                remedy: ("look the code up at epsg.org, or copy it from: gdalsrsinfo -o epsg FILE", "epsg.org で調べるか、gdalsrsinfo -o epsg FILE の出力を使ってください"),
                GdalErrors.AsException());
        }

        NativeMethods.OSRSetAxisMappingStrategy(reference, TraditionalGisOrder);
        return reference;
    }

    /// <summary>The CRS of a reference that GDAL owns: its EPSG code where it has one, else WKT; null for none.</summary>
    internal static Crs? ToCrs(nint reference)
    {
        if (reference == 0)
        {
            return null;
        }

        string? authority = Marshal.PtrToStringUTF8(NativeMethods.OSRGetAuthorityName(reference, null));
        string? code = Marshal.PtrToStringUTF8(NativeMethods.OSRGetAuthorityCode(reference, null));
        if (authority is not null && code is not null)
        {
            return new Crs($"{authority}:{code}");
        }

        string wkt = ToWkt(reference, "WKT2_2019");
        return wkt.Length == 0 ? null : new Crs(wkt);
    }

    private static string ToWkt(nint reference, string format)
    {
        nint text = 0;
        _ = StringList.With([$"FORMAT={format}"], options => NativeMethods.OSRExportToWktEx(reference, out text, options));
        string wkt = Marshal.PtrToStringUTF8(text) ?? string.Empty;
        NativeMethods.VSIFree(text);
        return wkt;
    }
}
