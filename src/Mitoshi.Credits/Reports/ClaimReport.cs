using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Credits.Reports;

/// <summary>The claim as a working paper: summary and warnings on the first page, then every line, measurement, factor and file.</summary>
internal static class ClaimReport
{
    public static Report Of(CarbonProject project, Claim claim, IReadOnlyList<Alternative> alternatives)
    {
        List<Section> sections =
        [
            Overview(project, claim),
            Issuance(claim),
            Calculation(claim),
            Measurements(claim),
            Files(claim),
            CheckList(claim),
        ];
        if (alternatives.Count > 0)
        {
            sections.Insert(3, Comparison(alternatives));
        }

        return new Report(
            ($"Claim for carbon credits: {claim.Name.En}", $"炭素クレジットのクレーム：{claim.Name.Ja}"),
            ($"{claim.Programme} {claim.Methodology} version {claim.MethodologyVersion} · {claim.From:yyyy-MM-dd} to {claim.To.AddDays(-1):yyyy-MM-dd} · working paper for verification",
                $"{claim.Programme} {claim.Methodology} バージョン {claim.MethodologyVersion} · {claim.From:yyyy-MM-dd}～{claim.To.AddDays(-1):yyyy-MM-dd} · 検証用作業文書"),
            sections) { IsSimulated = project.IsSimulated };
    }

    private static Section Overview(CarbonProject project, Claim claim)
    {
        return new Section(("Summary", "概要"),
        [
            new Warning(("Before any real issue the official text of the programme must be read: the equations here follow public sources, each with a mark that says how well it is known (V primary document, C two sources agree, S one source, R reconstructed).",
                "実際の発行の前に、必ず制度の公式文書を確認してください。ここでの式は公開資料に基づき、根拠の確かさを印で示しています（V：一次資料、C：二つの資料が一致、S：一つの資料、R：復元）。")),
            new KeyFigures(
            [
                new KeyFigure($"{claim.Credits:#,0}", ("credits (whole tCO2e)", "クレジット（tCO2e、整数）")),
                new KeyFigure($"{claim.BufferUnits:#,0}", ("to the buffer", "バッファーへ")),
                new KeyFigure(claim.HalfWidth90Percent is decimal percent ? $"± {percent:0.0} %" : "–", ("90 % half-width", "90 %区間の半幅")),
                new KeyFigure(($"Mark {claim.Mark.Letter()}", $"印 {claim.Mark.Letter()}"),
                    ($"the worst of all equations and factors: {ClaimResult.Status(claim).En}", $"式・係数のうち最も弱い根拠。{ClaimResult.Status(claim).Ja}")),
            ]),
            new Figure(WaterfallChart.Of(claim.Waterfall), ("From the gross quantity to the credits, tCO2e. Gross is the stock gained, or the reference emissions; the baseline is what would have come anyway, or the emissions with the project.",
                "総量からクレジットまで（tCO2e）。総量は蓄積の増加または参照排出量、ベースラインはプロジェクトなしでも生じた量またはプロジェクト実施時の排出量です。")) { IsWide = true },
            new Table(("Project", "プロジェクト"), [("Item", "項目"), ("Value", "内容")],
            [
                [("Project", "プロジェクト"), ($"{claim.Project}: {claim.Name.En}", $"{claim.Project}：{claim.Name.Ja}")],
                [("Activity", "活動"), project.Activity],
                [("Period (last day included)", "期間（最終日を含む）"), $"{claim.From:yyyy-MM-dd} – {claim.To.AddDays(-1):yyyy-MM-dd}"],
                [("Vintage", "ビンテージ"), $"{claim.Vintage}"],
                [("Carbon pools", "炭素プール"), (string.Join(", ", claim.Pools.Select(pool => PoolNames.Of(pool).En)), string.Join("、", claim.Pools.Select(pool => PoolNames.Of(pool).Ja)))],
                [("Measured area", "測定した面積"), $"{claim.Measurements.GroupBy(m => m.Place).Sum(place => (decimal)place.Max(m => m.AreaHectares)):#,0.###} ha"],
                [("Boundary", "境界"), claim.Boundary.Length == 0 ? ("not given", "なし") : claim.Inputs.First(input => input.Role == "boundary").Name],
                .. claim.Parties.Select(party => (IReadOnlyList<Text>)[RoleNames.Of(party.Role), $"{party.Name}{(party.Country.Length > 0 ? $" ({party.Country})" : "")}"]),
                [("Monitoring after the period", "期間後のモニタリング"), ($"{claim.MonitoringYears} years", $"{claim.MonitoringYears}年")],
                [("Software, seed", "ソフトウェア、乱数の種"), $"Mitoshi {claim.SoftwareVersion}, {claim.Seed}"],
                [("SHA-256 of the claim", "クレームの SHA-256"), ClaimJson.Sha256(claim)],
            ]) { IsText = true },
        ]);
    }

