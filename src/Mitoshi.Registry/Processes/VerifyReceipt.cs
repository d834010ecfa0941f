namespace Mitoshi.Registry;

/// <summary>Checks a receipt offline: log, signatures, claim, and every file behind it.</summary>
[Process("verify", En = "Check a receipt offline, down to the scenes, plots and factors", Ja = "領収書をオフラインで検証する（シーン、プロット、係数まで）",
    Examples = ["verify receipts/MTS-KH005-2023-1-1-1000.json", "verify receipt.json --folder copy --log-key registry.pub --recompute"])]
public sealed record VerifyReceipt : Process<VerifiedReceipt>
{
    /// <summary>The receipt.</summary>
    [Parameter(En = "Receipt", Ja = "領収書", Position = 0, IsPath = true)]
    public required string Receipt { get; init; }

    /// <summary>Copy of the workspace; by default the nearest folder above the receipt that holds its files.</summary>
    [Parameter(En = "Copied workspace that holds the files", Ja = "ファイルのあるワークスペースの写し", IsPath = true)]
    public string? Folder { get; init; }

    /// <summary>The registry's published log key: text, or a file that holds it.</summary>
    [Parameter(En = "The log's key as the registry publishes it (text or .pub file)", Ja = "登録簿が公開しているログの鍵（文字列または .pub ファイル）")]
    public string? LogKey { get; init; }

    /// <summary>Also runs the chain again, from the scenes to the claim.</summary>
    [Parameter(En = "Run the recorded processes again, from the scenes to the claim, and compare", Ja = "シーンから請求まで、記録された処理をもう一度実行して比べる")]
    public bool Recompute { get; init; }

    /// <inheritdoc/>
    protected override async Task<VerifiedReceipt> RunAsync(ProcessContext context)
    {
        byte[] content = context.Files.Exists(Receipt) ? context.Files.ReadAllBytes(Receipt) : throw EvidenceErrors.Missing(Receipt);
        Receipt receipt = Registry.Receipt.Read(content);
        RequireLogKey(context, receipt.Log);
        (Checkpoint checkpoint, Batch batch, Claim claim) = ReceiptCheck.Require(receipt);
        string folder = Path.GetFullPath(Folder ?? NearestFolder(receipt));
        List<CheckedStep> steps =
        [
            new(($"{receipt.Events.Count} events in the log of {checkpoint.Origin}, {checkpoint.Size} entries", $"ログ {checkpoint.Origin}（{checkpoint.Size} 件）にイベント {receipt.Events.Count} 件"), null),
            new(($"cosigned by {receipt.Witnesses.Count} witnesses", $"証人 {receipt.Witnesses.Count} 名の連署"), null),
            new(($"claim {batch.ClaimSha256}, signed by the verifier", $"検証者が署名した請求 {batch.ClaimSha256}"), null),
            .. Measurements(receipt, claim),
            .. ReceiptCheck.Files(receipt, folder),
            .. ClaimSums.Check(claim),
            .. Recompute ? await new Recomputation(receipt, batch.ClaimSha256, folder, context).RunAsync(claim) : [],
        ];
        return new VerifiedReceipt(receipt.Serial, StateOf(receipt.Serial, batch), receipt.Log.Text, steps);
    }

    private void RequireLogKey(ProcessContext context, NoteKey found)
    {
        string? given = LogKey is not null && context.Files.Exists(LogKey) ? System.Text.Encoding.UTF8.GetString(context.Files.ReadAllBytes(LogKey)).Trim() : LogKey;
        if (given is not null && NoteKey.Parse(given).Text != found.Text)
        {
            throw LogErrors.WrongKey(found.Text, given);
        }
    }

