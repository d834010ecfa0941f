using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Jcredit;

/// <summary>A claim under J-Credit AG-005: each field's record of drained days, its area, and the table's factor.</summary>
internal sealed class PaddyDrainageClaim : IMethodology
{
    private const string Source = "J-Credit AG-005 as described publicly";
    private static readonly Equation Extension = new("—", ("Days gained by longer drainage", "中干しの延長日数"), "days(project) − mean(days of two or more years) ≥ 7", Mark.Corroborated, Source);
    private static readonly Equation Emissions = new("1", ("Methane without the project", "ベースラインのメタン排出"), "BE = Σ A × EF × 16/12 × GWP / 1000", Mark.Secondary, Source);
    private static readonly Equation WithProject = new("2", ("Methane with longer drainage", "中干し延長後のメタン排出"), "PE = 0.7 × BE", Mark.Secondary, Source);
    private static readonly Equation Credit = new("3", ("Credits", "クレジット"), "credits = floor(BE − PE)", Mark.Secondary, Source);

    public string Programme => "J-Credit";

    public string Name => "AG-005";

    public string Version => "";

    public Text About => ("Paddy fields: midsummer drainage extended by 7 days or more", "水稲の中干し期間の延長（7日以上）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters.Inner("paddy");
        decimal potential = WarmingPotential.Of("CH4", parameters.OptionalDecimal("gwp_ch4"), parameters.OptionalText("gwp_set"));
        string region = parameters.Text("region");
        Dictionary<string, VectorInputs> records = parameters.Inners("fields").ToDictionary(field => field.Text("place"), StringComparer.Ordinal);
        decimal before = 0;
        List<ClaimInput> inputs = [new ClaimInput("GWP", ("Warming potential of methane", "メタンの地球温暖化係数"), potential, Unit.One, parameters.OptionalText("gwp_set") ?? "project file", null)];
        foreach (MeasuredArea area in MeasuredAreas.Of(project))
        {
            VectorInputs record = records.TryGetValue(area.Name, out VectorInputs found) ? found
                : throw Refusal.InsufficientRecords(($"no record of drainage for {area.Name}", $"{area.Name} の中干しの記録がありません"), ("a record for every field", "すべての圃場の記録"));
            decimal[] baseline = record.Decimals("baseline_days");
            decimal days = record.Decimal("project_days");
            sheet.Add(Extension with { Name = ($"{Extension.Name.En}, {area.Name}", $"{Extension.Name.Ja}（{area.Name}）") }, PaddyDrainage.Extension(baseline, days), new Unit("day"),
                new ClaimInput("days", ("Days drained with the project", "実施後の中干し日数"), days, new Unit("day"), "record of the field", null),
                new ClaimInput("mean", ("Mean of earlier years", "過去の平均"), baseline.Average(), new Unit("day"), $"{baseline.Length} records of the field", null));
            Factor factor = PaddyDrainage.EmissionFactor(region, record.Has("drainage_mm_day") ? PaddyDrainage.DrainageClass(record.Decimal("drainage_mm_day")) : record.Text("drainage"), record.Text("organic"));
            before += PaddyDrainage.Emission(area.Hectares, factor.Value, potential);
            inputs.AddRange([area.As(), factor.As($"EF[{area.Name}]", ("Emission factor", "排出係数"))]);
        }

        ClaimInput share = PaddyDrainage.ProjectFactor.As("0.7", ("Share that is still emitted", "延長後の排出割合"));
        LineResult baselineLine = sheet.Tonnes(Emissions, before, inputs), after = sheet.Tonnes(WithProject, before * share.Value, baselineLine.As("BE", Emissions.Name), share);
        return sheet.Finish(Credit, Deductions.Of(before, after.Value, 0, 0, 0, 0), baselineLine.As("BE", Emissions.Name), after.As("PE", WithProject.Name));
    }
}
