using System.Text.Json.Nodes;

namespace Mitoshi.Server.Tests.Operations;

public sealed class MetricsTests
{
    [Fact]
    public async Task A_scraper_reads_how_long_requests_took_and_how_jobs_ended()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (_, JsonNode? job) = await server.PostAsync("/processes/lidar_info/jobs", """{"points":["missing.laz"]}""");
        string page = "";
        for (int i = 0; i < 100 && !page.Contains("mitoshi_jobs_ended", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await server.GetAsync($"/jobs/{job!["id"]}");
            page = await server.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        }

        Assert.Contains("http_server_request_duration_seconds", page, StringComparison.Ordinal);
        Assert.Matches("mitoshi_jobs_ended.*process=\"lidar_info\".*state=\"error\"", page);
    }
}
