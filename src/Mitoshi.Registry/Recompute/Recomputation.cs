namespace Mitoshi.Registry;

/// <summary>
/// Runs the chain behind a receipt again: each recorded process, with its recorded parameters and seed, in an empty scratch folder that holds
/// nothing but the inputs that its lineage names, and compares what comes out with the receipt's checksums. Every run starts from inputs that
/// were checked against the receipt themselves, so that runs that all agree make the whole chain.
/// </summary>
internal sealed class Recomputation(Receipt receipt, string claimSha256, string folder, ProcessContext context)
{
    private readonly IReadOnlyList<ProcessDescription> _processes = ProcessDescription.Discover(Rooms.Load());
    private readonly EvidenceSearch _search = new(folder, []);

    /// <summary>One step a run: it agrees, or the file that differs, or why it could not be run again.</summary>
    public async Task<IReadOnlyList<CheckedStep>> RunAsync(Claim claim)
    {
        List<CheckedStep> steps = [];
        foreach (RecordedRun run in RecordedRun.Of(receipt, claim, folder))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            DirectoryInfo scratch = Directory.CreateTempSubdirectory("mitoshi-recompute-");
            try
            {
                steps.Add(await RunAsync(run, scratch.FullName));
            }
            finally
            {
                scratch.Delete(recursive: true);
            }
        }

        return steps;
    }

    private async Task<CheckedStep> RunAsync(RecordedRun run, string scratch)
    {
        Text what = ($"run again: {run.What} by {run.Lineage.Process}", $"再計算: {run.Lineage.Process} による {run.What}");
        ProcessDescription? process = _processes.FirstOrDefault(candidate => candidate.Name == run.Lineage.Process);
        if (process is null)
        {
            return CheckedStep.NotRun(what, ($"{run.Lineage.Process} is no process of this program: the values were entered by hand", $"{run.Lineage.Process} はこのプログラムの処理ではありません（手入力の値）"));
        }

        if (RecordedPaths.Outside(process, run) is { } outside)
        {
            return CheckedStep.NotRun(what, ($"{outside} is a place that a run in a scratch folder must not reach", $"{outside} は作業用フォルダーの外を指すため実行しません"));
        }

        string root = RootIn(scratch, run);
        if (PlaceInputs(run, root) is { } absent)
        {
            return CheckedStep.NotRun(what, ($"the input {absent} is not in this copy, or isn't the recorded one", $"入力 {absent} がこの写しにないか、記録されたものと違います"));
        }

        try
        {
            Process again = RecordedProcess.Read(process, run.Lineage.Parameters, root);
            _ = await again.ExecuteAsync(context with
            {
                Workspace = new Workspace(root), Seed = run.Lineage.Seed, Version = run.Lineage.Version, Language = LanguageOf(run.What),
            });
        }
        catch (MitoshiException refusal)
        {
            return new CheckedStep(what, ($"refused: {refusal.Found.En}", $"拒否されました: {refusal.Found.Ja}"));
        }

        return Compare(run, what, root);
    }

    // A lineage may name inputs beside the workspace ("../landscape/dem.tif"); the scratch workspace lies deep enough to hold them.
    private static string RootIn(string scratch, RecordedRun run)
    {
        int up = RecordedPaths.Depth(run);
        string root = Path.Combine([scratch, .. Enumerable.Repeat("beside", up), "workspace"]);
        Directory.CreateDirectory(root);
        return root;
    }

    private string? PlaceInputs(RecordedRun run, string root)
    {
        foreach ((string place, string sha256) in run.Inputs)
        {
            if (_search.Locate(place, sha256) is not { } found)
            {
                return place;
            }

            string target = Path.GetFullPath(Path.Combine(root, place));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetFullPath(found));
            }
        }

        return null;
    }

    private CheckedStep Compare(RecordedRun run, Text what, string root)
    {
        if (run.Lineage.Process == "credits_quantify")
        {
            string found = EvidenceFile.Sha256Of(Path.Combine(root, RecordedRun.ClaimFolder, "claim.json"));
            return new CheckedStep(what, found == claimSha256 ? null : Differs("claim.json", found, claimSha256));
        }

        int equal = 0;
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null).Order(StringComparer.Ordinal))
        {
            string place = Path.GetRelativePath(root, file).Replace('\\', '/');
            foreach (EvidenceFile expected in receipt.Files.Where(candidate => candidate.Path == place))
            {
                string found = EvidenceFile.Sha256Of(file);
                if (found != expected.Sha256)
                {
                    return new CheckedStep(what, Differs(place, found, expected.Sha256));
                }

                equal++;
            }
        }

        return equal > 0 ? new CheckedStep(($"{what.En}: {equal} files, the same bytes", $"{what.Ja}: {equal} ファイル、バイト一致"), null)
            : CheckedStep.NotRun(what, ("it made no file that the receipt lists", "領収書にあるファイルを作りませんでした"));
    }

    // The report of a product is written in the language of whoever made it.
    private Language LanguageOf(string product)
    {
        string report = Path.Combine(folder, product, "report.html");
        return File.Exists(report) && File.ReadLines(report).Take(3).Any(line => line.Contains("lang=\"ja\"", StringComparison.Ordinal)) ? Language.Japanese : Language.English;
    }

    private static Text Differs(string place, string found, string expected)
        => ($"{place} came out differently: SHA-256 {found}, the receipt has {expected}", $"{place} の結果が違います: SHA-256 は {found}、領収書では {expected}");
}
