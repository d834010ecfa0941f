namespace Mitoshi.Credits.Claims;

/// <summary>A claim, where it lies, and how the same measurement does under other methodologies.</summary>
public sealed record ClaimResult : ProcessResult
{
    private readonly IReadOnlyList<Alternative> _alternatives;

    internal ClaimResult(Claim claim, string path, IReadOnlyList<Alternative> alternatives) => (Claim, ClaimPath, _alternatives) = (claim, path, alternatives);

    /// <summary>The claim.</summary>
    public Claim Claim { get; }

    /// <summary>Path of <c>claim.json</c>; the reports lie beside it.</summary>
    public string ClaimPath { get; }

    /// <summary>What the verifier signs: SHA-256 of the claim, lower-case hex.</summary>
    public string ClaimSha256 => ClaimJson.Sha256(Claim);

    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Claim.Programme} {Claim.Methodology}: {Claim.Credits:#,0} credits", $"{Claim.Programme} {Claim.Methodology}：{Claim.Credits:#,0} クレジット"))
    {
        Notes = [($"SHA-256 of the claim: {ClaimSha256}", $"クレームの SHA-256：{ClaimSha256}"), .. Issuance(), .. Unasked(_alternatives)],
        Tables = _alternatives.Count == 0 ? [WaterfallTable()] : [WaterfallTable(), ComparisonTable(_alternatives)],
        Files =
        [
            new OutputFile(("Report in English", "英語の報告書"), Beside("report.en.html")),
            new OutputFile(("Report in Japanese", "日本語の報告書"), Beside("report.ja.html")),
            new OutputFile(("Claim", "クレーム"), ClaimPath),
        ],
        NextSteps = Claim.NotForIssuance.Count == 0
            ? [($"mitoshi credits submit {ClaimPath}", $"mitoshi credits submit {ClaimPath}")]
            : [("Read the reasons in the report; confirm each clause in the official text.", "報告書の理由を読み、公式文書で各条項を確認してください。")],
    };

    internal static SummaryTable ComparisonTable(IReadOnlyList<Alternative> alternatives) => new(("The same measurement under other rules (tCO2e)", "同じ測定値を他の規則で計算した結果（tCO2e）"),
        [("Methodology", "方法論"), ("Gross", "総量"), ("Baseline", "ベースライン"), ("Leakage", "リーケージ"), ("Uncertainty", "不確かさ"), ("Other", "その他"), ("Buffer", "バッファー"), ("Credits", "クレジット"), ("Mark", "印"), ("Issuance", "発行")],
        [.. alternatives.Where(alternative => !alternative.IsUnasked).OrderBy(alternative => alternative.Claim is null).Select(Row)]);

    /// <summary>One line that names the methodologies of which the project file states nothing.</summary>
    internal static IEnumerable<Text> Unasked(IReadOnlyList<Alternative> alternatives)
    {
        string[] names = [.. alternatives.Where(alternative => alternative.IsUnasked).Select(alternative => alternative.Title)];
        return names.Length == 0 ? [] : [($"The project file does not state what these ask for: {string.Join(", ", names)}. See docs/methods.", $"次の方法論に必要な入力はプロジェクトファイルにありません：{string.Join("、", names)}。docs/methods を参照。")];
    }

    private static IReadOnlyList<Text> Row(Alternative alternative)
    {
        string name = alternative.Title;
        if (alternative.Claim is not Claim claim)
        {
            return [name, "–", "–", "–", "–", "–", "–", "–", "–", ($"not usable: {alternative.Refusal!.Found.En}", $"適用不可：{alternative.Refusal.Found.Ja}")];
        }

        Waterfall w = claim.Waterfall;
        return [name, Number(w.Gross), Number(w.Baseline), Number(w.Leakage), Number(w.Uncertainty), Number(w.Other), Number(w.Buffer), Number(w.Credits), claim.Mark.Letter(),
            Status(claim)];
    }

    internal static Text Status(Claim claim) => claim.NotForIssuance.Count > 0 ? ("not for issuance", "発行不可")
        : claim.NeedsConfirmation.Count > 0 ? ($"after {claim.NeedsConfirmation.Count} confirmations", $"確認{claim.NeedsConfirmation.Count}件の後")
        : ("may issue", "発行可");

    private static Text Number(decimal value) => value.ToString("#,0");

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(ClaimPath)!, name);

    private IEnumerable<Text> Issuance()
    {
        if (Claim.NotForIssuance.Count > 0)
        {
            yield return ($"NotForIssuance, for {Claim.NotForIssuance.Count} reasons; the first: {Claim.NotForIssuance[0].En}", $"発行不可（理由{Claim.NotForIssuance.Count}件）。最初の理由：{Claim.NotForIssuance[0].Ja}");
        }

        if (Claim.NeedsConfirmation.Count > 0)
        {
            yield return ($"{Claim.NeedsConfirmation.Count} rules or factors of mark S: somebody must read and confirm their clauses before issue.", $"印Sの規則・係数が{Claim.NeedsConfirmation.Count}件あります。発行の前に条項の確認が必要です。");
        }
    }

    private SummaryTable WaterfallTable()
    {
        Waterfall w = Claim.Waterfall;
        return new SummaryTable(("From gross to credits (tCO2e)", "総量からクレジットまで（tCO2e）"), [("Step", "段階"), ("Amount", "量")],
        [
            [("Gross", "総量"), w.Gross.ToString("#,0.###")],
            [("Baseline, or emissions with the project", "ベースライン、またはプロジェクト実施時の排出"), (-w.Baseline).ToString("#,0.###")],
            [("Leakage", "リーケージ"), (-w.Leakage).ToString("#,0.###")],
            [("Uncertainty", "不確かさ"), (-w.Uncertainty).ToString("#,0.###")],
            [("Other deductions", "その他の控除"), (-w.Other).ToString("#,0.###")],
            [("Buffer", "バッファー"), (-w.Buffer).ToString("#,0")],
            [("Credits", "クレジット"), w.Credits.ToString("#,0")],
        ]);
    }
}
