using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Products;

public sealed class ProductFolderTests
{
    private static readonly Lineage Made = new("forest_map", "0.1.0", [new InputFile("s2.tif", new string('a', 64), 12, "sentinel2")], "{\"resolution\":10}", 1);

    [Fact]
    public void A_flipped_byte_in_an_asset_is_named()
    {
        using TemporaryFolder folder = new();
        string item = Write(folder, new Grid(new Crs("EPSG:32654"), AffineTransform.NorthUp(300000, 4000020, 10), 512, 256));
        string product = Path.GetDirectoryName(item)!;
        Assert.Empty(ProductFolder.Verify(product));
        byte[] bytes = File.ReadAllBytes(Path.Combine(product, "agb.tif"));
        bytes[1] ^= 4;
        File.WriteAllBytes(Path.Combine(product, "agb.tif"), bytes);
        Assert.Equal(["agb.tif"], ProductFolder.Verify(product));
    }

    [Fact]
    public void The_footprint_of_utm_54_north_lies_in_japan_and_runs_counter_clockwise()
    {
        using TemporaryFolder folder = new();
        JsonNode item = JsonNode.Parse(File.ReadAllText(Write(folder, new Grid(new Crs("EPSG:32654"), AffineTransform.NorthUp(300000, 4000020, 10), 512, 256))))!;
        double[] box = [.. item["bbox"]!.AsArray().Select(number => number!.GetValue<double>())];
        Assert.InRange(box[0], 138.7, 138.8);
        Assert.InRange(box[3], 36.1, 36.2);
        JsonArray ring = item["geometry"]!["coordinates"]![0]!.AsArray();
        double area = 0;
        for (int i = 0; i + 1 < ring.Count; i++)
        {
            area += (ring[i]![0]!.GetValue<double>() * ring[i + 1]![1]!.GetValue<double>()) - (ring[i + 1]![0]!.GetValue<double>() * ring[i]![1]!.GetValue<double>());
        }

        Assert.True(area > 0);
    }

    [Fact]
    public void A_grid_across_the_180th_meridian_is_cut_there()
    {
        using TemporaryFolder folder = new();
        JsonNode item = JsonNode.Parse(File.ReadAllText(Write(folder, new Grid(new Crs("EPSG:32660"), AffineTransform.NorthUp(750000, 2000000, 1000), 100, 10))))!;
        Assert.Equal("MultiPolygon", item["geometry"]!["type"]!.GetValue<string>());
        Assert.True(item["bbox"]![0]!.GetValue<double>() > item["bbox"]![2]!.GetValue<double>());
    }

    [Fact]
    public void A_local_grid_has_no_place()
    {
        using TemporaryFolder folder = new();
        JsonNode item = JsonNode.Parse(File.ReadAllText(Write(folder, new Grid(Crs.Local, AffineTransform.NorthUp(0, 0, 10), 16, 16))))!;
        Assert.Null(item["geometry"]);
        Assert.Null(item["bbox"]);
        Assert.Null(item["properties"]!["proj:code"]);
    }

    [Fact]
    public void An_asset_with_colours_is_drawn_by_the_render_extension_and_others_leave_it_out()
    {
        using TemporaryFolder folder = new();
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(300000, 4000020, 10), 16, 16);
        const string Extension = "https://stac-extensions.github.io/render/v2.0.0/schema.json";
        JsonNode plain = JsonNode.Parse(File.ReadAllText(Write(folder, grid)))!;
        Assert.DoesNotContain(Extension, plain["stac_extensions"]!.AsArray().Select(name => (string?)name));
        Assert.Null(plain["properties"]!["renders"]);
        JsonNode drawn = JsonNode.Parse(File.ReadAllText(Write(folder, grid, "map-2", new AssetRender("biomass", 0, 400))))!;
        Assert.Contains(Extension, drawn["stac_extensions"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("""{"title":"AGB","mitoshi:title_ja":"AGB","assets":["agb"],"rescale":[[0,400]],"colormap_name":"biomass"}""", drawn["properties"]!["renders"]!["agb"]!.ToJsonString());
    }

    [Fact]
    public void The_values_of_a_raster_of_classes_are_named()
    {
        using TemporaryFolder folder = new();
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(300000, 4000020, 10), 16, 16);
        JsonNode item = JsonNode.Parse(File.ReadAllText(Write(folder, grid, classes: [new AssetClass(1, "loss", ("Loss", "減少"), "8e0b25")])))!;
        Assert.Contains("https://stac-extensions.github.io/classification/v1.1.0/schema.json", item["stac_extensions"]!.AsArray().Select(name => (string?)name));
        JsonNode known = item["assets"]!["agb"]!["bands"]![0]!["classification:classes"]![0]!;
        Assert.Equal((1, "loss", "8e0b25", "減少"), (known["value"]!.GetValue<int>(), (string?)known["name"], (string?)known["color_hint"], (string?)known["mitoshi:title_ja"]));
    }

    [Fact]
    public void A_folder_without_an_item_is_no_product()
    {
        using TemporaryFolder folder = new();
        Assert.Equal("product.no_item", Assert.Throws<MitoshiException>(() => ProductFolder.Verify(folder.Path)).Code);
    }

    private static string Write(TemporaryFolder folder, Grid grid, string name = "map-1", AssetRender? render = null, params IReadOnlyList<AssetClass> classes)
    {
        string product = ProductFolder.Prepare(new Workspace(folder.Path), name, DiskFiles.Instance);
        File.WriteAllBytes(Path.Combine(product, "agb.tif"), [1, 2, 3]);
        return ProductFolder.Commit(new Product(name, ("Map", "地図"), new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31), grid,
            [new ProductAsset("agb", "agb.tif", ProductAsset.Cog, "AGB") { Unit = "Mg/ha", DataType = "float32", Render = render, Classes = classes }], Made), product, DiskFiles.Instance);
    }
}
