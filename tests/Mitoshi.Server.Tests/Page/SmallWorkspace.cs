using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Gdal;
using Mitoshi.Server.Tests.Claims;

namespace Mitoshi.Server.Tests.Page;

/// <summary>A workspace with what a visitor looks at: forest maps of two years with intervals, their change, and a claim. Everything in it is made up.</summary>
internal static class SmallWorkspace
{
    private const int Size = 64;
    private static readonly Grid Place = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(640_000, 4_140_000, 40), Size, Size);

    public static void Fill(Workspace workspace)
    {
        foreach (int year in (int[])[2020, 2024])
        {
            Write(workspace, $"landscape-{year}", ($"Forest biomass of landscape_{year}", $"landscape_{year} の森林バイオマス"), year,
                [("agb", ("Above-ground biomass", "地上部バイオマス"), 0), ("agb_lower", ("Lower end of its 90 % interval", "90%区間の下限"), -40), ("agb_upper", ("Upper end of its 90 % interval", "90%区間の上限"), 50)]);
        }

        Write(workspace, "landscape-change", ("Change of AGB", "AGBの変化"), 2024, [("change", ("Change of AGB", "AGBの変化"), -150)]);
        Write(workspace, "elevation", ("Elevation", "標高"), 2015, [("dem", ("Elevation", "標高"), 100)], "m");
        ClaimRouteTests.Prepare(workspace);
    }

    private static void Write(Workspace workspace, string id, Text title, int year, (string Key, Text Title, float Shift)[] bands, string unit = "Mg/ha")
    {
        DiskFiles files = new();
        string folder = ProductFolder.Prepare(workspace, id, files);
        foreach ((string key, _, float shift) in bands)
        {
            float[] values = [.. Enumerable.Range(0, Size * Size).Select(i => 150 + shift + (float)(60 * Math.Sin((i % Size / 9.0) + (year * 0.2)) * Math.Cos(i / Size / 7.0)))];
            using RasterWriter writer = RasterWriter.Create(Path.Combine(folder, key + ".tif"), Place, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
            writer.Write<float>(new Window(0, 0, Size, Size), 0, values);
            writer.Commit();
        }

        File.WriteAllText(Path.Combine(folder, "report.html"), "<!doctype html><title>Made up</title><p>Made up for a test.");
        ProductAsset[] assets =
        [
            .. bands.Select(band => new ProductAsset(band.Key, band.Key + ".tif", ProductAsset.Cog, band.Title) { Unit = unit, DataType = "float32" }),
            new ProductAsset("report", "report.html", ProductAsset.Html, ("Report", "報告書"), "overview"),
        ];
        Product product = new(id, title, new(year, 1, 15), new(year, 11, 19), Place, assets, new Lineage("forest_map", "0", [], "{}", 1)) { IsSimulated = true, Metrics = new JsonObject { ["mean_agb"] = 150, ["residual_range_m"] = 150, ["residual_nugget_share"] = 0.15 } };
        ProductFolder.Commit(product, folder, files);
    }
}
