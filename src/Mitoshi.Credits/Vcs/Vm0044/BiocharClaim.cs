using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Vcs.Vm0044;

/// <summary>A claim under VM0044: measured mass of biochar (unit <c>t</c>), its carbon, and the permanence factor that the project cites.</summary>
internal sealed class BiocharClaim : IMethodology
{
    private const string Source = "VM0044 v1.2 as described publicly";
    private static readonly Unit Tonne = new("t");
    private static readonly Equation Stored = new("—", ("Carbon dioxide stored", "貯留量"), "Σ mass × F_C × PR × 44/12", Mark.Secondary, Source);
    private static readonly Equation Credit = new("—", ("Credits", "クレジット"), "floor(stored − production emissions − leakage)", Mark.Secondary, Source);

    public string Programme => "VCS";

    public string Name => "VM0044";

    public string Version => "1.2";

    public Text About => ("Biochar in soil and other uses", "バイオ炭の利用");

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        VectorInputs parameters = project.Parameters.Inner("biochar");
        Measurement[] batches = [.. project.Measurements.Where(measurement => measurement.Estimate.Unit == Tonne).OrderBy(measurement => measurement.Place, StringComparer.Ordinal)];
        if (batches.Length == 0)
        {
            throw Refusal.NotApplicable(("no measured mass of biochar (unit t)", "バイオ炭の質量（単位 t）の測定値がありません"), ("a mass for every batch", "バッチごとの質量"));
        }

        decimal sum = 0;
        List<ClaimInput> inputs = [];
        foreach (Measurement batch in batches)
        {
            ClaimInput carbon = Carbon(sheet, parameters.Inner(batch.Place), batch.Place), permanence = sheet.Factor("permanence", "1", $"PR[{batch.Place}]", ("Permanence factor", "残存係数"), batch.Place);
            sum += Biochar.StoredCarbon((decimal)batch.Estimate.Value, carbon.Value, permanence.Value) * MolarRatio.CarbonToCarbonDioxide;
            inputs.AddRange([ForestStocks.AsInput(batch, $"mass[{batch.Place}]", ("Dry mass of biochar", "バイオ炭の乾燥質量")), carbon, permanence]);
        }

        LineResult stored = sheet.Tonnes(Stored, sum, inputs);
        ClaimInput leakage = sheet.Factor("leakage", "tCO2e", "LK", ("Leakage", "リーケージ")), production = sheet.Stated("production_emissions_tCO2e", "PE", ("Production emissions", "製造時の排出"), Unit.TonneCarbonDioxideEquivalent);
        return sheet.Finish(Credit, Deductions.Of(stored.Value, 0, leakage.Value, 0, Check.NotNegative(production.Value, "production_emissions_tCO2e"), 0), stored.As("stored", Stored.Name), production, leakage);
    }

    // High technology measures its carbon in a laboratory; low technology takes the lowest row of its feedstocks.
    private static ClaimInput Carbon(Worksheet sheet, VectorInputs batch, string place) => batch.OptionalText("technology") == "high"
        ? sheet.Factor("laboratory_carbon", "tC/t", $"F_C[{place}]", ("Carbon by laboratory", "分析による炭素含有率"), place)
        : Biochar.LowestCarbonFraction(batch.Texts("feedstock"), batch.Text("process")).As($"F_C[{place}]", ("Carbon by feedstock and process", "原料・製法別の炭素含有率"));
}
