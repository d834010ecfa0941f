using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Import;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Import;

/// <summary>
/// Names and metadata of missions in their published layout. Every file here is SIMULATED: made for the test from the descriptions, for no real one
/// was at hand. It does not prove that a real file has no surprise.
/// </summary>
public sealed class SceneKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Aw3d30_of_versions_1_and_4_becomes_one_item_a_tile_with_its_texts()
    {
        Touch("N036E139/ALPSMLC30_N036E139_DSM.tif", "ALPSMLC30_N036E139_MSK.tif", "ALPSMLC30_N036E139_STK.tif", "ALPSMLC30_N036E139_HDR.txt", "ALPSMLC30_N036E139_QAI.txt", "ALPSMLC30_N036E139_LST.txt");
        Touch("old/N035E138_AVE_DSM.tif", "N035E138_MED_DSM.tif", "N035E138_AVE_MSK.tif");
        Dictionary<string, JsonNode> items = await AddAsync();
        Assert.Equal(["dsm", "hdr", "lst", "msk", "qai", "stk"], Assets(items["N036E139"]));
        Assert.Equal(["dsm-ave", "dsm-med", "msk-ave"], Assets(items["N035E138"]));
        Assert.Equal("2006-01-01T00:00:00Z", (string)items["N036E139"]["properties"]!["start_datetime"]!);
    }

    [Theory]
    [InlineData("2022JPN_v23.12/LC_N36E139.tif", "N36E139_2022JPN", "2022-01-01T00:00:00Z", "2022-12-31T23:59:59Z", "23.12")]
    [InlineData("2023SEA_v25.09/tiles/LC_N10E105.tif", "N10E105_2023SEA", "2023-01-01T00:00:00Z", "2023-12-31T23:59:59Z", "25.09")]
    [InlineData("ver2111_LC_GeoTiff/LC_N36E139.tif", "N36E139_v21.11", "2018-01-01T00:00:00Z", "2020-12-31T23:59:59Z", "21.11")]
    public async Task Jaxa_land_cover_takes_years_and_version_from_its_folder(string name, string id, string start, string end, string version)
    {
        Touch(name);
        using (RasterWriter writer = RasterWriter.Create(_folder.File("in/" + name), new Grid(new Crs("EPSG:4326"), AffineTransform.NorthUp(139, 37, 1 / 8.0), 8, 8), new RasterFormat(PixelType.UInt8, 1)))
        {
            writer.Write<byte>(new Window(0, 0, 8, 8), 0, new byte[64]);
            writer.Commit();
        }

        JsonNode properties = (await AddAsync())[id]["properties"]!;
        Assert.Equal((start, end, version), ((string)properties["start_datetime"]!, (string)properties["end_datetime"]!, (string)properties["version"]!));
    }

    [Fact]
    public async Task Gsmap_hours_days_and_months_know_their_period_and_how_far_they_reach()
    {
        Compress("gsmap_mvk.20240609.0100.v8.0000.0.dat.gz", 1200);
        Compress("gsmap_mvk.20240609.0100.v8.0000.0.timeinfo.dat.gz", 1200);
        Compress("gsmap_gauge.20240609.2300.v8.0000.1.dat.gz", 1800);
        Touch("gsmap_nrt.20240609.0.1d.daily.00Z-23Z.dat.gz", "gsmap_now.20240609.0030.dat.gz", "GPMMRG_MAP_2406090100_H_L3S_MCH_05A.h5", "GPMMRG_MAP_2406_M_L3S_MCM_05A.h5", "gsmap_mvk.20240231.0100.v8.0000.0.dat.gz");
        Dictionary<string, JsonNode> items = await AddAsync();
        Assert.Equal(["MCH_20240609_0100", "MCM_20240601_month", "gauge_20240609_2300", "mvk_20240609_0100", "now_20240609_0030", "nrt_20240609_day"], items.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["rain", "timeinfo"], Assets(items["mvk_20240609_0100"]));
        Assert.Equal(("2024-06-09T01:00:00Z", "2024-06-09T01:59:59Z"), Period(items["mvk_20240609_0100"]));
        Assert.Equal(("2024-06-09T00:30:00Z", "2024-06-09T00:59:59Z"), Period(items["now_20240609_0030"]));
        Assert.Equal(("2024-06-09T00:00:00Z", "2024-06-09T23:59:59Z"), Period(items["nrt_20240609_day"]));
        Assert.Equal(("2024-06-01T00:00:00Z", "2024-06-30T23:59:59Z"), Period(items["MCM_20240601_month"]));
        Assert.Equal(60, (double)items["mvk_20240609_0100"]["bbox"]![3]!);
        Assert.Equal(90, (double)items["gauge_20240609_2300"]["bbox"]![3]!);
    }

    [Fact]
    public async Task Gcomc_tiles_scenes_and_the_whole_earth_are_told_apart()
    {
        Touch("GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000.h5", "GC1SG1_20200601D01M_T1022_L2SG_RV04Q_2000.h5", "GC1SG1_202109031518L33309_L2SG_IWPRK_2000.h5", "GC1SG1_20180902D01D_X0000_3BSG_EVI_F_2000.h5", "GC1SG1_20190707A01D_T0318_L2SG_LST_Q_2000.h5", "GC1SG1_20200401D01D_T1829_L2SG_NDVIQ_3000.h5");
        // Tile 1829 does not exist, and a pass that cannot be opened has no place.
        Dictionary<string, JsonNode> items = await AddAsync(refused: 2);
        Assert.Equal(4, items.Count);
        Assert.Equal(("2020-06-01T00:00:00Z", "2020-06-30T23:59:59Z"), Period(items["GC1SG1_20200601D01M_T1022_L2SG_RV04Q_2000"]));
        Assert.Equal("[-180,-90,180,90]", items["GC1SG1_20180902D01D_X0000_3BSG_EVI_F_2000"]["bbox"]!.ToJsonString());
        Assert.Equal("L3", (string)items["GC1SG1_20180902D01D_X0000_3BSG_EVI_F_2000"]["properties"]!["processing:level"]!);
    }

    [Fact]
    public async Task A_gcomc_file_that_gdal_opens_gives_its_own_times_and_layers()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python), "SKIPPED: needs Python with GDAL to write HDF5 (apt: python3-gdal).");
        string path = _folder.File("in/GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000.h5"), pass = _folder.File("in/GC1SG1_202004010102L33309_L2SG_IWPRK_2000.h5");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo(Python, [Path.Combine(SharedData.ProjectRoot, "tests", "Mitoshi.Catalog.Tests", "Import", "hdf5_layout.py"), path, "20200401 01:02:03.456", "20200401 23:58:00.000"]) { RedirectStandardError = true })!)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(process.ExitCode == 0, "SKIPPED: Python's GDAL cannot write HDF5 here (apt: python3-gdal python3-numpy).");
        }

        File.Copy(path, pass);
        Dictionary<string, JsonNode> items = await AddAsync();
        JsonNode item = items["GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000"];
        Assert.Null(items["GC1SG1_202004010102L33309_L2SG_IWPRK_2000"]["geometry"]);
        Assert.Equal(("2020-04-01T01:02:03.456Z", "2020-04-01T23:58:00Z"), Period(item));
        Assert.Equal(["NDVI", "QA_flag"], item["assets"]!["data"]!["bands"]!.AsArray().Select(band => (string)band!["name"]!));
        Assert.Equal("data", (string)item["assets"]!["data"]!["roles"]![0]!);
    }

    [Fact]
    public async Task Alos2_ceos_scenes_keep_every_beam_and_say_orbit_look_and_level()
    {
        Touch("scan/IMG-HH-ALOS2044980750-150322-WBDR1.1__D-F1", "IMG-HH-ALOS2044980750-150322-WBDR1.1__D-F2", "IMG-HV-ALOS2044980750-150322-WBDR1.1__D-F1", "LED-ALOS2044980750-150322-WBDR1.1__D", "VOL-ALOS2044980750-150322-WBDR1.1__D", "TRL-ALOS2044980750-150322-WBDR1.1__D");
        Touch("strip/IMG-HH-ALOS2014410740-140829-UBSL1.5GUA", "LED-ALOS2014410740-140829-UBSL1.5GUA");
        Dictionary<string, JsonNode> items = await AddAsync();
        Assert.Equal(["img-HH-F1", "img-HH-F2", "img-HV-F1", "led", "trl", "vol"], Assets(items["ALOS2044980750-150322-WBDR1.1__D"]));
        JsonNode strip = items["ALOS2014410740-140829-UBSL1.5GUA"]["properties"]!;
        Assert.Equal(("left", "ascending", "L1.5", 1441, "UBS"), ((string)strip["sar:observation_direction"]!, (string)strip["sat:orbit_state"]!, (string)strip["processing:level"]!, (int)strip["sat:absolute_orbit"]!, (string)strip["sar:instrument_mode"]!));
        Assert.Equal("descending", (string)items["ALOS2044980750-150322-WBDR1.1__D"]["properties"]!["sat:orbit_state"]!);
    }

    [Fact]
    public async Task Sentinel_1_slc_keeps_its_swaths_and_takes_times_and_orbit_from_the_manifest()
    {
        const string Name = "S1A_IW_SLC__1SDV_20240609T204300_20240609T204325_054321_069ABC_1234.SAFE";
        Write(Name + "/manifest.safe", """
            <xfdu:XFDU xmlns:xfdu="x" xmlns:safe="s" xmlns:s1="1" xmlns:gml="g"><safe:acquisitionPeriod><safe:startTime>2024-06-09T20:43:00.123456</safe:startTime><safe:stopTime>2024-06-09T20:43:25.654321</safe:stopTime></safe:acquisitionPeriod>
            <safe:relativeOrbitNumber type="start">46</safe:relativeOrbitNumber><s1:pass>DESCENDING</s1:pass><safe:footPrint><gml:coordinates>35.1,138.9 35.5,141.0 37.0,140.7 36.6,138.5</gml:coordinates></safe:footPrint></xfdu:XFDU>
            """);
        foreach (string swath in (string[])["iw1", "iw2", "iw3"])
        {
            Touch($"{Name}/measurement/s1a-{swath}-slc-vv-20240609t204301-20240609t204325-054321-069abc-001.tiff", $"s1a-{swath}-slc-vh-20240609t204301-20240609t204325-054321-069abc-001.tiff", "odd.tiff");
        }

        JsonNode item = (await AddAsync()).Values.Single();
        Assert.Equal(["iw1-vh", "iw1-vv", "iw2-vh", "iw2-vv", "iw3-vh", "iw3-vv"], Assets(item));
        Assert.Equal(("2024-06-09T20:43:00.123456Z", "2024-06-09T20:43:25.654321Z"), Period(item));
        JsonNode properties = item["properties"]!;
        Assert.Equal(("descending", 46, 54321, "SLC"), ((string)properties["sat:orbit_state"]!, (int)properties["sat:relative_orbit"]!, (int)properties["sat:absolute_orbit"]!, (string)properties["sar:product_type"]!));
        Assert.Equal("[138.5,35.1,141,37]", item["bbox"]!.ToJsonString());
    }

    [Fact]
    public async Task Sentinel_2_takes_its_time_and_orbit_from_its_metadata_and_broken_metadata_are_named()
    {
        Write("S2B_MSIL1C_20240609T012659_N0510_R074_T54SUE_20240609T031234.SAFE/MTD_MSIL1C.xml", """
            <n1:Level-1C_User_Product xmlns:n1="x"><n1:General_Info><Product_Info><PRODUCT_START_TIME>2024-06-09T01:26:59.024Z</PRODUCT_START_TIME><Datatake><SENSING_ORBIT_NUMBER>74</SENSING_ORBIT_NUMBER><SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION></Datatake></Product_Info></n1:General_Info>
            <n1:Geometric_Info><EXT_POS_LIST>36.1 138.9 36.1 140.1 35.1 140.1 35.1 138.9 36.1 138.9 </EXT_POS_LIST></n1:Geometric_Info></n1:Level-1C_User_Product>
            """);
        Write("S2A_MSIL2A_20240609T012701_N0510_R074_T54SUE_20240609T051234.SAFE/MTD_MSIL2A.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>");
        JsonNode properties = (await AddAsync(refused: 1)).Values.Single()["properties"]!;
        Assert.Equal(("2024-06-09T01:26:59.024Z", "descending", 74, "05.10"), ((string)properties["datetime"]!, (string)properties["sat:orbit_state"]!, (int)properties["sat:relative_orbit"]!, (string)properties["processing:version"]!));
    }

    [Theory]
    [InlineData("LC08_L2SP_107035_20240609_20240615_02_T1_MTL.json", """{"LANDSAT_METADATA_FILE":{"PRODUCT_CONTENTS":{"PROCESSING_LEVEL":"L2SP","COLLECTION_NUMBER":"02"},"IMAGE_ATTRIBUTES":{"SPACECRAFT_ID":"LANDSAT_8","SENSOR_ID":"OLI_TIRS","DATE_ACQUIRED":"2024-06-09","SCENE_CENTER_TIME":"01:22:33.1234560Z","CLOUD_COVER":"12.34","SUN_AZIMUTH":"-120.5","SUN_ELEVATION":"66.1"},"LEVEL1_PROCESSING_RECORD":{"PROCESSING_LEVEL":"L1TP"}}}""")]
    [InlineData("LC08_L2SP_107035_20240609_20240615_02_T1_MTL.xml", """<?xml version="1.0"?><LANDSAT_METADATA_FILE><PRODUCT_CONTENTS><PROCESSING_LEVEL>L2SP</PROCESSING_LEVEL></PRODUCT_CONTENTS><IMAGE_ATTRIBUTES><SPACECRAFT_ID>LANDSAT_8</SPACECRAFT_ID><SENSOR_ID>OLI_TIRS</SENSOR_ID><DATE_ACQUIRED>2024-06-09</DATE_ACQUIRED><SCENE_CENTER_TIME>01:22:33.1234560Z</SCENE_CENTER_TIME><CLOUD_COVER>12.34</CLOUD_COVER><SUN_AZIMUTH>-120.5</SUN_AZIMUTH><SUN_ELEVATION>66.1</SUN_ELEVATION></IMAGE_ATTRIBUTES></LANDSAT_METADATA_FILE>""")]
    public async Task Landsat_collection_2_is_read_from_its_json_or_xml_alone(string name, string text)
    {
        Write(name, text);
        Touch("LC08_L2SP_107035_20240609_20240615_02_T1_SR_B4.TIF");
        JsonNode item = (await AddAsync()).Values.Single(), properties = item["properties"]!;
        Assert.Equal(("2024-06-09T01:22:33.1234560Z", "landsat-8", 12.34, 239.5, "L2SP"), ((string)properties["datetime"]!, (string)properties["platform"]!, (double)properties["eo:cloud_cover"]!, (double)properties["view:sun_azimuth"]!, (string)properties["processing:level"]!));
        Assert.Equal(["MTL", "SR_B4"], Assets(item));
    }

    [Fact]
    public async Task Broken_metadata_refuse_their_scene_alone()
    {
        Write("LC08_L2SP_107035_20240609_20240615_02_T1_MTL.json", "{\"a\":");
        Touch("gsmap_mvk.20240609.0100.v8.0000.0.dat.gz");
        Assert.Single(await AddAsync(refused: 1));
    }

    private static IEnumerable<string> Assets(JsonNode item) => item["assets"]!.AsObject().Select(asset => asset.Key).Order(StringComparer.Ordinal);

    private static (string, string) Period(JsonNode item) => ((string)item["properties"]!["start_datetime"]!, (string)item["properties"]!["end_datetime"]!);

    private void Touch(string first, params string[] others)
    {
        foreach (string name in others.Select(name => Path.Combine(Path.GetDirectoryName(first)!, name)).Prepend(first))
        {
            Write(name, "");
        }
    }

    private void Write(string name, string text)
    {
        string path = _folder.File("in/" + name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Compress(string name, int rows)
    {
        Write(name, "");
        using GZipStream stream = new(File.Create(_folder.File("in/" + name)), CompressionLevel.Fastest);
        stream.Write(new byte[3600 * 4 * rows]);
    }

    private async Task<Dictionary<string, JsonNode>> AddAsync(int refused = 0)
    {
        Workspace workspace = new(_folder.File("workspace"));
        Added added = await new AddToCatalog { Paths = [_folder.File("in")] }.RunTypedAsync(new ProcessContext { Workspace = workspace });
        Assert.Equal(refused, added.Refused.Count);
        await using ICatalogStore store = SqliteCatalog.Open(workspace, DiskFiles.Instance);
        return (await store.SearchAsync(new ItemSearch { Limit = 100 })).Items.ToDictionary(item => item.Id, item => JsonNode.Parse(ItemBody.At(item.Body, "http://x/stac"))!);
    }
}
