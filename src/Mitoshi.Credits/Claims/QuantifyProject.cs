using System.Text;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Reports;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Credits.Claims;

/// <summary>Turns a project's measurements into a claim: every line with its equation, inputs, factors and rounding.</summary>
[Process("credits_quantify", En = "Turn measurements into a claim for credits", Ja = "測定値からクレジットのクレームを作る",
    Examples = ["credits quantify project.yaml", "credits quantify project.yaml --compare"])]
public sealed record QuantifyProject : Process<ClaimResult>
{
    /// <summary>The project file.</summary>
    [Parameter(En = "Project file (YAML)", Ja = "プロジェクトファイル（YAML）", Position = 0, IsPath = true)]
    public required string File { get; init; }

    /// <summary>Whether every other methodology is tried too.</summary>
    [Parameter(En = "Show the same measurement under every other methodology too", Ja = "同じ測定値を他のすべての方法論でも計算する")]
    public bool Compare { get; init; }

    /// <summary>Where the claim goes; the workspace's projects folder when it is empty.</summary>
    [Parameter(En = "Folder for claim and reports; projects/ of the workspace by default", Ja = "クレームと報告書の出力先（既定はワークスペースの projects/）", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override Task<ClaimResult> RunAsync(ProcessContext context)
    {
        CarbonProject project = CarbonProject.Read(File, context.Files);
        IMethodology methodology = Methodologies.Of(project.Programme, project.Methodology);
        if (methodology.Version.Length > 0 && project.Version != methodology.Version)
        {
            throw new MitoshiException("credits.unknown_version",
                found: ($"{project.Methodology} version {project.Version}", $"{project.Methodology} バージョン {project.Version}"),
                expected: ($"version {methodology.Version}, whose equations are here", $"バージョン {methodology.Version}（実装されている式の版）"),
                remedy: ("Check which version the project is registered under.", "プロジェクトの登録された版を確かめてください。"));
        }

        Claim claim = ClaimMaker.Make(project, methodology, context);
        IReadOnlyList<Alternative> alternatives = Compare ? ClaimMaker.Compare(project, context) : [];
        string folder = Output ?? Path.Combine(context.Workspace.Projects, project.Id, $"{claim.Programme}-{claim.Methodology}-{claim.Vintage}".ToLowerInvariant());
        context.Files.CreateFolder(folder);
        string path = Path.Combine(folder, "claim.json");
        context.Files.WriteAtomically(path, ClaimJson.Write(claim));
        context.Files.WriteAtomically(Path.Combine(folder, "claim.sha256"), Encoding.ASCII.GetBytes($"{ClaimJson.Sha256(claim)}  claim.json\n"));
        Report report = ClaimReport.Of(project, claim, alternatives);
        HtmlReport.Write(report, Language.English, Path.Combine(folder, "report.en.html"), context.Files);
        HtmlReport.Write(report, Language.Japanese, Path.Combine(folder, "report.ja.html"), context.Files);
        return Task.FromResult(new ClaimResult(claim, path, alternatives));
    }
}
