using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Mitoshi.Tiles;
using SkiaSharp;

namespace Mitoshi.Server.Tests.Tiles;

public sealed class TileRouteTests(TileServer tiles) : IClassFixture<TileServer>
{
    private const string Old = "/tiles/demo/old", Style = "rescale=0,4000";

    // The tile of zoom 14 that holds the middle of the scenes, 139.81 E, 36.02 N.
    private static readonly (int Column, int Row) Middle = ((int)((139.81 + 180) / 360 * 16384), (int)((1 - (Math.Asinh(Math.Tan(36.02 * Math.PI / 180)) / Math.PI)) / 2 * 16384));

    private HttpClient Client => tiles.Server.Client;

    private static string Tile => $"{Middle.Column}/{Middle.Row}";

    [Theory]
    [InlineData(".png", "image/png", 256)]
    [InlineData("@2x.png", "image/png", 512)]
    [InlineData(".jpg", "image/jpeg", 256)]
    [InlineData(".webp", "image/webp", 256)]
    [InlineData("", "image/jpeg", 256)]
    public async Task A_tile_has_the_format_of_its_ending(string ending, string type, int size)
    {
        using HttpResponseMessage response = await Client.GetAsync($"{Old}/tiles/WebMercatorQuad/14/{Tile}{ending}?{Style}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        using SKBitmap bitmap = SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal((size, size), (bitmap.Width, bitmap.Height));
        Assert.InRange(bitmap.GetPixel(size / 2, size / 2).Red, 60, 230);
    }

    [Fact]
    public async Task The_tag_is_strong_and_a_client_that_has_the_tile_gets_304()
    {
        string url = $"{Old}/tiles/WebMercatorQuad/14/{Tile}.png?{Style}";
        using HttpResponseMessage first = await Client.GetAsync(url);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.NotNull(first.Headers.CacheControl!.MaxAge);
        using HttpRequestMessage again = new(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using HttpResponseMessage second = await Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        using HttpResponseMessage other = await Client.GetAsync($"{Old}/tiles/WebMercatorQuad/14/{Tile}.png?rescale=0,3000");
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
    }

    [Fact]
    public async Task An_item_is_drawn_as_its_renders_say_until_the_request_says_otherwise()
    {
        Task<byte[]> TileOf(string item, string query) => Client.GetByteArrayAsync($"/tiles/demo/{item}/tiles/WebMercatorQuad/14/{Tile}.png{query}");
        byte[] plain = await TileOf("drawn", ""), grey = await TileOf("drawn", "?rescale=0,4000");
        Assert.Equal(await TileOf("drawn", "?colormap_name=biomass&rescale=0,4000"), plain);
        Assert.NotEqual(plain, grey);
        JsonNode legend = JsonNode.Parse(await Client.GetStringAsync("/tiles/demo/drawn/legend"))!;
        Assert.Equal((0, 4000), (legend["min"]!.GetValue<double>(), legend["max"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Renders_that_make_no_sense_are_as_if_they_were_not_there()
    {
        using HttpResponseMessage response = await Client.GetAsync($"/tiles/demo/misdrawn/tiles/WebMercatorQuad/14/{Tile}.png");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonNode legend = JsonNode.Parse(await Client.GetStringAsync("/tiles/demo/misdrawn/legend"))!;
        Assert.InRange(legend["min"]!.GetValue<double>(), 1000, 1200);
    }

    [Theory]
    [InlineData("", 200, "image/png")]
    [InlineData("?empty=204", 204, null)]
    [InlineData("?empty=404", 404, null)]
    public async Task Where_there_are_no_data_the_picture_is_small_and_transparent(string query, int status, string? type)
    {
        using HttpResponseMessage response = await Client.GetAsync($"{Old}/tiles/WebMercatorQuad/14/3/5.png{query}");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 0, 100);
    }

    [Fact]
    public async Task TileJSON_names_tiles_that_are_there()
    {
        JsonNode json = (await tiles.Server.GetAsync($"/tiles/demo/new%201/WebMercatorQuad/tilejson.json?{Style}")).Body!;
        Assert.Equal("3.0.0", (string)json["tilejson"]!);
        Assert.Equal(14, (int)json["maxzoom"]!);
        Assert.Equal(4, json["bounds"]!.AsArray().Count);
        string url = ((string)json["tiles"]![0]!).Replace("{z}", "14", StringComparison.Ordinal).Replace("{x}", $"{Middle.Column}", StringComparison.Ordinal).Replace("{y}", $"{Middle.Row}", StringComparison.Ordinal);
        using HttpResponseMessage tile = await Client.GetAsync(url);
        Assert.Equal("image/png", tile.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Points_and_areas_have_the_values_that_were_written()
    {
        // Column 300, row 300 of the lattice: 1000 + 300 + 600, and 500 more for each band.
        (double longitude, double latitude) = Place(300.5, 300.5);
        JsonNode point = (await tiles.Server.GetAsync($"{Old}/point/{longitude},{latitude}")).Body!;
        Assert.Equal([1900, 2400, 2900], point["values"]!.AsArray().Select(value => (double)value!));
        JsonNode ndvi = (await tiles.Server.GetAsync($"{Old}/point/{longitude},{latitude}?expression=(b2-b1)/(b2%2Bb1)")).Body!;
        Assert.Equal(500.0 / 4300, (double)ndvi["values"]![0]!, 1e-6);
        JsonNode across = (await tiles.Server.GetAsync($"{Old}/point/{longitude},{latitude}?expression=B1_b2-B2")).Body!;
        Assert.Equal(500, (double)across["values"]![0]!);

        // Columns and rows 200 to 399: the mean is at their middle.
        string ring = string.Join(',', new[] { (200, 200), (400, 200), (400, 400), (200, 400), (200, 200) }.Select(corner => Place(corner.Item1, corner.Item2)).Select(place => $"[{place.Longitude},{place.Latitude}]"));
        (int status, JsonNode? area) = await tiles.Server.PostAsync($"{Old}/statistics", $$"""{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Polygon","coordinates":[[{{ring}}]]} }""");
        Assert.True(status == 200, area?.ToJsonString());
        Assert.Equal(1000 + 299.5 + 599, (double)area!["properties"]!["statistics"]!["b1"]!["mean"]!, 0.1);
        Assert.Equal(4.0, (double)area["properties"]!["area_m2"]! / 1e6, 5e-5);
        Assert.Equal("a", (string)area["properties"]!["name"]!);
    }

    [Fact]
    public async Task A_collection_is_one_map_whose_headers_say_where_it_lies()
    {
        const string Map = "/stac/collections/demo/map";
        using HttpResponseMessage whole = await Client.GetAsync($"{Map}?assets=image&{Style}");
        Assert.Equal("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", whole.Headers.GetValues("Content-Crs").Single());
        double[] box = [.. whole.Headers.GetValues("Content-Bbox").Single().Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        using SKBitmap picture = SKBitmap.Decode(await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal(1024, Math.Max(picture.Width, picture.Height));
        Assert.Equal((box[2] - box[0]) / (box[3] - box[1]), (double)picture.Width / picture.Height, 0.01);

        // Of one item at one time it is what the same box of that item is.
        byte[] map = await Client.GetByteArrayAsync($"{Map}?assets=image&{Style}&ids=old&crs=EPSG:32654&bbox-crs=EPSG:32654&bbox=391000,3985000,394000,3988000&width=300&height=300&f=png");
        byte[] same = await Client.GetByteArrayAsync($"{Old}/bbox/391000,3985000,394000,3988000/300x300.png?{Style}&coord_crs=EPSG:32654&dst_crs=EPSG:32654");
        Assert.Equal(same, map);
        using SKBitmap narrow = SKBitmap.Decode(await Client.GetByteArrayAsync($"{Map}?assets=image&{Style}&bbox=139.80,36.0,139.84,36.02&width=200"));
        Assert.Equal((200, 100), (narrow.Width, narrow.Height));
    }

    [Theory]
    [InlineData("crs=EPSG:6677")]
    [InlineData("bbox=1,2,3")]
    [InlineData("width=100000")]
    [InlineData("f=exe")]
    [InlineData("bbox=140,36,139,35")]
    public async Task A_map_that_cannot_be_made_is_refused(string query)
    {
        (int status, JsonNode? answer) = await tiles.Server.GetAsync($"/stac/collections/demo/map?assets=image&{query}");
        Assert.True(status == 400, answer?.ToJsonString());
    }

    [Fact]
    public async Task Statistics_previews_boxes_and_info_answer()
    {
        JsonNode statistics = (await tiles.Server.GetAsync($"{Old}/statistics")).Body!;
        Assert.Equal(1000, (double)statistics["b1"]!["min"]!);
        Assert.Equal(1000 + 599 + 1198, (double)statistics["b1"]!["max"]!);
        JsonNode info = (await tiles.Server.GetAsync($"{Old}/info")).Body!;
        Assert.Equal((600, 3, "EPSG:32654"), ((int)info["width"]!, (int)info["count"]!, (string)info["crs"]!));
        using SKBitmap preview = SKBitmap.Decode(await Client.GetByteArrayAsync($"{Old}/preview.png?max_size=100"));
        Assert.Equal((100, 100), (preview.Width, preview.Height));
        using SKBitmap box = SKBitmap.Decode(await Client.GetByteArrayAsync($"{Old}/bbox/139.80,36.0,139.82,36.02/64x32.png"));
        Assert.Equal((64, 32), (box.Width, box.Height));
        byte[] tif = await Client.GetByteArrayAsync($"{Old}/bbox/139.80,36.0,139.82,36.02.tif?dst_crs=EPSG:32654&max_size=64");
        Assert.Equal("II"u8, tif.AsSpan(0, 2));
        using HttpResponseMessage feature = await Client.PostAsync($"{Old}/feature.png?rescale=0,4000", new StringContent("""{"type":"Polygon","coordinates":[[[139.80,36.0],[139.82,36.0],[139.81,36.02],[139.80,36.0]]]}"""));
        Assert.True(feature.IsSuccessStatusCode, await feature.Content.ReadAsStringAsync());
        using SKBitmap cut = SKBitmap.Decode(await feature.Content.ReadAsByteArrayAsync());
        Assert.Equal((0, 255), (cut.GetPixel(2, 2).Alpha, cut.GetPixel(cut.Width / 2, cut.Height / 2).Alpha));
    }

    [Fact]
    public async Task Classes_have_their_own_colours_and_legend()
    {
        JsonNode legend = (await tiles.Server.GetAsync("/tiles/demo/classes/legend")).Body!;
        Assert.Equal(["#1f78b4", "#33a02c"], legend["classes"]!.AsArray().Select(known => (string)known!["colour"]!));
        using SKBitmap preview = SKBitmap.Decode(await Client.GetByteArrayAsync("/tiles/demo/classes/preview.png?max_size=60"));
        Assert.Equal((new SKColor(0x1f, 0x78, 0xb4), new SKColor(0x33, 0xa0, 0x2c), (byte)0), (preview.GetPixel(5, 30), preview.GetPixel(30, 30), preview.GetPixel(55, 30).Alpha));
        using SKBitmap picture = SKBitmap.Decode(await Client.GetByteArrayAsync("/tiles/demo/classes/legend.png"));
        Assert.Equal(new SKColor(0x1f, 0x78, 0xb4), picture.GetPixel(40, 60));
        XElement svg = XElement.Parse(await Client.GetStringAsync("/tiles/demo/classes/legend.svg"));
        Assert.Contains(svg.Descendants(), element => element.Value == "Forest <dense>");
        JsonNode bar = (await tiles.Server.GetAsync($"{Old}/legend?bidx=1&rescale=0,4000&colormap_name=viridis")).Body!;
        Assert.Equal(("DN", 0, 4000), ((string)bar["unit"]!, (double)bar["min"]!, (double)bar["max"]!));
        using SKBitmap png = SKBitmap.Decode(await Client.GetByteArrayAsync($"{Old}/legend.png?bidx=1&colormap_name=magma"));
        Assert.Equal(520, png.Width);
    }

    [Fact]
    public async Task A_mosaic_shows_the_newest_and_fills_its_gaps_and_OGC_tiles_have_the_row_first()
    {
        byte[] xyz = await Client.GetByteArrayAsync($"/tiles/demo/tiles/WebMercatorQuad/14/{Tile}.png?assets=image&{Style}");
        byte[] ogc = await Client.GetByteArrayAsync($"/stac/collections/demo/map/tiles/WebMercatorQuad/14/{Middle.Row}/{Middle.Column}?assets=image&f=png&{Style}");
        Assert.Equal(xyz, ogc);
        string wide = $"/tiles/demo/tiles/WebMercatorQuad/12/{Middle.Column / 4}/{Middle.Row / 4}.png?assets=image&{Style}";
        using SKBitmap all = SKBitmap.Decode(await Client.GetByteArrayAsync(wide)), newest = SKBitmap.Decode(await Client.GetByteArrayAsync(wide + "&datetime=2024-02-01T00:00:00Z"));
        int Valid(SKBitmap bitmap) => bitmap.Pixels.Count(pixel => pixel.Alpha == 255);
        Assert.True(Valid(all) > 1.3 * Valid(newest), $"{Valid(all)} {Valid(newest)}");
        JsonNode list = (await tiles.Server.GetAsync("/stac/collections/demo/map/tiles")).Body!;
        Assert.Equal(8, list["tilesets"]!.AsArray().Count);
        Assert.Equal("http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad", (string)list["tilesets"]![0]!["tileMatrixSetURI"]!);
        JsonNode set = (await tiles.Server.GetAsync("/stac/tileMatrixSets/WorldCRS84Quad")).Body!;
        Assert.Equal(2, (int)set["tileMatrices"]![0]!["matrixWidth"]!);
    }

    [Fact]
    public async Task WMTS_answers_by_path_and_by_query_alike()
    {
        XElement capabilities = XElement.Parse(await Client.GetStringAsync($"{Old}/WMTSCapabilities.xml?assets=image&{Style}"));
        XElement template = capabilities.Descendants().First(element => element.Name.LocalName == "ResourceURL");
        string url = ((string)template.Attribute("template")!).Replace("{TileMatrixSet}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{TileMatrix}", "14", StringComparison.Ordinal)
            .Replace("{TileCol}", $"{Middle.Column}", StringComparison.Ordinal).Replace("{TileRow}", $"{Middle.Row}", StringComparison.Ordinal);
        byte[] byPath = await Client.GetByteArrayAsync(url);
        byte[] byQuery = await Client.GetByteArrayAsync($"{Old}/wmts?SERVICE=WMTS&request=GetTile&VERSION=1.0.0&Layer=image&STYLE=default&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=14&TILEROW={Middle.Row}&TILECOL={Middle.Column}&FORMAT=image/png&{Style}");
        Assert.Equal(byPath, byQuery);
        Assert.Equal(["image", "B1", "B2", "list", "gone", "far"], XElement.Parse(await Client.GetStringAsync($"{Old}/WMTSCapabilities.xml")).Descendants().Where(element => element.Name.LocalName == "Layer").Select(layer => layer.Elements().First(element => element.Name.LocalName == "Identifier").Value));
    }

    [Theory]
    [InlineData("/tiles/demo/none/preview", 404, "item.not_found")]
    [InlineData("/tiles/none/old/preview", 404, "collection.not_found")]
    [InlineData("/tiles/demo/bare/preview", 404, "asset.not_found")]
    [InlineData("/tiles/demo/old/preview?assets=other", 404, "asset.not_found")]
    [InlineData("/tiles/demo/old/preview?assets=gone", 404, "raster.not_found")]
    [InlineData("/tiles/demo/old/preview?assets=list", 400, "raster.cannot_open")]
    [InlineData("/tiles/demo/old/preview?assets=far", 400, "url.not_allowed")]
    [InlineData("/tiles/demo/old/preview?url=file:///etc/passwd", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/preview?dst_crs=/etc/passwd", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/preview?dst_crs=EPSG:999999", 400, "crs.unknown")]
    [InlineData("/tiles/demo/old/preview?max_size=100000", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/preview.gif", 400, "tiles.unknown_format")]
    [InlineData("/tiles/demo/old/preview?bidx=9", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/preview?bidx=1&bidx=2", 400, "tiles.bands_do_not_fit")]
    [InlineData("/tiles/demo/old/preview?expression=b9", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/preview?expression=B7%2B1", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/tiles/WebMercatorQuad/3/8/0.png", 400, "tiles.no_such_tile")]
    [InlineData("/tiles/demo/old/tiles/Mars/3/0/0.png", 400, "tiles.unknown_matrix_set")]
    [InlineData("/tiles/demo/old/tiles/WebMercatorQuad/3/0/0@9x.png", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/bbox/1,2,3.png", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/bbox/3,2,1,4.png", 400, "tiles.bad_box")]
    [InlineData("/tiles/demo/old/point/abc,1", 400, "tiles.bad_parameter")]
    [InlineData("/tiles/demo/old/wmts?REQUEST=GetTile", 400, "tiles.bad_parameter")]
    public async Task What_is_wrong_is_named(string path, int status, string code)
    {
        (int actual, JsonNode? body) = await tiles.Server.GetAsync(path);
        Assert.Equal((status, code), (actual, (string?)body?["code"]));
    }

    [Fact]
    public async Task No_parameters_make_the_server_stumble()
    {
        string[] names = ["assets", "bidx", "asset_bidx", "expression", "rescale", "colormap_name", "colormap", "resampling", "unscale", "algorithm", "algorithm_params", "max_size", "width", "height", "dst_crs", "coord_crs", "empty", "datetime", "filter", "nodata"];
        string[] values =
        [
            "", "0", "1", "-1", "1e400", "NaN", "image", "image,image", "B1|1,2", "B1|", "|||", "b1", "b1/b2;b1;b2", "((((", "0,4000", "4000,0", "1,1", "a,b", ",", "viridis", "viridis_r", "{}", "{\"1\":\"#ff0000\"}", "{\"1\":[1,2,3]}", "{\"a\":1}", "[[[[",
            "nearest", "average", "true", "hillshade", "terrainrgb", "terrarium", "{\"azimuth\":\"x\"}", "4096", "65536", "EPSG:3857", "EPSG:4326", "EPSG:2451", "3031", "../..", "'; drop table items;--", "%00", "\u0001", "ガ", "2147483648", "99999999999999999999",
        ];
        string[] paths =
        [
            "/preview", "/preview.png", "/tiles/WebMercatorQuad/14/" + Tile, "/tiles/WorldCRS84Quad/0/1/0.png", "/bbox/139.8,36,139.9,36.1.png", "/bbox/-180,-90,180,90/16x16.webp", "/statistics", "/point/139.81,36.02", "/info.geojson", "/legend", "/legend.svg",
            "/WMTSCapabilities.xml", "/WebMercatorQuad/tilejson.json", "/wmts", "/bbox/" + new string('9', 500), "/point/1e308,-1e308", "/tiles/WebMercatorQuad/-1/x/y", "/tiles/UTM54N/18/262143/262143.jpg", "/bbox/0,0,1e-300,1e-300.png",
        ];
        Random random = new(20261126);
        List<string> broken = [];
        for (int i = 0; i < 600; i++)
        {
            StringBuilder url = new($"/tiles/demo/{(random.Next(4) == 0 ? "classes" : "old")}{paths[random.Next(paths.Length)]}?");
            for (int k = random.Next(1, 4); k > 0; k--)
            {
                url.Append($"{names[random.Next(names.Length)]}={Uri.EscapeDataString(values[random.Next(values.Length)])}&");
            }

            using HttpResponseMessage response = await Client.GetAsync(url.ToString());
            bool isCoded = (int)response.StatusCode < 400 || JsonNode.Parse(await response.Content.ReadAsStringAsync())?["code"] is not null || url.ToString().Contains("empty=404", StringComparison.Ordinal);
            if ((int)response.StatusCode >= 500 || !isCoded)
            {
                broken.Add($"{(int)response.StatusCode} {url}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public async Task GDAL_opens_the_WMTS()
    {
        System.Diagnostics.ProcessStartInfo start = new("gdalinfo", [$"WMTS:{Client.BaseAddress}tiles/demo/old/WMTSCapabilities.xml?assets=image,layer=image,tilematrixset=WebMercatorQuad"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        System.Diagnostics.Process? gdalinfo = null;
        try
        {
            gdalinfo = System.Diagnostics.Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }

        Assert.SkipWhen(gdalinfo is null, "SKIPPED: gdalinfo is not installed (package gdal-bin)");
        string said = await gdalinfo!.StandardOutput.ReadToEndAsync() + await gdalinfo.StandardError.ReadToEndAsync();
        Assert.Contains("Driver: WMTS", said, StringComparison.Ordinal);
        Assert.Contains("Pseudo-Mercator", said, StringComparison.Ordinal);
        Assert.Contains("ColorInterp=Alpha", said, StringComparison.Ordinal);
        gdalinfo.Dispose();
    }

    private static (double Longitude, double Latitude) Place(double column, double row)
    {
        using Gdal.CoordinateTransform transform = new(new Crs("EPSG:32654"), Crs.Wgs84);
        return transform.Transform(390000 + (10 * column), 3990020 - (10 * row));
    }
}
