using System.Net;
using System.Security.Cryptography;
using System.Text;
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