    private static Section Comparison(IReadOnlyList<Alternative> alternatives)
    {
        Alternative[] refused = [.. alternatives.Where(alternative => alternative.Refusal is not null && !alternative.IsUnasked)];
        List<Item> items =
        [
            new Paragraph(("Each row is a whole claim by that methodology, made from the same measurements. The quantities differ because the rules do: what is compared with what, what is deducted, and for how long.",
                "各行は、同じ測定値からその方法論で作ったクレームです。何と比べ、何を差し引き、どの期間を対象とするかが規則ごとに違うため、量も異なります。")),
            Table.From(ClaimResult.ComparisonTable([.. alternatives.Where(alternative => alternative.Claim is not null)])),
        ];
        if (refused.Length > 0)
        {
            items.Add(new Table(("Methodologies that do not apply", "適用できない方法論"), [("Methodology", "方法論"), ("Because", "理由"), ("Needed", "必要なもの")],
                [.. refused.Select(alternative => (IReadOnlyList<Text>)[alternative.Title, alternative.Refusal!.Found, alternative.Refusal.Expected])]) { IsText = true });
        }

        items.AddRange(ClaimResult.Unasked(alternatives).Select(line => new Paragraph(line)));
        return new Section(("The same measurement under other rules", "同じ測定値を他の規則で計算した場合"), items);
    }

    private static Section Issuance(Claim claim)
    {
        List<Item> items = [];
        if (claim.NotForIssuance.Count > 0)
        {
            items.Add(Reasons(($"Never issued as it is: {claim.NotForIssuance.Count} reasons", $"このままでは発行できない理由：{claim.NotForIssuance.Count}件"), claim.NotForIssuance));
        }

        if (claim.NeedsConfirmation.Count > 0)
        {
            items.Add(Reasons(($"To be confirmed in the official text, by a named person in the log: {claim.NeedsConfirmation.Count} points", $"公式文書で確認し、確認者名とともにログに記録すべき点：{claim.NeedsConfirmation.Count}件"), claim.NeedsConfirmation));
        }

        if (items.Count == 0)
        {
            items.Add(new Paragraph(("Nothing in the calculation. The verifier's signature on the hash above is still needed.", "計算上はありません。上のハッシュ値への検証者の署名が必要です。")));
        }

        return new Section(("What stands against issuing", "発行の妨げになる点"), items);
    }

    private static Table Reasons(Text caption, IReadOnlyList<Text> reasons) => new(caption, [("No.", "番号"), ("Reason", "理由")],
        [.. reasons.Select((reason, i) => (IReadOnlyList<Text>)[$"{i + 1}", reason])]) { IsText = true };

    private static Section Calculation(Claim claim) => new(("Calculation", "計算"),
    [
        new Paragraph(("Every line with its equation, its inputs and where they come from. Values are exact decimals; they are shown to six decimal places and stand in full in claim.json.",
            "各行に式・入力・出所を示します。値は正確な十進数で、小数第6位まで表示しています（全桁は claim.json）。")),
        .. claim.Lines.Select((line, i) => LineTable(line, i + 1)),
        .. claim.Lines.Where(line => line.Equation == ErrorPropagation.Number).Select(EffectsFigure),
    ]);

    private static Figure EffectsFigure(ClaimLine line) => new(EffectsChart.Of(line),
        ("Where the uncertainty comes from: change of gross minus baseline when an input moves by one standard error, tCO2e. Effects of opposite sign that are correlated partly cancel.",
            "不確かさの内訳：各入力が標準誤差1つ分動いたときの「総量 − ベースライン」の変化（tCO2e）。符号が逆で相関のある影響は一部打ち消し合います。")) { IsWide = true };

    private static Table LineTable(ClaimLine line, int number)
    {
        Text rounding = line.Rounding.En.Length == 0 ? ("", "") : ($" — {line.Rounding.En}", $"（{line.Rounding.Ja}）");
        Text equation = line.Equation == "—" ? ("", "") : ($"Equation {line.Equation}: ", $"式{line.Equation}：");
        return new Table(
            ($"Line {number} · {line.Name.En} = {Number(line.Value)}{Suffix(line.Unit)}{rounding.En}", $"{number}行目 · {line.Name.Ja} = {Number(line.Value)}{Suffix(line.Unit)}{rounding.Ja}"),
            [("Symbol", "記号"), ("Meaning", "意味"), ("Value", "値"), ("Unit", "単位"), ("From", "出所"), ("Mark", "印")],
            [.. line.Inputs.Select(input => (IReadOnlyList<Text>)[input.Symbol, input.Name, Number(input.Value), UnitText(input.Unit), Origin(input.Citation), input.Mark?.Letter() ?? ""])])
        {
            IsText = true,
            Note = ($"{equation.En}{line.Formula} · mark {line.Mark.Letter()}, {line.Source}", $"{equation.Ja}{line.Formula} · 印{line.Mark.Letter()}、{line.Source}"),
        };
    }

