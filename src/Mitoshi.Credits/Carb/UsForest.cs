using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Carb;

/// <summary>
/// CARB US Forest Protocol (mark S): ARBOC = actual on-site x (1 - CD) - baseline on-site + 0.8 x (actual - baseline wood products) +
/// min(0, secondary effects), on-site = IFM-1 + IFM-3, products = IFM-7 + IFM-8, CD rounded to 5 digits.
/// </summary>
internal static class UsForest
{
    /// <summary>Confidence deduction, rounded to 5 digits.</summary>
    public static decimal Deduction(decimal confidenceDeduction) => Math.Round(Check.Fraction(confidenceDeduction, "confidence deduction"), 5, MidpointRounding.AwayFromZero);

    public static decimal Credits(ForestPools actual, ForestPools baseline, decimal confidenceDeduction, decimal secondaryEffects)
    {
        return (actual.OnSite * (1 - Deduction(confidenceDeduction))) - baseline.OnSite + (0.8m * (actual.Products - baseline.Products)) + Math.Min(0, secondaryEffects);
    }
}

/// <summary>Pools of a forest project in tCO2e.</summary>
/// <param name="Standing">IFM-1, standing live trees.</param>
/// <param name="Dead">IFM-3, standing dead trees.</param>
/// <param name="InUse">IFM-7, wood products in use.</param>
/// <param name="Landfill">IFM-8, wood products in landfills.</param>
internal readonly record struct ForestPools(decimal Standing, decimal Dead, decimal InUse, decimal Landfill)
{
    public decimal OnSite => Standing + Dead;

    public decimal Products => InUse + Landfill;
}

internal sealed class UsForestVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules => [Vector.Module("carb.usforest.allocation", Allocate)];

    private static JsonObject Allocate(VectorInputs inputs)
    {
        decimal credits = UsForest.Credits(Read(inputs, "r"), Read(inputs, "b"), inputs.Decimal("confidence_deduction"), inputs.Decimal("secondary_effects"));
        return new JsonObject { ["arbocs"] = credits, ["credits"] = Rounding.Credits(credits) };
    }

    private static ForestPools Read(VectorInputs inputs, string scenario) => new(
        inputs.Decimal(scenario + "_ifm1"), inputs.Decimal(scenario + "_ifm3"), inputs.Decimal(scenario + "_ifm7"), inputs.Decimal(scenario + "_ifm8"));
}
