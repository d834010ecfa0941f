using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Mitoshi.Server.Tests.Files;

public sealed class ProductFileTests
{
    [Fact]
    public async Task A_range_of_a_file_is_given_and_a_changed_file_has_another_tag()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        using HttpRequestMessage request = new(HttpMethod.Get, "/files/products/map/agb.tif") { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("234", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("bytes 2-4/10", response.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("/files/products/../keys/owner.key")]
    [InlineData("/files/products/%2e%2e/keys/owner.key")]
    [InlineData("/files/products/..%2fkeys/owner.key")]
    [InlineData("/files/products/map/..%5c..%5ckeys/owner.key")]
    [InlineData("/files/keys/owner.key")]
    [InlineData("/files//etc/passwd")]
    [InlineData("/files/products//etc/passwd")]
    [InlineData("/files/products/map/.hidden")]
    [InlineData("/files/products/map/link")]
    [InlineData("/files/products/map")]
    [InlineData("/files/products/map/%00agb.tif")]
    [InlineData("/files/log/checkpoint")]
    public async Task No_path_leads_to_what_is_not_served(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        // By hand, since a client tidies such paths before it sends them.
        using TcpClient socket = new();
        await socket.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using StreamReader reader = new(stream);
        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        Assert.Matches("^HTTP/1.1 (404|400) ", answer);
    }

    [Fact]
    public async Task A_report_is_sent_into_a_sandbox_away_from_the_api()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        using HttpResponseMessage response = await server.Client.GetAsync("/files/products/map/report.html", TestContext.Current.CancellationToken);
        Assert.StartsWith("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static void Fill(Workspace workspace)
    {
        string map = Path.Combine(workspace.Products, "map");
        Directory.CreateDirectory(map);
        Directory.CreateDirectory(workspace.Keys);
        Directory.CreateDirectory(workspace.Log);
        File.WriteAllText(Path.Combine(map, "agb.tif"), "0123456789");
        File.WriteAllText(Path.Combine(map, "report.html"), "<p>report</p>");
        File.WriteAllText(Path.Combine(map, ".hidden"), "secret");
        File.WriteAllText(Path.Combine(workspace.Keys, "owner.key"), "secret");
        File.WriteAllText(Path.Combine(workspace.Log, "checkpoint"), "secret");
        File.CreateSymbolicLink(Path.Combine(map, "link"), Path.Combine(workspace.Keys, "owner.key"));
    }
}
