using System.Text.Json.Nodes;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests.Jobs;

public sealed class JobTests
{
    [Fact]
    public async Task Every_process_has_a_schema_that_a_form_can_be_made_from()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (_, JsonNode? list) = await server.GetAsync("/processes");
        string[] names = [.. list!["processes"]!.AsArray().Select(process => (string)process!["name"]!)];
        Assert.Contains("forest_map", names);
        Assert.DoesNotContain("serve", names);
        foreach (string name in names)
        {
            (int status, JsonNode? process) = await server.GetAsync($"/processes/{name}?lang=ja");
            Assert.Equal(200, status);
            Assert.Equal("object", (string)process!["schema"]!["type"]!);
        }
    }

    [Fact]
    public async Task A_job_runs_a_process_and_keeps_its_tables_and_its_error()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonNode? started) = await server.PostAsync("/processes/lidar_info/jobs", """{"points":["missing.laz"]}""");
        Assert.Equal(201, status);
        JsonNode job = await WaitAsync(server, (string)started!["id"]!);
        Assert.Equal("error", (string)job["status"]!);
        Assert.Contains("missing.laz", (string)job["error"]!["description"]!, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(server.Workspace.Jobs, (string)job["id"]!, "job.json")));
    }

    [Fact]
    public async Task Wrong_parameters_are_refused_before_anything_is_queued()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonNode? body) = await server.PostAsync("/processes/forest_map/jobs", """{"modle":"m"}""");
        Assert.Equal(400, status);
        Assert.Equal("parameter.unknown", (string)body!["code"]!);
        (_, JsonNode? jobs) = await server.GetAsync("/jobs");
        Assert.Empty(jobs!["jobs"]!.AsArray());
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("products/../../secret")]
    [InlineData("/vsicurl/http://127.0.0.1/x")]
    [InlineData("https://example.org/x.tif")]
    [InlineData("<VRTDataset/>")]
    public async Task A_caller_who_does_not_own_the_machine_names_files_of_the_workspace_only(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync(callers: new Fixed(new Caller("guest", Access.Runner)));
        (int status, JsonNode? body) = await server.PostAsync("/processes/lidar_info/jobs", new JsonObject { ["points"] = new JsonArray(path) }.ToJsonString());
        Assert.Equal(403, status);
        Assert.Equal("access.path", (string)body!["code"]!);
    }

    [Theory]
    [InlineData("credits_issue")]
    [InlineData("accounts_add")]
    [InlineData("verify")]
    [InlineData("backup")]
    public async Task What_signs_with_the_workspace_keys_or_changes_rights_is_the_owners(string process)
    {
        await using RunningServer server = await RunningServer.StartAsync(callers: new Fixed(new Caller("mei", Access.Writer)));
        (int status, JsonNode? body) = await server.PostAsync($"/processes/{process}/jobs", "{}");
        Assert.Equal(403, status);
        Assert.Equal("access.denied", (string)body!["code"]!);
    }

    [Fact]
    public async Task What_an_ended_server_left_waiting_runs_at_the_next_start()
    {
        const string id = "0123456789ab";
        await using RunningServer server = await RunningServer.StartAsync(workspace =>
        {
            Directory.CreateDirectory(Path.Combine(workspace.Jobs, id));
            File.WriteAllText(Path.Combine(workspace.Jobs, id, "job.json"), $$"""
                {"id":"{{id}}","process":"lidar_info","parameters":"{\"points\":[\"missing.laz\"]}","owner":"owner","created":"2026-01-01T00:00:00+00:00","state":"running","tries":1,"seed":1,"step_done":0.5,"lines":[]}
                """);
        });
        JsonNode job = await WaitAsync(server, id);
        Assert.Equal("error", (string)job["status"]!);
    }

    private static async Task<JsonNode> WaitAsync(RunningServer server, string id)
    {
        for (int i = 0; i < 200; i++)
        {
            (_, JsonNode? job) = await server.GetAsync($"/jobs/{id}");
            if ((string)job!["status"]! is "finished" or "error" or "canceled")
            {
                return job;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("the job did not end in ten seconds");
    }

    private sealed class Fixed(Caller caller) : ICallers
    {
        public Task<Caller> OfAsync(Microsoft.AspNetCore.Http.HttpContext context) => Task.FromResult(caller);
    }
}
