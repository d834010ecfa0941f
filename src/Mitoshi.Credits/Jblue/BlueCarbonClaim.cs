using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Jblue;

/// <summary>A claim under J Blue Credit: area x coefficient, or standing crop; certainty comes from the review.</summary>
internal sealed class BlueCarbonClaim : IMethodology
{
    private const string Source = "J Blue Credit guideline as described publicly";
    private static readonly Equation ByArea = new("1", ("Removal by area", "面積による吸収量"), "Σ A × coefficient × years", Mark.Secondary, Source);
    private static readonly Equation ByBiomass = new("2-1", ("Removal by standing crop", "現存量による吸収量"), "Σ A × wet × (1 − water) × P/B × CF × residual × ecosystem × 44/12 / 1000 × years", Mark.Secondary, Source);
    private static readonly Equation Certain = new("3", ("Certainty of the review", "確実性評価"), "removal × (1 − certainty(area) × certainty(coefficient))", Mark.Secondary, Source);
    private static readonly Equation Credit = new("4", ("Credits", "クレジット"), "floor(removal × certainty − baseline)", Mark.Secondary, Source);

    public string Programme => "JBE";

    public string Name => "J Blue Credit";

    public string Version => "";

    public Text About => ("Seagrass, seaweed, mangroves and tidal flats", "藻場・マングローブ・干潟");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters.Inner("jblue");
        bool isByBiomass = parameters.OptionalText("form") == "biomass";
        if (isByBiomass)
        {
            BlueCarbon.RequireBiomassForm(parameters.OptionalText("ecosystem"));
        }

        List<ClaimInput> inputs = [sheet.Years()];
        decimal gross = MeasuredAreas.Of(project).Sum(area => (isByBiomass ? Crop(sheet, area, inputs) : Area(sheet, area, inputs)) * project.Years);
        LineResult removal = sheet.Tonnes(isByBiomass ? ByBiomass : ByArea, gross, inputs);
        Certainty certainty = new(parameters.Decimal("certainty_area"), parameters.Decimal("certainty_coefficient"));
        decimal baseline = parameters.Decimal("baseline_tCO2"), credited = BlueCarbon.Credited(gross, certainty, 0);
        LineResult lost = sheet.Tonnes(Certain, gross - credited, removal.As("removal", ("Removal", "吸収量")), Fraction("certainty(area)", ("Certainty of the area", "面積の確実性"), certainty.Area),
            Fraction("certainty(coefficient)", ("Certainty of the coefficient", "係数の確実性"), certainty.Coefficient));
        return sheet.Finish(Credit, Deductions.Of(gross, baseline, 0, lost.Value, 0, 0), removal.As("removal", ("Removal", "吸収量")), lost.As("certainty part", Certain.Name),
            new ClaimInput("baseline", ("Baseline", "ベースライン"), baseline, Unit.TonneCarbonDioxide, "project file", null));
    }

    private static decimal Area(Worksheet sheet, MeasuredArea area, List<ClaimInput> inputs)
    {
        ClaimInput coefficient = sheet.Factor("blue_coefficient", "tCO2/ha/yr", $"coefficient[{area.Name}]", ("Removal coefficient", "吸収係数"), area.Name);
        inputs.AddRange([area.As(), coefficient]);
        return BlueCarbon.ByArea(area.Hectares, coefficient.Value, new Certainty(1, 1), 0).Gross;
    }

    private static decimal Crop(Worksheet sheet, MeasuredArea area, List<ClaimInput> inputs)
    {
        ClaimInput Of(string key, Text name, string unit = "1") => sheet.Factor(key, unit, key, name, area.Name);
        ClaimInput wet = Of("wet_mass", ("Wet mass", "湿重量"), "kg/m2"), water = Of("water_fraction", ("Water", "含水率")), ratio = Of("pb_ratio", ("Production over standing crop", "P/B比"));
        ClaimInput carbon = Of("blue_carbon_fraction", ("Carbon fraction", "炭素含有率")), residual = Of("residual_fraction", ("Share that stays", "残存率")), ecosystem = Of("ecosystem_factor", ("Ecosystem factor", "生態系係数"));
        inputs.AddRange([area.As(), wet, water, ratio, carbon, residual, ecosystem]);
        return BlueCarbon.ByBiomass(new WetBiomass(area.Hectares * 10_000, wet.Value, water.Value, ratio.Value, carbon.Value, residual.Value, ecosystem.Value));
    }

    private static ClaimInput Fraction(string symbol, Text name, decimal value) => new(symbol, name, value, Unit.One, "decision of the review", null);
}
