using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Vcs.Vm0033;

/// <summary>
/// A claim under VM0033, soil of marsh and mangrove: the project's flux by the defaults (or the project's own), less what came from elsewhere,
/// against a baseline flux that the project cites.
/// </summary>
internal sealed class TidalWetlandClaim : IMethodology
{
    private const string Source = "VM0033 v2.1, full text";
    private static readonly Unit Flux = new("tCO2e/ha/yr");
    private static readonly Equation Soil = new("33", ("Soil carbon dioxide with the project", "プロジェクトの土壌CO2"), "−1.46 × 44/12 × cover share", Mark.Verified, Source);
    private static readonly Equation Elsewhere = new("—", ("Carbon that came from elsewhere", "外来炭素の控除"), "flux × %alloch / 100, only of a sink", Mark.Verified, Source);
    private static readonly Equation Gases = new("60-68", ("Methane and nitrous oxide", "メタン・一酸化二窒素"), "CH4 × GWP + N2O × GWP", Mark.Verified, Source);
    private static readonly Equation Baseline = new("—", ("Baseline emissions", "ベースライン排出量"), "BSL = Σ A × flux_BSL × years", Mark.Verified, Source);
    private static readonly Equation Project = new("—", ("Project emissions", "プロジェクト排出量"), "WPS = Σ A × (soil − elsewhere + gases) × years", Mark.Verified, Source);
    private static readonly Equation Reductions = new("—", ("Net reductions", "純削減量"), "NER = BSL − WPS + FRP − LK", Mark.Verified, Source);
    private static readonly Equation Error = new("91", ("Relative 90 % half-width", "90 %区間半幅（相対）"), "√Σ (U E)² / Σ |E|", Mark.Verified, Source);
    private static readonly Equation Adjusted = new("92", ("Uncertainty deduction", "不確かさ控除量"), "NER × max(0, error − 20 %)", Mark.Verified, Source);
    private static readonly Equation Units = new("—", ("Credits", "クレジット"), "floor(NER − deduction − buffer)", Mark.Verified, Source);

    public string Programme => "VCS";

    public string Name => "VM0033";

    public string Version => "2.1";

    public Text About => ("Tidal wetland restoration: soil of marsh and mangrove", "潮汐湿地の再生（塩性湿地・マングローブの土壌）");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters.Inner("wetland");
        Dictionary<string, VectorInputs> records = parameters.Inners("places").ToDictionary(place => place.Text("place"), StringComparer.Ordinal);
        decimal baseline = 0, emissions = 0, stored = 0;
        List<ClaimInput> before = [sheet.Years()], after = [sheet.Years()];
        List<double> percents = [], amounts = [];
        foreach (MeasuredArea area in MeasuredAreas.Of(project))
        {
            ClaimInput reference = sheet.Factor("baseline_flux", Flux.Symbol, $"flux_BSL[{area.Name}]", ("Baseline flux", "ベースラインのフラックス"), area.Name);
            VectorInputs record = records.TryGetValue(area.Name, out VectorInputs found) ? found : throw Refusal.MissingFactor(($"no wetland record of {area.Name}", $"{area.Name} の湿地の記録がありません"));
            (decimal sink, LineResult flux) = ProjectFlux(sheet, record, area.Name, parameters);
            decimal scale = area.Hectares * project.Years;
            baseline += scale * reference.Value;
            emissions += scale * flux.Value;
            stored -= scale * sink;
            before.AddRange([area.As(), reference]);
            after.AddRange([area.As(), flux.As($"flux_WPS[{area.Name}]", ("Project flux", "プロジェクトのフラックス"))]);
            percents.Add(100 * Quantiles.Student(0.90, area.Measurement.Estimate.DegreesOfFreedom) * area.Measurement.Estimate.Error.Magnitude / Math.Max(1e-300, area.Measurement.Estimate.Value));
            amounts.Add((double)(scale * (reference.Value - flux.Value)));
        }

