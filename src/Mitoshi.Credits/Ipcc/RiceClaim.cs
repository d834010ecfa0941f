using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Ipcc;

/// <summary>Methane of rice fields under two water regimes by the IPCC 2019 factors; programmes differ in what they take off.</summary>
internal abstract class RiceClaim : IMethodology
{
    private const string Source = "IPCC 2019 Refinement vol. 4 ch. 5, as transcribed publicly";
    private static readonly Equation Emissions = new("5.1", ("Methane", "メタン排出量"), "CH4 = Σ A × days × EFc × SFw × SFp × SFo × GWP / 1000", Mark.Secondary, Source);
    private static readonly Equation Factor = new("5.2", ("Daily emission factor", "日排出係数"), "EF = EFc × SFw × SFp × (1 + Σ ROA × CFOA)^0.59", Mark.Secondary, Source);

    public abstract string Programme { get; }

    public abstract string Name { get; }

    public string Version => "";

    public abstract Text About { get; }

    /// <summary>The last equation, with the mark of the programme's text.</summary>
    protected abstract Equation Credit { get; }

    /// <summary>Share of the reduction that the programme takes off because the factors are defaults.</summary>
    protected virtual decimal Deduction => 0;

    /// <summary>Why it never issues; null when it may.</summary>
    protected virtual Text? NeverIssues => null;

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters.Inner("rice");
        ClaimInput potential = new("GWP", ("Warming potential of methane", "メタンの地球温暖化係数"), WarmingPotential.Of("CH4", parameters.OptionalDecimal("gwp_ch4"), parameters.OptionalText("gwp_set")), Unit.One, parameters.OptionalText("gwp_set") ?? "project file", null);
        Dictionary<string, VectorInputs> records = parameters.Inners("fields").ToDictionary(field => field.Text("place"), StringComparer.Ordinal);
        decimal before = 0, after = 0;
        List<ClaimInput> baseline = [potential], withProject = [potential];
        foreach (MeasuredArea area in MeasuredAreas.Of(project))
        {
            VectorInputs record = records.TryGetValue(area.Name, out VectorInputs found) ? found : throw Refusal.InsufficientRecords(($"no record of {area.Name}", $"{area.Name} の記録がありません"), ("a record for every field", "すべての圃場の記録"));
            before += Season(sheet, area, record, record.Text("water_baseline"), potential.Value, baseline);
            after += Season(sheet, area, record, record.Text("water_project"), potential.Value, withProject);
        }

        LineResult be = sheet.Tonnes(Emissions with { Name = ("Methane without the project", "ベースラインのメタン排出") }, before, baseline);
        LineResult pe = sheet.Tonnes(Emissions with { Name = ("Methane with the project", "プロジェクトのメタン排出") }, after, withProject);
        if (NeverIssues is not null)
        {
            sheet.NotForIssuance(NeverIssues);
        }

        decimal other = sheet.Stated("other_emissions_tCO2e", "other", ("Other emissions of the project", "その他の排出"), Unit.TonneCarbonDioxideEquivalent).Value;
        return sheet.Finish(Credit, Deductions.Of(be.Value, pe.Value, 0, Math.Max(0, be.Value - pe.Value) * Deduction, other, 0), be.As("BE", ("Without the project", "ベースライン")), pe.As("PE", ("With the project", "プロジェクト")));
    }

    private static decimal Season(Worksheet sheet, MeasuredArea area, VectorInputs record, string water, decimal potential, List<ClaimInput> inputs)
    {
        RiceField field = new(record.Text("region"), water, record.Text("preseason"),
            record.Has("organic") ? [.. record.Inners("organic").Select(item => (item.Text("kind"), item.Decimal("t_ha")))] : [], record.Decimal("days"), area.Hectares);
        RiceResult result = Rice.Methane(field);
        LineResult factor = sheet.Add(Factor with { Name = ($"Daily emission factor of {area.Name}, {water}", $"{area.Name}（{water}）の日排出係数") }, Math.Round((decimal)result.FactorKilogramsPerHectareDay, 12), new Unit("kgCH4/ha/day"), [.. Rice.FactorsOf(field)]);
        inputs.AddRange([area.As(), factor.As($"EF[{area.Name}]", Factor.Name), new ClaimInput($"days[{area.Name}]", ("Days of cultivation", "栽培日数"), field.Days, new Unit("day"), "record of the field", null)]);
        return Math.Round((decimal)result.CarbonDioxideEquivalent(potential), 9);
    }
}

/// <summary>The IPCC's arithmetic without a programme.</summary>
internal sealed class IpccRiceClaim : RiceClaim
{
    public override string Programme => "IPCC";

    public override string Name => "Rice 2019";

    public override Text About => ("Rice methane, inventory arithmetic", "水田メタン（インベントリの計算）");

    protected override Equation Credit { get; } = new("—", ("Reduction", "削減量"), "floor(BE − PE)", Mark.Verified, "definition");

    protected override Text? NeverIssues => ("An inventory guideline is no crediting programme.", "インベントリの指針はクレジット制度ではありません。");
}

/// <summary>VM0051: unread, so the same arithmetic and never for issuance.</summary>
internal sealed class ImprovedRiceClaim : RiceClaim
{
    public override string Programme => "VCS";

    public override string Name => "VM0051";

    public override Text About => ("Improved management of rice", "水稲栽培の改善");

    protected override Equation Credit { get; } = new("—", ("Credits", "クレジット"), "floor(BE − PE)", Mark.Reconstructed, "VM0051 (unread)");
}

/// <summary>Gold Standard rice: 15 % off where the factors are defaults.</summary>
internal sealed class GoldStandardRiceClaim : RiceClaim
{
    public override string Programme => "Gold Standard";

    public override string Name => "Rice";

    public override Text About => ("Methane reduction in rice by adjusted water management", "水管理による水田メタン削減");

    protected override decimal Deduction => Rice.DefaultFactorDeduction;

    protected override Equation Credit { get; } = new("—", ("Credits", "クレジット"), "floor((BE − PE) × (1 − 0.15))", Mark.Secondary, "Gold Standard rice methodology as described publicly");
}
