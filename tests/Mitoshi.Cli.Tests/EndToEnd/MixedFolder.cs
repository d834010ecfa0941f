using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Mitoshi.Cli.Tests.EndToEnd;

/// <summary>
/// A folder as users have it: the files of a simulated landscape re-gridded by GDAL's own tools to other CRSs, pixel sizes and extents, under the names
/// of the products. Landsat and the existing height map are made from the simulated Sentinel-2 scenes and the smoothed, scaled true height.
/// </summary>
internal sealed class MixedFolder(string landscape, string folder, int year)
{
    public const string NeighbourZone = "EPSG:32653";

    public string Folder => folder;

    /// <summary>Re-grids everything.</summary>
    public void Make()
    {
        Directory.CreateDirectory(folder);
        Warp("dem.tif", "dem_1sec.tif", "EPSG:4326", 1 / 3600.0, "bilinear");
        Warp($"landcover_{year}.tif", $"landcover_{year}.tif", "EPSG:4326", 1 / 4500.0, "mode");
        Warp("species.tif", "species.tif", NeighbourZone, 5, "near");
        Warp($"truth/height_{year}.tif", "smooth.tif", "EPSG:4326", 1 / 1200.0, "average");
        Run("gdal_translate", "-q", "-scale", "0", "10", "2", "10", "-ot", "Float32", In("smooth.tif"), In($"ETH_GlobalCanopyHeight_10m_{year}_N36E141_Map.tif"));
        File.Delete(In("smooth.tif"));
        foreach (string layer in new[] { "sl_HH", "sl_HV", "mask", "linci", "date" })
        {
            string name = $"N38E142_{year % 100:00}_{layer}_F02DAR_simulated.tif";
            File.Copy(Path.Combine(landscape, "palsar2", name), In(name.Replace("_simulated", "", StringComparison.Ordinal)));
        }

        foreach (string path in Directory.EnumerateFiles(Path.Combine(landscape, "sentinel1"), $"S1_{year}*.tif"))
        {
            // Finer than the map, so that it must be coarsened; in decibels, so that it must be turned to power before.
            Warp(path, Path.GetFileName(path), NeighbourZone, 4, "near");
        }

        Optical();
        foreach (string name in new[] { $"agb_{year}.tif", $"height_{year}.tif" })
        {
            File.Copy(Path.Combine(landscape, "lidar", name), In(name));
        }

        File.Copy(Path.Combine(landscape, "plots", $"plots_{year}.csv"), In($"plots_{year}.csv"));
    }

    public string In(string name) => Path.Combine(folder, name);

    public void Warp(string from, string to, string crs, double pixel, string method, params string[] more)
        => Run("gdalwarp", ["-q", "-overwrite", "-et", "0", "-t_srs", crs, "-tr", Number(pixel), Number(pixel), "-r", method, .. more, Path.Combine(landscape, from), In(to)]);

    public static void Run(string program, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> words = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {words.Result}");
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // Three dates as Sentinel-2 at 20 m, the others as Landsat 8 at 30 m, one of them over half of the area only.
    private void Optical()
    {
        string[] scenes = [.. Directory.EnumerateFiles(Path.Combine(landscape, "sentinel2"), $"S2_{year}*_L2A_*.tif").Order(StringComparer.Ordinal)];
        for (int i = 0; i < scenes.Length; i++)
        {
            string classes = scenes[i].Replace("_L2A_", "_SCL_", StringComparison.Ordinal), day = Path.GetFileName(scenes[i]).Split('_')[1];
            if (i % 2 == 0)
            {
                Warp(scenes[i], Path.GetFileName(scenes[i]).Replace("_simulated", "", StringComparison.Ordinal), NeighbourZone, 20, "near");
                Warp(classes, Path.GetFileName(classes).Replace("_simulated", "", StringComparison.Ordinal), NeighbourZone, 20, "near");
                continue;
            }

            string product = $"LC08_L2SP_107034_{day}_{day}_02_T1";
            Warp(Codes(classes), $"{product}_QA_PIXEL.TIF", NeighbourZone, 30, "near");
            foreach ((int band, string name) in new[] { (1, "B2"), (2, "B3"), (3, "B4"), (7, "B5"), (9, "B6"), (10, "B7") })
            {
                Warp(Numbers(scenes[i], band), $"{product}_SR_{name}.TIF", NeighbourZone, 30, "near");
            }
        }
    }

    // Reflectance as Landsat Collection 2 writes it: (reflectance + 0.2) / 0.0000275, from Sentinel-2 numbers of baseline 02.14 (reflectance x 10,000).
    private string Numbers(string scene, int band) => Virtual(scene, band, "UInt16", "<ScaleOffset>7272.72727</ScaleOffset><ScaleRatio>3.63636364</ScaleRatio>");

    // SCL 0 to 11 as bits of QA_PIXEL: fill, cirrus, cloud, shadow, snow, else clear.
    private string Codes(string classes) => Virtual(classes, 1, "UInt16", "<LUT>0:1,1:1,2:64,3:16,4:64,5:64,6:192,7:64,8:8,9:8,10:4,11:32</LUT>");

    private string Virtual(string path, int band, string type, string scaling)
    {
        string virtualPath = In("virtual.vrt"), like = In("like.vrt");
        Run("gdal_translate", "-q", "-of", "VRT", "-b", band.ToString(CultureInfo.InvariantCulture), "-ot", type, "-a_nodata", "none", path, like);
        string text = File.ReadAllText(like).Replace("<SimpleSource>", "<ComplexSource>", StringComparison.Ordinal).Replace("</SimpleSource>", $"{scaling}</ComplexSource>", StringComparison.Ordinal);
        File.WriteAllText(virtualPath, text, Encoding.UTF8);
        File.Delete(like);
        return virtualPath;
    }
}