        LineResult bsl = sheet.Tonnes(Baseline, baseline, before), wps = sheet.Tonnes(Project, emissions, after);
        ClaimInput leakage = sheet.Factor("leakage", "tCO2e", "LK", ("Leakage", "リーケージ"));
        LineResult net = sheet.Tonnes(Reductions, TidalWetland.Net(bsl.Value, wps.Value, 0, leakage.Value), bsl.As("BSL", Baseline.Name), wps.As("WPS", Project.Name), leakage);
        LineResult error = sheet.Add(Error, Math.Round((decimal)TidalWetland.Combine([.. percents], [.. amounts]), 6), new Unit("percent"), net.As("NER", Reductions.Name));
        sheet.HalfWidth90Percent = error.Value;
        LineResult deducted = sheet.Tonnes(Adjusted, net.Value - TidalWetland.Adjust(net.Value, error.Value, 0.9m), error.As("error", Error.Name), TidalSoil.Factors["allowable_90"].As("20 %", ("Allowance", "許容量")));
        ClaimInput rating = new("rating", ("Risk rating", "リスク評点"), project.Parameters.Decimal("risk_rating_percent"), new Unit("percent"), "project file", null);
        long buffer = NonPermanence.RiskTool.Buffer(stored, rating.Value);
        return sheet.Finish(Units, Deductions.Of(bsl.Value, wps.Value, leakage.Value, deducted.Value, 0, buffer), net.As("NER", Reductions.Name), deducted.As("deduction", Adjusted.Name), rating);
    }

    // Soil, less what came from elsewhere, plus the other gases; the pair of methane defaults must not make a difference by itself.
    private static (decimal Sink, LineResult Flux) ProjectFlux(Worksheet sheet, VectorInputs record, string place, VectorInputs parameters)
    {
        decimal cover = record.Decimal("cover_percent"), salinity = record.Decimal("salinity_ppt"), elsewhere = Check.Percent(record.Decimal("from_elsewhere_percent"), "from_elsewhere_percent");
        string system = record.Text("system");
        LineResult soil = sheet.Add(Soil, TidalSoil.DefaultCarbonDioxide(system, cover), Flux, Of("cover", ("Vegetation cover", "被度"), cover, "percent"),
            TidalSoil.Factors["soil_default"].As("−1.46", ("Default soil carbon", "土壌炭素の既定値")));
        LineResult foreign = sheet.Add(Elsewhere, soil.Value < 0 ? soil.Value * elsewhere / 100 : 0, Flux, soil.As("flux", Soil.Name), Of("%alloch", ("Share from elsewhere", "外来炭素の割合"), elsewhere, "percent"));
        decimal methane = WarmingPotential.Of("CH4", parameters.OptionalDecimal("gwp_ch4"), parameters.OptionalText("gwp_set")), nitrous = WarmingPotential.Of("N2O", parameters.OptionalDecimal("gwp_n2o"), parameters.OptionalText("gwp_set"));
        LineResult gases = sheet.Add(Gases, (TidalSoil.DefaultMethane(salinity) * methane) + (TidalSoil.DefaultNitrousOxide(system, salinity) * nitrous), Flux,
            Of("salinity", ("Salinity", "塩分"), salinity, "ppt"), Of("GWP CH4", ("Warming potential of methane", "メタンの温暖化係数"), methane, "1"), Of("GWP N2O", ("Warming potential of nitrous oxide", "N2Oの温暖化係数"), nitrous, "1"));
        decimal sink = soil.Value - foreign.Value;
        return (sink, sheet.Add(Project with { Name = ($"Project flux of {place}", $"{place} のフラックス"), Formula = "soil − elsewhere + gases" }, sink + gases.Value, Flux,
            soil.As("soil", Soil.Name), foreign.As("elsewhere", Elsewhere.Name), gases.As("gases", Gases.Name)));
    }

    private static ClaimInput Of(string symbol, Text name, decimal value, string unit) => new(symbol, name, value, new Unit(unit), "project file", null);
}
