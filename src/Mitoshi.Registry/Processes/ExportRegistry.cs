using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Writes what the registry holds: issues, holders and blocks, or the tables of the Climate Action Data Trust.</summary>
[Process("credits_export", En = "Write the registry's content, or its CAD Trust tables", Ja = "登録簿の内容、または CAD Trust の表を書き出す",
    Examples = ["credits export", "credits export --cadtrust"])]
public sealed record ExportRegistry : Process<ExportedRegistry>
{
    /// <summary>True to write the CAD Trust tables.</summary>
    [Parameter(En = "Write the tables of the Climate Action Data Trust model", Ja = "Climate Action Data Trust モデルの表を書き出す")]
    public bool Cadtrust { get; init; }

    /// <summary>File for the tables.</summary>
    [Parameter(En = "File to write", Ja = "書き出すファイル", IsPath = true)]
    public string? Output { get; init; }

    /// <summary>Address under which the registry's pages stand, for the links of the tables.</summary>
    [Parameter(En = "Address of the registry's pages", Ja = "登録簿のページのアドレス")]
    public string Link { get; init; } = "https://registry.example";

    /// <inheritdoc/>
    protected override Task<ExportedRegistry> RunAsync(ProcessContext context)
    {
        using LogToRead opened = WorkspaceLog.OpenToRead(context);
        RegistryState state = RegistryDesk.Fold(opened.Log, opened.Contents);
        string? path = null;
        if (Cadtrust)
        {
            path = Output ?? Path.Combine(context.Workspace.Root, "cadtrust.json");
            JsonObject tables = CadTrustExport.Of(state, Link);
            context.Files.WriteAtomically(path, Encoding.UTF8.GetBytes(tables.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n"));
        }

        return Task.FromResult(new ExportedRegistry([.. state.Batches.Values.Select(RowOf)], [.. state.Claims.Values.Select(ClaimRow)], path));
    }

    private static IReadOnlyList<Text> RowOf(Batch batch)
    {
        IssueLedger ledger = batch.Ledger;
        string held = string.Join("; ", ledger.Holders.Where(h => h.Value.Count > 0).Select(h => $"{h.Key} {string.Join(' ', h.Value.Blocks)}"));
        return [$"MTS-{batch.Id.Project}-{batch.Id.Vintage}-{batch.Id.Number}", N(ledger.Issued.Count), N(ledger.Active), N(ledger.Retired.Count), N(ledger.Cancelled.Count), N(ledger.Buffer.Count), held];
    }

    private static IReadOnlyList<Text> ClaimRow(ClaimEntry entry)
        => [entry.Sha256[..12], entry.Claim.Project, $"{entry.Claim.Programme} {entry.Claim.Methodology}", Lifecycle.NameOf(entry.State), N(entry.Claim.Credits)];

    private static string N(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the registry holds.</summary>
/// <param name="Issues">A row per issue.</param>
/// <param name="Claims">A row per claim.</param>
/// <param name="File">CAD Trust tables; null when they weren't asked for.</param>
public sealed record ExportedRegistry(IReadOnlyList<IReadOnlyList<Text>> Issues, IReadOnlyList<IReadOnlyList<Text>> Claims, string? File) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Claims.Count} claims, {Issues.Count} issues", $"請求 {Claims.Count} 件、発行 {Issues.Count} 件"))
    {
        Tables =
        [
            new SummaryTable(("Claims", "請求"), [("SHA-256", "SHA-256"), ("Project", "事業"), ("Methodology", "方法論"), ("State", "状態"), ("Credits", "クレジット")], Claims),
            new SummaryTable(("Issues", "発行"), [("Issue", "発行"), ("Issued", "発行数"), ("Active", "有効"), ("Retired", "償却"), ("Cancelled", "取消"), ("Buffer", "バッファ"), ("Held", "保有")], Issues),
        ],
        Files = File is null ? [] : [new OutputFile(("CAD Trust tables", "CAD Trust の表"), File)],
    };
}
