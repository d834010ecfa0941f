using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Gdal;
using Mitoshi.Server.Tests.Accounts;

namespace Mitoshi.Server.Tests.Uploads;

public sealed class UploadTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("0123456789");

    [Fact]
    public async Task An_upload_goes_on_where_it_broke_off_and_stands_whole_at_the_end()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Uri place = await StartAsync(server, "forest.tif", 10, Convert.ToHexStringLower(SHA256.HashData(Content)));
        Assert.Equal(HttpStatusCode.NoContent, (await AppendAsync(server, place, 0, Content[..4])).StatusCode);
        Assert.False(File.Exists(Path.Combine(server.Workspace.Root, "uploads", "owner", "forest.tif")));
        Assert.Equal(HttpStatusCode.Conflict, (await AppendAsync(server, place, 0, Content)).StatusCode);
        using HttpResponseMessage head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, place), TestContext.Current.CancellationToken);
        Assert.Equal("4", head.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal(HttpStatusCode.NoContent, (await AppendAsync(server, place, 4, Content[4..])).StatusCode);
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(server.Workspace.Root, "uploads", "owner", "forest.tif")));
    }

    [Fact]
    public async Task A_file_that_arrived_changed_is_thrown_away()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Uri place = await StartAsync(server, "forest.tif", 10, new string('0', 64));
        Assert.Equal(HttpStatusCode.BadRequest, (await AppendAsync(server, place, 0, Content)).StatusCode);
        Assert.False(File.Exists(Path.Combine(server.Workspace.Root, "uploads", "owner", "forest.tif")));
    }

    [Fact]
    public async Task Of_two_uploads_with_one_name_the_second_to_end_is_refused_and_the_first_file_stays()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Uri first = await StartAsync(server, "forest.tif", 10, null), second = await StartAsync(server, "forest.tif", 4, null);
        Assert.Equal(HttpStatusCode.NoContent, (await AppendAsync(server, first, 0, Content)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await AppendAsync(server, second, 0, Content[..4])).StatusCode);
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(server.Workspace.Root, "uploads", "owner", "forest.tif")));
    }

    [Theory]
    [InlineData("../forest.tif")]
    [InlineData(".forest.tif")]
    [InlineData("a/b.tif")]
    [InlineData("a\nb.tif")]
    [InlineData("森林.tif")]
    [InlineData("")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage response = await server.Client.SendAsync(Request(name, 10, null), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task More_than_was_announced_or_than_the_quota_is_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync(SignInTests.Fill);
        (string cookie, _) = await SignInTests.SignInAsync(server);
        server.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        server.Client.DefaultRequestHeaders.Add("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/'));
        Uri place = await StartAsync(server, "a.tif", 4, null);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await AppendAsync(server, place, 0, Content)).StatusCode);
        using HttpResponseMessage large = await server.Client.SendAsync(Request("b.tif", 997, null), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task A_raster_of_ones_own_goes_into_the_catalogue_is_drawn_and_leaves_again_and_nobody_else_sees_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(SignInTests.FillReader);
        (string cookie, _) = await SignInTests.SignInAsync(server, "ken");
        (string mei, _) = await SignInTests.SignInAsync(server, "mei");
        server.Client.DefaultRequestHeaders.Add("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/'));
        server.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        byte[] raster = Raster(server.Workspace);
        await AppendAsync(server, await StartAsync(server, "stand.tif", raster.Length, Convert.ToHexStringLower(SHA256.HashData(raster))), 0, raster);

        (int status, JsonNode? answer) = await server.PostAsync("/uploads/files/stand.tif/item", "{}");
        Assert.Equal((400, "import.no_time"), (status, (string?)answer!["code"]));
        Assert.DoesNotContain(server.Workspace.Root, answer.ToJsonString(), StringComparison.Ordinal);
        (status, answer) = await server.PostAsync("/uploads/files/stand.tif/item", """{"datetime":"2024-06-09T00:00:00Z"}""");
        Assert.Equal((201, "uploads-ken", "stand"), (status, (string?)answer!["collection"], (string?)answer["id"]));
        (_, JsonNode? statistics) = await server.GetAsync("/tiles/uploads-ken/stand/statistics");
        Assert.Equal(7, (double)statistics!["b1"]!["mean"]!);
        (_, JsonNode? list) = await server.GetAsync("/uploads");
        Assert.Equal(("uploads-ken/stand", (long)raster.Length, 1_000_000), ((string?)list!["files"]![0]!["item"], (long)list["used_bytes"]!, (long)list["quota_bytes"]!));

        server.Client.DefaultRequestHeaders.Remove("Cookie");
        Assert.Equal(404, (await server.GetAsync("/stac/collections/uploads-ken/items/stand", ("Cookie", mei))).Status);
        Assert.Equal(404, (await server.GetAsync("/stac/collections/uploads-ken/items/stand")).Status);
        Assert.Equal(403, (await server.GetAsync("/uploads", ("Cookie", mei))).Status);

        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "/uploads/files/stand.tif", null, ("Cookie", cookie))).Status);
        Assert.Equal(404, (await server.GetAsync("/stac/collections/uploads-ken/items/stand", ("Cookie", cookie))).Status);
        (_, list) = await server.GetAsync("/uploads", ("Cookie", cookie));
        Assert.Empty(list!["files"]!.AsArray());
    }

    [Theory]
    [InlineData("II*\0 and then nothing", "raster.cannot_open")]
    [InlineData("a,b\n1,2\n", "raster.cannot_open")]
    public async Task A_file_that_is_no_raster_is_not_registered(string content, string code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        await AppendAsync(server, await StartAsync(server, "a.tif", bytes.Length, null), 0, bytes);
        (int status, JsonNode? answer) = await server.PostAsync("/uploads/files/a.tif/item", """{"datetime":"2024-06-09T00:00:00Z"}""");
        Assert.Equal((400, code), (status, (string?)answer!["code"]));
        Assert.DoesNotContain(server.Workspace.Root, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(404, (await server.PostAsync("/uploads/files/..%2Fa.tif/item", "{}")).Status);
    }

    [Theory]
    [InlineData("<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>")]
    [InlineData("<!-- plots --> <OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/etc</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")]
    [InlineData("<gdal_wms><Service name=\"WMS\"/></gdal_wms>")]
    public async Task A_list_of_other_files_is_not_taken_whatever_its_name(string content)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        using HttpResponseMessage response = await AppendAsync(server, await StartAsync(server, "a.tif", bytes.Length, null), 0, bytes);
        JsonNode? answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.BadRequest, "upload.names_others"), (response.StatusCode, (string?)answer!["code"]));
        Assert.False(File.Exists(Path.Combine(server.Workspace.Root, "uploads", "owner", "a.tif")));
    }

    [Fact]
    public async Task A_runner_does_not_write_the_catalogue_of_everybody()
    {
        await using RunningServer server = await RunningServer.StartAsync(SignInTests.FillReader);
        (string cookie, _) = await SignInTests.SignInAsync(server, "ken");
        (int status, JsonNode? answer) = await server.SendAsync(HttpMethod.Post, "/processes/catalog_add/jobs", """{"paths":["products"],"collection":"uploads-ken"}""", ("Cookie", cookie), ("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/')));
        Assert.Equal((403, "access.denied"), (status, (string?)answer!["code"]));
    }

    internal static byte[] Raster(Workspace workspace)
    {
        string path = Path.Combine(workspace.Root, "made.tif");
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(640_000, 4_140_000, 10), 32, 32);
        using (RasterWriter writer = RasterWriter.Create(path, grid, new RasterFormat(PixelType.Float32, 1)))
        {
            writer.Write<float>(grid.Whole, 0, [.. Enumerable.Repeat(7f, 32 * 32)]);
            writer.Commit();
        }

        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static async Task<Uri> StartAsync(RunningServer server, string name, long length, string? sha256)
    {
        using HttpResponseMessage response = await server.Client.SendAsync(Request(name, length, sha256));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!;
    }

    private static HttpRequestMessage Request(string name, long length, string? sha256)
    {
        string metadata = "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes(name)) + (sha256 is null ? "" : ",sha256 " + Convert.ToBase64String(Encoding.UTF8.GetBytes(sha256)));
        return new HttpRequestMessage(HttpMethod.Post, "/uploads") { Headers = { { "Upload-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture) }, { "Upload-Metadata", metadata } } };
    }

    private static Task<HttpResponseMessage> AppendAsync(RunningServer server, Uri place, long offset, byte[] bytes)
    {
        HttpRequestMessage request = new(HttpMethod.Patch, place) { Content = new ByteArrayContent(bytes), Headers = { { "Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture) } } };
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
        return server.Client.SendAsync(request);
    }
}
