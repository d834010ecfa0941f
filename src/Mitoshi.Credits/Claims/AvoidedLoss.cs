using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Claims;

/// <summary>What REDD methodologies share: loss that a baseline expects, loss that was measured, both with the measured stock.</summary>
/// <param name="Baseline">Emissions of the baseline over the period.</param>
/// <param name="Project">Emissions of the project over the period.</param>
internal readonly record struct AvoidedLoss(LineResult Baseline, LineResult Project)
{
    /// <summary>Reduction, tCO2e.</summary>
    public decimal Reduction => Baseline.Value - Project.Value;

    /// <summary>Writes both lines.</summary>
    /// <param name="project">The project: stock and loss (unit ha) of each place.</param>
    /// <param name="sheet">The calculation.</param>
    /// <param name="rate">Factor key of the baseline's loss, ha/yr.</param>
    /// <param name="baseline">Equation of the baseline.</param>
    /// <param name="measured">Equation of the measured loss.</param>
    public static AvoidedLoss Of(CarbonProject project, Worksheet sheet, string rate, Equation baseline, Equation measured)
    {
        decimal expected = 0, lost = 0;
        List<ClaimInput> expectedInputs = [sheet.Years()], lostInputs = [];
        foreach (Place place in ForestStocks.Places(project))
        {
            ClaimInput stock = ForestStocks.WithBelowGround(project, sheet, place.Before ?? place.Now).As($"EF[{place.Name}]", ($"Stock of {place.Name}", $"{place.Name} の蓄積"));
            ClaimInput yearly = sheet.Factor(rate, "ha/yr", $"L[{place.Name}]", ($"Yearly loss of {place.Name} in the baseline", $"{place.Name} のベースライン年間減少面積"), place.Name);
            ClaimInput loss = ForestStocks.AsInput(place.RequireLoss(), $"CA[{place.Name}]", ($"Area lost, {place.Name}", $"減少面積（{place.Name}）"));
            expected += Check.NotNegative(yearly.Value, rate) * stock.Value * project.Years * MolarRatio.CarbonToCarbonDioxide;
            lost += Check.NotNegative(loss.Value, "CA") * stock.Value * MolarRatio.CarbonToCarbonDioxide;
            expectedInputs.AddRange([yearly, stock]);
            lostInputs.AddRange([loss, stock]);
        }

        return new AvoidedLoss(sheet.Tonnes(baseline, expected, expectedInputs), sheet.Tonnes(measured, lost, lostInputs));
    }
}
