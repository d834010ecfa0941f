using System.Text.Json.Nodes;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests.Claims;

public sealed class ClaimRouteTests
{
    [Fact]
    public async Task A_claim_comes_with_its_figures_its_evidence_and_its_receipts()
    {
        await using RunningServer server = await RunningServer.StartAsync(Prepare);
        (int status, JsonNode? body) = await server.GetAsync("/claims?lang=ja");
        Assert.Equal(200, status);
        JsonNode claim = Assert.Single(body!["claims"]!.AsArray())!;
        Assert.Equal("試験", (string)claim["name"]!);
        Assert.Equal(847, (long)claim["credits"]!);
        Assert.True((bool)claim["simulated"]!);
        Assert.Equal(new string('a', 64), (string)claim["inputs"]![0]!["sha256"]!);
        Assert.Equal("/files/projects/P1/report.ja.html", (string)claim["files"]![0]!["href"]!);
        JsonNode receipt = Assert.Single(claim["receipts"]!.AsArray())!;
        (status, JsonNode? content) = await server.GetAsync((string)receipt["href"]!);
        Assert.Equal(200, status);
        Assert.Equal("MTS-P1-2024-1-1-2", (string)content!["serial"]!);
    }

    [Fact]
    public async Task Who_may_not_read_projects_sees_no_claim_and_no_receipt()
    {
        await using RunningServer server = await RunningServer.StartAsync(Prepare, new Fixed(new Caller("reader", Access.Reader) { ReadableCollections = new HashSet<string> { "other" } }));
        (_, JsonNode? body) = await server.GetAsync("/claims");
        Assert.Empty(body!["claims"]!.AsArray());
        (int status, _) = await server.GetAsync("/files/receipts/MTS-P1-2024-1-1-2.json");
        Assert.Equal(404, status);
    }

    internal static void Prepare(Workspace workspace)
    {
        string folder = Path.Combine(workspace.Projects, "P1"), receipts = Path.Combine(workspace.Root, "receipts");
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(receipts);
        Claim claim = new()
        {
            Project = "P1", Name = ("Test", "試験"), Programme = "VCS", Methodology = "VM0047", MethodologyVersion = "1.1", From = new(2020, 1, 1), To = new(2024, 1, 1), Vintage = 2024, Pools = ["agb"],
            Boundary = """{"type":"Point","coordinates":[142,37]}""", Parties = [], Measurements = [], Inputs = [new InputFile("boundary.geojson", new string('a', 64), 3, "boundary")], Lines = [],
            Waterfall = new(1500, 0, 0, 29, 0, 624, 847.5m, 847), Mark = Mark.Verified, NotForIssuance = [], SoftwareVersion = "0",
        };
        File.WriteAllBytes(Path.Combine(folder, "claim.json"), ClaimJson.Write(claim));
        File.WriteAllText(Path.Combine(folder, "report.ja.html"), "<p>");
        File.WriteAllText(Path.Combine(folder, "project.yaml"), "simulated: true\n");
        File.WriteAllText(Path.Combine(receipts, "MTS-P1-2024-1-1-2.json"), """{"serial":"MTS-P1-2024-1-1-2"}""");
        File.WriteAllText(Path.Combine(receipts, "MTS-P2-2024-1-1-2.json"), "{}");
    }

    private sealed class Fixed(Caller caller) : ICallers
    {
        public Task<Caller> OfAsync(Microsoft.AspNetCore.Http.HttpContext context) => Task.FromResult(caller);
    }
}
