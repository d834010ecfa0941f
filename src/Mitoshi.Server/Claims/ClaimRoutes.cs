using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Claims;

/// <summary>The claims of the workspace's projects, with the evidence that each rests on and the receipts of its units.</summary>
internal sealed class ClaimRoutes(ServerServices services) : IRoutes
{
    private const string File = "claim.json";

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/claims", Access.Reader, ("All claims with their evidence", "すべての請求とその証拠"), ListAsync),
    ];

    private string Receipts => Path.Combine(services.Workspace.Root, "receipts");

    private Task ListAsync(HttpContext context)
    {
        JsonArray claims = new([.. ProjectsOf(context.Caller()).Select(project => (JsonNode)Of(project, context.Caller(), context.Language()))]);
        return Answers.JsonAsync(context, new JsonObject { ["claims"] = claims });
    }

    private IEnumerable<string> ProjectsOf(Caller caller) => !caller.MayRead("projects") || !Directory.Exists(services.Workspace.Projects) ? [] :
        Directory.EnumerateDirectories(services.Workspace.Projects).Where(folder => System.IO.File.Exists(Path.Combine(folder, File)))
            .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    // A serial is MTS-PROJECT-YEAR-BATCH-FIRST-LAST, and a project's name has no "-".
    private IEnumerable<string> ReceiptsOf(string project, Caller caller) => !caller.MayRead("receipts") || !Directory.Exists(Receipts) ? [] :
        Directory.EnumerateFiles(Receipts, "*.json").Where(path => Path.GetFileName(path).StartsWith($"MTS-{project}-", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private JsonObject Of(string project, Caller caller, Language language)
    {
        string folder = Path.Combine(services.Workspace.Projects, project);
        Claim claim = ClaimJson.Read(System.IO.File.ReadAllBytes(Path.Combine(folder, File)), $"projects/{project}/{File}");
        return new JsonObject
        {
            ["project"] = project, ["name"] = claim.Name.In(language), ["simulated"] = IsSimulated(folder),
            ["from"] = Day(claim.From), ["to"] = Day(claim.To), ["credits"] = claim.Credits, ["buffer"] = claim.BufferUnits, ["unit"] = "tCO2e",
            ["half_width_90_percent"] = claim.HalfWidth90Percent, ["methodology"] = $"{claim.Programme} {claim.Methodology} v{claim.MethodologyVersion}", ["mark"] = claim.Mark.Letter(),
            ["not_for_issuance"] = new JsonArray([.. claim.NotForIssuance.Select(reason => (JsonNode)reason.In(language))]),
            ["boundary"] = claim.Boundary.Length == 0 ? null : JsonNode.Parse(claim.Boundary),
            ["lines"] = new JsonArray([.. claim.Lines.Select(line => (JsonNode)new JsonObject
            {
                ["name"] = line.Name.In(language), ["formula"] = line.Formula, ["value"] = line.Value, ["unit"] = line.Unit.ToString(), ["source"] = line.Source, ["mark"] = line.Mark.Letter(),
            })]),
            ["inputs"] = new JsonArray([.. claim.Inputs.Select(input => (JsonNode)new JsonObject { ["role"] = input.Role, ["name"] = input.Name, ["sha256"] = input.Sha256, ["bytes"] = input.Bytes })]),
            ["files"] = FilesOf(project, folder, language),
            ["receipts"] = new JsonArray([.. ReceiptsOf(project, caller).Select(path => Path.GetFileNameWithoutExtension(path)).Select(serial => (JsonNode)new JsonObject { ["serial"] = serial, ["href"] = $"/files/receipts/{serial}.json" })]),
        };
    }

    private static JsonArray FilesOf(string project, string folder, Language language)
    {
        (string Name, Text What)[] files =
        [
            (language == Language.Japanese ? "report.ja.html" : "report.en.html", ("Report", "報告書")), ("boundary.geojson", ("Boundary", "境界")),
            ("project.yaml", ("Project file with factors and confirmations", "係数と確認を含むプロジェクトファイル")), (File, ("Claim, as it was signed", "署名された請求")),
        ];
        return new([.. files.Where(file => System.IO.File.Exists(Path.Combine(folder, file.Name))).Select(file => (JsonNode)new JsonObject { ["what"] = file.What.In(language), ["href"] = $"/files/projects/{Uri.EscapeDataString(project)}/{file.Name}" })]);
    }

    private static bool IsSimulated(string folder)
    {
        string project = Path.Combine(folder, "project.yaml");
        return System.IO.File.Exists(project) && System.IO.File.ReadLines(project).Any(line => line.TrimEnd() == "simulated: true");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
