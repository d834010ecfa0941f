using System.Text;
using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Registry;

namespace Mitoshi.Cli.Demo;

/// <summary>The measurement becomes a claim; another key verifies it; it is issued, partly retired, partly reversed; its receipt is checked from a copy.</summary>
internal static class CreditsDemo
{
    public static async Task<DemoPart> RunAsync(string output, LandscapeDemo landscape, ProcessContext context)
    {
        string folder = Path.Combine(context.Workspace.Projects, "DEMO1");
        WriteProject(folder, landscape, context.Files);
        ClaimResult claim = await new QuantifyProject { File = Path.Combine(folder, "project.yaml"), Output = folder }.RunTypedAsync(context);
        await MakeKeysAsync(context);
        await new RegisterControls { File = Path.Combine(folder, "controls.json"), Key = "proponent" }.RunTypedAsync(context);
        await new SubmitClaim { Claim = claim.ClaimPath, Evidence = [context.Workspace.Root, output, folder], Key = "proponent" }.RunTypedAsync(context);
        await new VerifyClaim { Claim = claim.ClaimPath, Key = "verifier" }.RunTypedAsync(context);
        await new RegisterClaim { Claim = claim.ClaimPath, Key = "registry" }.RunTypedAsync(context);
        await new ConfirmClause
        {
            Claim = claim.ClaimPath, Person = "A. Example (simulated)", Document = "VM0047 v1.1, simulated reading", Clause = "8.1 to 8.5", Key = "registry",
        }.RunTypedAsync(context);
        RecordedStep issued = await new IssueUnits { Claim = claim.ClaimPath, To = "org:H", Key = "registry" }.RunTypedAsync(context);
        string serial = SerialOf(issued);
        RecordedStep retired = await new RetireUnits { Serial = serial, Quantity = Math.Max(1, claim.Claim.Credits / 4), Beneficiary = "Example Ltd", Purpose = "demo", Key = "holder" }.RunTypedAsync(context);
        RecordedStep reversed = await new ReverseUnits { Project = "DEMO1", Loss = 10.5, Cause = "simulated storm", Key = "registry" }.RunTypedAsync(context);
        await new ShowCheckpoint { Witness = "witness" }.RunTypedAsync(context);
        WrittenReceipt receipt = await new WriteReceipt { Serial = SerialOf(retired) }.RunTypedAsync(context);
        VerifiedReceipt verified = await VerifyFromCopyAsync(output, receipt, context);
        SummaryTable steps = new(("From claim to receipt (simulated)", "請求から領収書まで(模擬)"), [("Step", "手順"), ("Result", "結果")],
        [
            [("Credits of the claim", "請求のクレジット"), $"{claim.Claim.Credits:#,0} tCO2e"],
            [("Buffer", "バッファ"), $"{claim.Claim.BufferUnits:#,0}"],
            [("Issued", "発行"), serial],
            [("Retired", "償却"), SerialOf(retired)],
            [("Reversed", "反転"), string.Join(", ", reversed.Facts.Select(fact => $"{fact.Name.En} {fact.Value.En}"))],
            [("Receipt verified from a copy of the folder", "フォルダの写しから領収書を検証"), verified.Summarise().Succeeded ? ("yes", "はい") : ("NO", "いいえ")],
        ]) { IsText = true };
        return new DemoPart([steps], [.. claim.Summarise().Files, new OutputFile(("receipt", "領収書"), receipt.File)]);
    }

    private static async Task MakeKeysAsync(ProcessContext context)
    {
        (string Name, KeyUse Role, string Party)[] keys = [("registry", KeyUse.Registry, "org:R"), ("proponent", KeyUse.Proponent, "org:P"), ("verifier", KeyUse.Verifier, "org:V"), ("holder", KeyUse.Holder, "org:H"), ("witness", KeyUse.Witness, "org:W")];
        foreach ((string name, KeyUse role, string party) in keys)
        {
            if (!Directory.Exists(Path.Combine(context.Workspace.Root, "keys")) || Directory.GetFiles(Path.Combine(context.Workspace.Root, "keys"), name + ".*").Length == 0)
            {
                await new MakeKey { Name = name, Role = role, Party = party, Origin = "demo.example/registry" }.RunTypedAsync(context);
            }
        }
    }