    // Each file that a measurement or the claim names must be one of the listed ones, with the same hash.
    private static IEnumerable<CheckedStep> Measurements(Receipt receipt, Claim claim)
    {
        HashSet<string> listed = [.. receipt.Files.Select(file => file.Sha256)];
        foreach (Measurement measurement in claim.Measurements)
        {
            InputFile? unlisted = measurement.Lineage.Inputs.FirstOrDefault(input => !listed.Contains(input.Sha256));
            yield return new CheckedStep(
                ($"measurement {measurement.Id}: {measurement.Lineage.Inputs.Count} inputs of {measurement.Lineage.Process}", $"測定値 {measurement.Id}: {measurement.Lineage.Process} の入力 {measurement.Lineage.Inputs.Count} 件"),
                unlisted is null ? null : ($"{unlisted.Name} isn't among the files", $"{unlisted.Name} がファイル一覧にありません"));
        }
    }

    private string NearestFolder(Receipt receipt)
    {
        string? first = receipt.Files.FirstOrDefault(file => file.Path.Length > 0)?.Path;
        DirectoryInfo start = new(Path.GetDirectoryName(Path.GetFullPath(Receipt))!);
        for (DirectoryInfo? folder = start; folder is not null && first is not null; folder = folder.Parent)
        {
            if (receipt.Files.Any(file => file.Path.Length > 0 && File.Exists(Path.Combine(folder.FullName, file.Path))))
            {
                return folder.FullName;
            }
        }

        return start.FullName;
    }

    private static Text StateOf(string serial, Batch batch)
    {
        SerialBlock block = SerialNumber.Parse(serial, "MTS").Block!.Value;
        List<string> parts = [];
        List<string> partsJa = [];
        void Add(BlockSet set, string en, string ja)
        {
            long units = SerialBlock.Intersect(set.Blocks, [block]).Sum(part => part.Count);
            if (units > 0)
            {
                parts.Add($"{units} {en}");
                partsJa.Add($"{ja} {units}");
            }
        }

        foreach ((string holder, BlockSet held) in batch.Ledger.Holders)
        {
            Add(held, $"held by {holder}", $"{holder} が保有");
        }

        foreach ((string holder, BlockSet frozen) in batch.Ledger.OnHold)
        {
            Add(frozen, $"of {holder} on hold", $"{holder} の凍結分");
        }

        Add(batch.Ledger.Retired, "retired", "償却済み");
        Add(batch.Ledger.Cancelled, "cancelled", "取消済み");
        Add(batch.Ledger.Buffer, "in the buffer", "バッファ");
        return (string.Join(", ", parts), string.Join("、", partsJa));
    }
}

/// <summary>What a check found.</summary>
/// <param name="Serial">The block.</param>
/// <param name="State">Where its units are, as of the receipt's checkpoint.</param>
/// <param name="LogKey">Key of the log that the receipt rests on.</param>
/// <param name="Steps">Every step.</param>
public sealed record VerifiedReceipt(string Serial, Text State, string LogKey, IReadOnlyList<CheckedStep> Steps) : ProcessResult
{
    /// <summary>True when every step held.</summary>
    public bool Holds => Steps.All(step => step.Problem is null);

    /// <inheritdoc/>
    public override Summary Summarise() => new(Holds ? ($"{Serial} verifies: {State.En}", $"{Serial} は検証できました: {State.Ja}") : ($"{Serial} does NOT verify", $"{Serial} は検証できません"))
    {
        Notes =
        [
            .. Steps.Where(step => step.Problem is not null).Select(step => (Text)($"{step.What.En}: {step.Problem!.En}", $"{step.What.Ja}: {step.Problem!.Ja}")),
            .. Steps.Where(step => step.Unchecked is not null).Select(step => (Text)($"Not checked: {step.What.En}: {step.Unchecked!.En}", $"未検査: {step.What.Ja}: {step.Unchecked!.Ja}")),
            ($"As of the receipt's checkpoint. Compare the log's key with the one that the registry publishes: {LogKey}", $"領収書のチェックポイント時点。ログの鍵を登録簿の公開鍵と比べてください: {LogKey}"),
        ],
        Tables = [new SummaryTable(("Checks", "検査"), [("What", "対象"), ("Result", "結果")], [.. Steps.Select(step => (IReadOnlyList<Text>)[step.What, Result(step)])])],
        Succeeded = Holds,
    };

    private static Text Result(CheckedStep step) => step.Problem is not null ? ("FAILS", "不合格") : step.Unchecked is not null ? ("not checked", "未検査") : ("ok", "合格");
}
