using Mitoshi.Catalog.Products;
using Mitoshi.Raster;

namespace Mitoshi.Forest.Maps;

/// <summary>The files of a forest map product, by name; what one process writes and others read.</summary>
public static class MapFiles
{
    /// <summary>AGB in Mg/ha.</summary>
    public const string Agb = "agb.tif";

    /// <summary>Lower end of the 90 % interval of AGB.</summary>
    public const string Lower = "agb_lower.tif";

    /// <summary>Upper end of the 90 % interval of AGB.</summary>
    public const string Upper = "agb_upper.tif";

    /// <summary>Canopy height in metres.</summary>
    public const string Height = "height.tif";

    /// <summary>1 inside the area of applicability, 0 outside.</summary>
    public const string Applicability = "applicability.tif";

    /// <summary>1 forest, 0 other land.</summary>
    public const string ForestMask = "forest_mask.tif";

    /// <summary>Below-ground biomass in Mg/ha.</summary>
    public const string Bgb = "bgb.tif";

    /// <summary>Carbon above and below ground, Mg C/ha.</summary>
    public const string Carbon = "carbon.tif";

    /// <summary>Standard deviation of the carbon, Mg C/ha.</summary>
    public const string CarbonDeviation = "carbon_sd.tif";

    /// <summary>Carbon dioxide equivalent of the carbon, Mg CO2/ha.</summary>
    public const string CarbonDioxide = "co2.tif";

    /// <summary>Opens rasters of a product as bands of one source.</summary>
    /// <exception cref="MitoshiException">product.no_item when the folder is no finished product; product.no_file.</exception>
    public static ISource Open(string folder, params IReadOnlyList<string> names)
    {
        ProductFolder.ReadItem(folder);
        bool isLocal = IsLocal(folder);
        return new StackedSource([.. names.Select(name => OpenOne(folder, name, isLocal))]);
    }

    private static ISource OpenOne(string folder, string name, bool isLocal)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? RasterSource.Open(path, isLocal ? Crs.Local : null, PixelSizeOf(folder)) : throw new MitoshiException("product.no_file",
            found: ($"{folder} has no {name}", $"{folder} に {name} がありません"),
            expected: ("a forest map made by mitoshi forest map", "mitoshi forest map で作った地図"),
            remedy: ("Make the map again with the outputs that are needed.", "必要な出力を含めて地図を作り直してください。"));
    }

    private static bool IsLocal(string folder)
        => ProductFolder.ReadItem(folder)["properties"] is { } properties && properties["proj:code"] is null && properties["proj:wkt2"] is null;

    private static double PixelSizeOf(string folder)
        => ProductFolder.ReadItem(folder)["properties"]?["proj:transform"]?[0]?.GetValue<double>() ?? 1;
}
