using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Ipcc;

/// <summary>Rewetting of drained organic soil in the form of the IPCC 2013 supplement, with the user's factors; an inventory method, never for issuance.</summary>
internal sealed class OrganicSoilClaim : IMethodology
{
    private const string Source = "IPCC 2013 Wetlands Supplement, form of eq. 2.3";
    private static readonly Equation Drained = new("2.3", ("Emissions if drained", "排水時の排出量"), "Σ A × EF × 44/12 × years", Mark.Corroborated, Source);
    private static readonly Equation Rewetted = new("—", ("Emissions when rewetted", "再湿潤後の排出量"), "Σ A × (EF × 44/12 + CH4-C × 16/12 × GWP / 1000) × years", Mark.Reconstructed, Source);
    private static readonly Equation Reduction = new("—", ("Reduction", "削減量"), "floor(drained − rewetted)", Mark.Reconstructed, Source);

    public string Programme => "IPCC";

    public string Name => "Organic soils 2013";

    public string Version => "";

    public Text About => ("Rewetting of drained organic soils", "排水有機土壌の再湿潤化");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters.Inner("organic_soil");
        ClaimInput potential = new("GWP", ("Warming potential of methane", "メタンの地球温暖化係数"), WarmingPotential.Of("CH4", parameters.OptionalDecimal("gwp_ch4"), parameters.OptionalText("gwp_set")), Unit.One, parameters.OptionalText("gwp_set") ?? "project file", null);
        decimal drained = 0, saved = 0;
        List<ClaimInput> before = [sheet.Years()], after = [sheet.Years(), potential];
        foreach (MeasuredArea area in MeasuredAreas.Of(project))
        {
            ClaimInput dry = sheet.Factor("drained_carbon", "tC/ha/yr", $"EF_d[{area.Name}]", ("Carbon lost when drained", "排水時の炭素損失"), area.Name), wet = sheet.Factor("rewetted_carbon", "tC/ha/yr", $"EF_r[{area.Name}]", ("Carbon lost when rewetted", "再湿潤後の炭素損失"), area.Name);
            ClaimInput methane = sheet.Factor("rewetted_methane", "kgCH4-C/ha/yr", $"CH4[{area.Name}]", ("Methane when rewetted", "再湿潤後のメタン"), area.Name);
            drained += OrganicSoil.CarbonDioxide(area.Hectares, dry.Value) * project.Years;
            saved += OrganicSoil.Rewetting(area.Hectares, dry.Value, wet.Value, methane.Value, potential.Value) * project.Years;
            before.AddRange([area.As(), dry]);
            after.AddRange([area.As(), wet, methane]);
        }

        LineResult be = sheet.Tonnes(Drained, drained, before), pe = sheet.Tonnes(Rewetted, drained - saved, after);
        sheet.NotForIssuance(("An inventory guideline is no crediting programme.", "インベントリの指針はクレジット制度ではありません。"));
        return sheet.Finish(Reduction, Deductions.Of(be.Value, pe.Value, 0, 0, 0, 0), be.As("drained", Drained.Name), pe.As("rewetted", Rewetted.Name));
    }
}
