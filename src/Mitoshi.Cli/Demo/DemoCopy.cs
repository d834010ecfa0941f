using Mitoshi.Gdal;
using Mitoshi.Registry;

namespace Mitoshi.Cli.Demo;

/// <summary>A copy of the demo's workspace and landscape, without keys: what a third party would be handed.</summary>
internal sealed record DemoCopy(string Folder, string Original, ProcessContext Context)
{
    private static readonly string[] NotHandedOut = ["keys", "jobs"];

    private string Workspace => Path.Combine(Folder, "workspace");

    public static DemoCopy Make(string output, ProcessContext context)
    {
        DemoCopy copy = new(Path.Combine(output, "copy"), context.Workspace.Root, context);
        if (Directory.Exists(copy.Folder))
        {
            Directory.Delete(copy.Folder, recursive: true);
        }

        Copy(context.Workspace.Root, copy.Workspace);
        Copy(Path.Combine(output, "landscape"), Path.Combine(copy.Folder, "landscape"));
        return copy;
    }

    /// <summary>Checks the receipts, and runs the chain behind the last one again: the others rest on the same model and maps.</summary>
    public async Task<SummaryTable> VerifyAsync(IReadOnlyList<string> receipts)
    {
        List<IReadOnlyList<Text>> rows = [];
        foreach (string receipt in receipts)
        {
            VerifiedReceipt verified = await VerifyAsync(receipt, recompute: receipt == receipts[^1]);
            List<CheckedStep> again = [.. verified.Steps.Where(step => step.What.En.StartsWith("run again", StringComparison.Ordinal))];
            int same = again.Count(step => step.Problem is null && step.Unchecked is null);
            rows.Add([verified.Serial, verified.Holds ? ("verified", "検証済み") : ("NOT VERIFIED", "不合格"),
                again.Count == 0 ? "–" : ($"{same} of {again.Count} runs gave the same bytes again", $"{again.Count} 回中 {same} 回、再計算がバイト一致")]);
        }

        return new SummaryTable(("Receipts checked from a copy of the folder, the chain run again (simulated)", "フォルダの写しで領収書を検証し、計算を再実行(模擬)"), [("Receipt", "領収書"), ("Result", "結果"), ("Run again", "再計算")], rows) { IsText = true };
    }

    /// <summary>One pixel of the map, one plot, one factor: each change is found, and the file is named.</summary>
    public async Task<SummaryTable> DamageAsync(string receipt, string project)
    {
        List<IReadOnlyList<Text>> rows = [];
        foreach ((Text what, string file, Action<string> change) in DemoDamage.All(Workspace, project))
        {
            byte[] original = await File.ReadAllBytesAsync(file);
            change(file);
            VerifiedReceipt verified = await VerifyAsync(receipt, recompute: false);
            await File.WriteAllBytesAsync(file, original);
            string named = string.Join(", ", verified.Steps.Where(step => step.Problem is not null).Select(step => step.What.En).Distinct());
            rows.Add([what, verified.Holds ? ("NOT FOUND", "検出されず") : ("found", "検出"), named]);
        }

        return new SummaryTable(("Changes in the copy (made, found, undone)", "写しへの変更(実施、検出、復元)"), [("Changed", "変更"), ("Result", "結果"), ("verify names", "verify が示すファイル")], rows) { IsText = true };
    }

    private Task<VerifiedReceipt> VerifyAsync(string receipt, bool recompute)
        => new VerifyReceipt { Receipt = Path.Combine(Workspace, Path.GetRelativePath(Original, receipt)), Folder = Workspace, Recompute = recompute }
            .RunTypedAsync(Context with { Workspace = new Workspace(Workspace) });

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(from, file);
            if (!NotHandedOut.Contains(relative.Split(Path.DirectorySeparatorChar)[0]))
            {
                string target = Path.Combine(to, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }
}
