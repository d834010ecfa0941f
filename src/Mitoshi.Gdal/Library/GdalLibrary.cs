using System.Reflection;
using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>The GDAL library of the system: found, loaded and set up once.</summary>
public static class GdalLibrary
{
    internal const string Name = "gdal";

    // Megabytes of decoded blocks that GDAL may keep. Its own default is 5 % of the machine's memory, which no bound could hold.
    private const long CacheBytes = 64L << 20;

    // Sonames of GDAL 3.12 down to 3.6; the plain names come with development packages, macOS and Windows.
    private static readonly string[] s_names =
    [
        "libgdal.so.38", "libgdal.so.37", "libgdal.so.36", "libgdal.so.35", "libgdal.so.34", "libgdal.so.33", "libgdal.so.32",
        "libgdal.so", "libgdal.dylib", "gdal.dll",
    ];

    private static readonly Lazy<(nint Handle, string FileName)> s_library = new(Load);
    private static readonly Lazy<string> s_version = new(SetUp);

    /// <summary>Version of the library that is in use, for example <c>3.6.2</c>.</summary>
    /// <exception cref="MitoshiException"><c>gdal.missing</c>.</exception>
    public static string Version => s_version.Value;

    /// <summary>File name of the library that is in use, for example <c>libgdal.so.32</c>.</summary>
    /// <exception cref="MitoshiException"><c>gdal.missing</c>.</exception>
    public static string FileName => s_library.Value.FileName;

    /// <summary>Limits the bytes of decoded blocks that GDAL keeps for all open files together; 64 MiB unless it is called.</summary>
    public static void LimitCache(long bytes)
    {
        Start();
        NativeMethods.GDALSetCacheMax64(bytes);
    }

    internal static void Start() => _ = s_version.Value;

    internal static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
        => libraryName == Name ? s_library.Value.Handle : 0;

    private static (nint Handle, string FileName) Load()
    {
        foreach (string name in s_names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                return (handle, name);
            }
        }

        throw new MitoshiException("gdal.missing",
            found: ("the library GDAL (libgdal) is not on this machine", "GDAL ライブラリ (libgdal) がこのコンピューターにありません"),
            expected: ("GDAL 3.6 or newer", "GDAL 3.6 以降"),
            remedy: ("on Debian or Ubuntu: sudo apt install libgdal32 (or the newer libgdal of your release)",
                "Debian / Ubuntu では: sudo apt install libgdal32 (新しい版ではその版の libgdal)"));
    }

    private static unsafe string SetUp()
    {
        _ = s_library.Value;
        NativeMethods.CPLSetErrorHandler(&GdalErrors.Receive);
        SilenceProj();
        NativeMethods.GDALAllRegister();
        NativeMethods.GDALSetCacheMax64(CacheBytes);

        // What the user has set in the environment of GDAL stays: it may carry a proxy or a slow line.
        SetDefault("GDAL_HTTP_CONNECTTIMEOUT", "10");
        SetDefault("GDAL_HTTP_TIMEOUT", "60");
        SetDefault("GDAL_HTTP_LOW_SPEED_TIME", "15");
        SetDefault("GDAL_HTTP_LOW_SPEED_LIMIT", "100");
        SetDefault("GDAL_HTTP_MAX_RETRY", "2");
        SetDefault("GDAL_HTTP_RETRY_DELAY", "1");
        SetDefault("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER");

        // A GeoPackage carries the time of its last change; the same input must give the same bytes.
        SetDefault("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
        return Marshal.PtrToStringUTF8(NativeMethods.GDALVersionInfo("RELEASE_NAME")) ?? "?";
    }

    // libgeotiff makes contexts of PROJ that print to the console; they copy the level of the default one. GDAL's own ones report to GDAL.
    private static unsafe void SilenceProj()
    {
        if (NativeLibrary.TryGetExport(s_library.Value.Handle, "proj_log_level", out nint function))
        {
            _ = ((delegate* unmanaged[Cdecl]<nint, int, int>)function)(0, 0);
        }
    }

    private static void SetDefault(string option, string setting)
    {
        if (NativeMethods.CPLGetConfigOption(option, null) == 0)
        {
            NativeMethods.CPLSetConfigOption(option, setting);
        }
    }
}
