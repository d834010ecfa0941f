using System.Text.Json.Nodes;
using Mitoshi.Catalog.Find;
using Mitoshi.Catalog.Import;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Import;

public sealed class AddToCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_palsar2_mosaic_of_jaxa_becomes_one_item_with_its_five_layers()
    {
        Added added = await AddAsync(SharedData.Require("forest/palsar2_mosaic"));
        Assert.Equal(1, added.Collections["palsar2-mosaic"]);
        JsonNode item = await ItemAsync("palsar2-mosaic", "N23W161_2020");
        Assert.Equal("L", (string)item["properties"]!["sar:frequency_band"]!);
        Assert.Equal(["HH", "HV"], item["properties"]!["sar:polarizations"]!.AsArray().Select(text => (string)text!));
        Assert.Equal(["HH", "HV", "date", "linci", "mask"], item["assets"]!.AsObject().Select(asset => asset.Key).Order(StringComparer.Ordinal));
        Assert.Equal(-160.1555556, (double)item["bbox"]![0]!, 6);
        Assert.Equal("EPSG:4326", (string)item["properties"]!["proj:code"]!);
        Assert.Equal("2020-12-31T23:59:59Z", (string)item["properties"]!["end_datetime"]!);
    }

    [Fact]
    public async Task A_landsat_scene_takes_its_time_from_the_mtl_file()
    {
        await AddAsync(SharedData.Require("forest/landsat5_amazon"));
        JsonNode item = await ItemAsync("landsat", "LT52240631988227CUB02");
        Assert.Equal("1988-08-14T13:00:47.3750190Z", (string)item["properties"]!["datetime"]!);
        Assert.Equal("landsat-5", (string)item["properties"]!["platform"]!);
        Assert.Equal("uint8", (string)item["assets"]!["B4"]!["bands"]![0]!["data_type"]!);
        Assert.NotNull(item["assets"]!["MTL"]);
        Assert.InRange((double)item["bbox"]![1]!, -6, -3);
    }

    [Fact]
    public async Task A_raster_without_a_time_needs_one()
    {
        string path = SharedData.Require("forest/nouragues/chm_2012.tif");
        Assert.Equal("import.no_time", (await Assert.ThrowsAsync<MitoshiException>(() => AddAsync(path))).Code);
        Added added = await RunAsync(new AddToCatalog { Paths = [path], Datetime = "2012-10-01T00:00:00Z", Collection = "height", Checksums = true });
        Assert.Equal(1, added.Collections["height"]);
        Assert.StartsWith("1220", (string)(await ItemAsync("height", "chm_2012"))["assets"]!["data"]!["file:checksum"]!);
    }

    [Fact]
    public async Task Names_and_side_files_of_other_missions_are_understood()
    {
        Touch("S2A_MSIL2A_20240609T012701_N0510_R074_T54SUE_20240609T051234.SAFE/MTD_MSIL2A.xml", """
            <n1:Level-2A_User_Product xmlns:n1="x"><a><EXT_POS_LIST>36.1 138.9 36.1 140.1 35.1 140.1 35.1 138.9 36.1 138.9 </EXT_POS_LIST></a><b><Cloud_Coverage_Assessment>12.5</Cloud_Coverage_Assessment></b></n1:Level-2A_User_Product>
            """);
        Touch("S2A_MSIL2A_20240609T012701_N0510_R074_T54SUE_20240609T051234.SAFE/GRANULE/L2A_T54SUE/IMG_DATA/R10m/T54SUE_20240609T012701_B04_10m.jp2", "");
        Touch("S1A_IW_GRDH_1SDV_20240609T204300_20240609T204325_054321_069ABC_1234.SAFE/manifest.safe", "<m><gml:coordinates xmlns:gml=\"g\">35.1,138.9 35.5,141.0 37.0,140.7 36.6,138.5</gml:coordinates></m>");
        Touch("S1A_IW_GRDH_1SDV_20240609T204300_20240609T204325_054321_069ABC_1234.SAFE/measurement/s1a-iw-grd-vv-20240609t204300-20240609t204325-054321-069abc-001.tiff", "");
        Touch("IMG-HH-ALOS2044980750-150322-FBDR1.1__A", "");
        Touch("LED-ALOS2044980750-150322-FBDR1.1__A", "");
        Touch("summary.txt", """
            Img_SceneCenterDateTime="20150322 15:37:41.123"
            Img_ImageSceneLeftTopLatitude="36.5"
            Img_ImageSceneLeftTopLongitude="139.0"
            Img_ImageSceneRightTopLatitude="36.6"
            Img_ImageSceneRightTopLongitude="139.8"
            Img_ImageSceneLeftBottomLatitude="35.9"
            Img_ImageSceneLeftBottomLongitude="139.1"
            Img_ImageSceneRightBottomLatitude="36.0"
            Img_ImageSceneRightBottomLongitude="139.9"
            """);
        Touch("gsmap_mvk.20240609.0100.v8.0000.0.dat.gz", "");
        Touch("GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000.h5", "");
        Added added = await AddAsync(_folder.File("in"));
        Assert.Empty(added.Refused);
        Assert.Equal(["alos-2-palsar-2", "gcom-c", "gsmap", "sentinel-1-grd", "sentinel-2-l2a"], added.Collections.Keys);
        JsonNode two = await ItemAsync("sentinel-2-l2a", "S2A_MSIL2A_20240609T012701_N0510_R074_T54SUE_20240609T051234");
        Assert.Equal(12.5, (double)two["properties"]!["eo:cloud_cover"]!);
        Assert.Equal("[138.9,35.1,140.1,36.1]", two["bbox"]!.ToJsonString());
        Assert.NotNull(two["assets"]!["B04"]);
        JsonNode ceos = await ItemAsync("alos-2-palsar-2", "ALOS2044980750-150322-FBDR1.1__A");
        Assert.Equal("2015-03-22T15:37:41.123Z", (string)ceos["properties"]!["datetime"]!);
        Assert.Equal(["img-HH", "led"], ceos["assets"]!.AsObject().Select(asset => asset.Key).Order(StringComparer.Ordinal));
        // Tile 0529: 30 to 40 N; its meridians at 40 N are 110 / cos 40 degrees.
        JsonNode tile = await ItemAsync("gcom-c", "GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000");
        Assert.Equal(40, (double)tile["bbox"]![3]!);
        Assert.Equal(110 / Math.Cos(30 * Math.PI / 180), (double)tile["bbox"]![0]!, 4);
        Found found = await RunAsync(new SearchCatalog { Bbox = "139.2,36.2,139.3,36.3", Datetime = "2015-01-01T00:00:00Z/2015-12-31T00:00:00Z" });
        Assert.Equal(["ALOS2044980750-150322-FBDR1.1__A"], found.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task Nothing_to_register_and_nothing_there_say_so()
    {
        Touch("readme.md", "x");
        Assert.Equal("import.nothing", (await Assert.ThrowsAsync<MitoshiException>(() => AddAsync(_folder.File("in")))).Code);
        Assert.Equal("disk.not_found", (await Assert.ThrowsAsync<MitoshiException>(() => AddAsync(_folder.File("nowhere")))).Code);
    }

    private void Touch(string name, string text)
    {
        string path = _folder.File("in/" + name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<Added> AddAsync(string path) => RunAsync(new AddToCatalog { Paths = [path] });

    private Task<T> RunAsync<T>(Process<T> process)
        where T : ProcessResult => process.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.File("workspace")) });

    private async Task<JsonNode> ItemAsync(string collection, string id)
    {
        await using ICatalogStore store = SqliteCatalog.Open(new Workspace(_folder.File("workspace")), DiskFiles.Instance);
        StoredItem item = await store.ItemAsync(collection, id) ?? throw new InvalidOperationException("not there");
        return JsonNode.Parse(ItemBody.At(item.Body, "http://x/stac"))!;
    }
}
