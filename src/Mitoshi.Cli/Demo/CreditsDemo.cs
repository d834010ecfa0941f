using Mitoshi.Credits.Claims;
using Mitoshi.Registry;

namespace Mitoshi.Cli.Demo;

/// <summary>
/// The measurements become two claims; another key verifies them; they are issued, partly retired, partly reversed; their receipts are checked
/// from a copy, the chain is run again, and each of three changes in the copy is found.
/// </summary>
internal static class CreditsDemo
{
    /// <summary>The planting project, in the manner of VM0047.</summary>
    public const string Planting = "DEMO1";

    /// <summary>The protection project, in the manner of KH_AM004.</summary>
    public const string Protection = "DEMO2";

    public static async Task<DemoPart> RunAsync(string output, LandscapeDemo landscape, ProcessContext context)
    {
        string planting = Path.Combine(context.Workspace.Projects, Planting), protection = Path.Combine(context.Workspace.Projects, Protection);
        DemoProjects.WritePlanting(planting, landscape, context.Files);
        DemoProjects.WriteProtection(protection, landscape, context.Files);
        await MakeKeysAsync(context);
        await new RegisterControls { File = Path.Combine(planting, "controls.json"), Key = "proponent" }.RunTypedAsync(context);
        DemoClaim first = await DemoClaim.IssueAsync(planting, "VM0047 v1.1", "8.1 to 8.5", output, context);
        DemoClaim second = await DemoClaim.IssueAsync(protection, "KH_AM004 and its reference level", "all", output, context);
        SummaryTable[] steps =
        [
            first.Table(await first.ReverseAsync(10.5, "simulated storm", context)),
            second.Table(await second.ReverseAsync(25, "simulated clearing after the period", context)),
        ];
        await new ShowCheckpoint { Witness = "witness" }.RunTypedAsync(context);
        DemoClaim[] issued = [.. new[] { first, second }.Where(claim => claim.Refusal is null)];
        List<string> receipts = [];
        foreach (DemoClaim claim in issued)
        {
            receipts.Add(await claim.ReceiptAsync(context));
        }

        DemoCopy copy = DemoCopy.Make(output, context);
        return new DemoPart(
            issued.Length == 0 ? steps : [.. steps, await copy.VerifyAsync(receipts), await copy.DamageAsync(receipts[^1], issued[^1].Project)],
            [.. first.Files, .. second.Files, .. receipts.Select(receipt => new OutputFile(("receipt", "領収書"), receipt))]);
    }

    private static async Task MakeKeysAsync(ProcessContext context)
    {
        (string Name, KeyUse Role, string Party)[] keys = [("registry", KeyUse.Registry, "org:R"), ("proponent", KeyUse.Proponent, "org:P"), ("verifier", KeyUse.Verifier, "org:V"), ("holder", KeyUse.Holder, "org:H"), ("witness", KeyUse.Witness, "org:W")];
        foreach ((string name, KeyUse role, string party) in keys)
        {
            if (!Directory.Exists(context.Workspace.Keys) || Directory.GetFiles(context.Workspace.Keys, name + ".*").Length == 0)
            {
                await new MakeKey { Name = name, Role = role, Party = party, Origin = "demo.example/registry" }.RunTypedAsync(context);
            }
        }
    }
}