    private static string SerialOf(RecordedStep step) => step.Facts.Select(fact => fact.Value.En).First(value => value.StartsWith("MTS-", StringComparison.Ordinal));

    private static async Task<VerifiedReceipt> VerifyFromCopyAsync(string output, WrittenReceipt receipt, ProcessContext context)
    {
        string copy = Path.Combine(output, "copy");
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        Copy(context.Workspace.Root, copy);
        return await new VerifyReceipt { Receipt = Path.Combine(copy, Path.GetRelativePath(context.Workspace.Root, receipt.File)), Folder = copy, Recompute = true }
            .RunTypedAsync(context with { Workspace = new Workspace(copy) });
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void WriteProject(string folder, LandscapeDemo landscape, IFiles files)
    {
        files.CreateFolder(folder);
        files.WriteAtomically(Path.Combine(folder, "boundary.geojson"), File.ReadAllBytes(Path.Combine(landscape.Folder, "boundary.geojson")));
        files.WriteAtomically(Path.Combine(folder, "controls.json"), Encoding.UTF8.GetBytes(
            """{"controls":[{"covariates":["0.41","212"],"id":"c17","plot":"p1","weight":"1"},{"covariates":["0.38","190"],"id":"c08","plot":"p2","weight":"1"}],"format":"mitoshi-controls-1","plots":["p1","p2"],"project":"DEMO1","seed":"1"}"""));
        string text = $$"""
            # A simulated project on the simulated landscape of the demo. The factors are illustrations; the measurements are the demo's own.
            simulated: true
            project: DEMO1
            name: {en: "Demo stands (simulated)", ja: "デモの林分(模擬)"}
            activity: {en: "Growth of managed stands, simulated", ja: "管理林分の成長(模擬)"}
            programme: VCS
            methodology: VM0047
            version: "1.1"
            from: {{landscape.Start.Measurement.From:yyyy-MM-dd}}
            to: {{landscape.End.Measurement.To:yyyy-MM-dd}}
            pools: [agb, bgb]
            boundary: boundary.geojson
            controls: controls.json
            monitoring_years: 40
            parties:
              - {role: proponent, name: Demo Forest Trust, country: JP}
              - {role: verifier, name: Demo Verification Body, country: JP}
            measurements: [{{Path.GetFileName(landscape.Start.Path)}}, {{Path.GetFileName(landscape.End.Path)}}]
            factors:
              - {key: carbon_fraction, value: 0.47, unit: tC/t, citation: "VM0047 v1.1 sec. 9.1 as transcribed publicly", mark: C}
              - {key: root_ratio, value: 0.25, unit: "1", citation: "IPCC 2006 vol. 4 table 4.4 (entered by the project)", mark: S}
              - {key: leakage, value: 0, unit: tCO2e, citation: "simulated project: no production is displaced", mark: S}
            confirmations:
              - {of: "IPCC 2006 vol. 4 table 4.4 (entered by the project)", clause: "IPCC 2006 vol. 4 ch. 4 table 4.4, temperate conifers", by: "A. Example"}
              - {of: "simulated project: no production is displaced", clause: "VMD0054 sec. 5, simulated", by: "A. Example"}
            parameters:
              project_plots: 150
              plot_ha: 0.1
              inside_fraction: 1
              plot_correlation: 0.6
              project_emissions_tCO2e: 0
              stocking_index: {slope_project: 0.031, se_project: 0.003, slope_control: 0.006, se_control: 0.002, p_control: 0.01}
              risk: {internal: 6, external: 4, natural: 5.5}

            """;
        files.WriteAtomically(Path.Combine(folder, "project.yaml"), Encoding.UTF8.GetBytes(text));
    }
}