    private static Text Origin(string citation) => citation switch
    {
        "project file" => ("project file", "プロジェクトファイル"),
        "" => ("no citation", "出典なし"),
        "period of the claim" => ("period of the claim", "クレームの期間"),
        "matched controls" => ("matched controls", "マッチングした対照"),
        "this line" => ("this line", "この行"),
        _ when citation.StartsWith("line ", StringComparison.Ordinal) => (citation, $"{citation[5..]}行目"),
        _ => citation,
    };

    private static Section Measurements(Claim claim) => new(("Measurements", "測定値"),
    [
        new Table(("Estimates with their standard errors", "推定値と標準誤差"),
            [("Id", "識別子"), ("Place", "区域"), ("Area (ha)", "面積（ha）"), ("Pool", "プール"), ("Day", "日付"), ("Value", "値"), ("Standard error", "標準誤差"), ("df", "自由度"), ("Unit", "単位"), ("Method", "方法")],
            [.. claim.Measurements.Select(m => (IReadOnlyList<Text>)[m.Id, m.Place, Number((decimal)m.AreaHectares), m.Pool, Day(m.From), Number((decimal)m.Estimate.Value), Number((decimal)m.Estimate.Error.Magnitude),
                double.IsInfinity(m.Estimate.DegreesOfFreedom) ? "∞" : $"{m.Estimate.DegreesOfFreedom:0.##}", m.Estimate.Unit.Symbol, m.Estimate.Method])]),
        new Table(("Where the measurements come from", "測定値の由来"), [("Id", "識別子"), ("Process", "処理"), ("File", "ファイル"), ("SHA-256", "SHA-256")],
            [.. claim.Measurements.SelectMany(m => m.Lineage.Inputs.Select(input => (IReadOnlyList<Text>)[m.Id, $"{m.Lineage.Process} {m.Lineage.Version}", input.Name, input.Sha256]))
                .DistinctBy(row => row[2].En + row[3].En)]) { IsText = true },
    ]);

    private static Section Files(Claim claim) => new(("Files that went in", "入力ファイル"),
    [
        new Table(("Whoever holds these files can recompute the claim; a changed byte changes its SHA-256", "これらのファイルがあればクレームを再計算できます。1バイトでも変わると SHA-256 が変わります"),
            [("File", "ファイル"), ("Role", "役割"), ("Bytes", "バイト数"), ("SHA-256", "SHA-256")],
            [.. claim.Inputs.Select(input => (IReadOnlyList<Text>)[input.Name, input.Role, $"{input.Bytes:#,0}", input.Sha256])]) { IsText = true },
    ]);

    private static Section CheckList(Claim claim) => new(("For the verifier", "検証者記入欄"),
    [
        new Paragraph(("Recompute with mitoshi credits quantify from the files above and compare the hash. Then sign the hash of the claim.",
            "上のファイルから mitoshi credits quantify で再計算し、ハッシュ値を照合してください。その後、クレームのハッシュ値に署名します。")),
        new Table(("Lines", "計算行"), [("Line", "行"), ("What", "内容"), ("Result", "結果"), ("Checked", "確認"), ("Remark", "備考")],
            [.. claim.Lines.Select((line, i) => (IReadOnlyList<Text>)[$"{i + 1}", line.Name, $"{Number(line.Value)}{Suffix(line.Unit)}", "☐", ""])]) { IsText = true },
        new Table(("Signature", "署名"), [("Name", "氏名"), ("Organisation", "所属"), ("Date", "日付"), ("Finding", "所見")], [["　", "", "", ""]]) { IsText = true },
    ]);

    private static string Number(decimal value) => value.ToString("#,0.######");

    private static string Suffix(Unit unit) => unit == Unit.One ? "" : " " + unit;

    // Days must not break at their hyphens in a narrow column.
    private static Text Day(DateOnly day) => day.ToString("yyyy\u2011MM\u2011dd");

    private static Text UnitText(Unit unit) => unit == Unit.One ? "–" : unit.Symbol;
}
