using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Trees;

internal sealed class TreesVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("trees.ua", inputs => new JsonObject { ["ua"] = TreesStandard.UncertaintyAdjustment(HalfWidth(inputs)) }),
        Vector.Module("trees.unc", Uncertainty),
        Vector.Module("trees.net", Net),
        Vector.Module("trees.hfld_score", inputs => new JsonObject
        {
            ["score"] = TreesStandard.HfldScore(inputs.Decimal("forest_cover_percent"), inputs.Decimal("annual_loss_percent")),
        }),
        Vector.Module("trees.hfld_applicability", inputs =>
        {
            decimal[] scores = inputs.Decimals("scores");
            TreesStandard.RequireHfld(scores);
            return new JsonObject { ["applicable"] = true, ["score"] = scores.Average() };
        }),
        Vector.Module("trees.hfld_crediting_level", CreditingLevel),
        Vector.Module("trees.buffer", inputs =>
        {
            VectorInputs mitigation = inputs.Inner("mitigation");
            return new JsonObject
            {
                ["percent"] = TreesStandard.BufferPercent(mitigation.Flag("legislation"), mitigation.Flag("low_variability"), mitigation.Flag("reversal_plan")),
            };
        }),
        Vector.Module("trees.leakage", inputs => new JsonObject { ["percent"] = TreesStandard.LeakagePercent(inputs.Decimal("forest_share_percent")) }),
        Vector.Module("trees.aggregate_uncertainty", inputs =>
        {
            (decimal uncertainty, decimal issuedBack) = TreesStandard.Aggregate(inputs.Decimals("ger"), inputs.Decimals("deducted"), inputs.Decimal("hw90_of_sum_fraction"));
            return new JsonObject { ["unc_sum"] = uncertainty, ["issued_back"] = issuedBack };
        }),
    ];

    private static decimal HalfWidth(VectorInputs inputs)
    {
        if (inputs.Names.Any(name => name.Contains("95", StringComparison.Ordinal)))
        {
            throw Refusal.ConfidenceLevelMismatch(("a 95 % half-width", "95 %区間の半幅"), ("the half-width of the 90 % interval", "90 %区間の半幅"));
        }

        return inputs.OptionalDecimal("hw90_fraction") ?? (inputs.Decimal("hw90_percent") / 100);
    }

    private static JsonObject Uncertainty(VectorInputs inputs)
    {
        decimal reductions = inputs.Decimal("ger") + inputs.Decimal("gremv", 0);
        decimal halfWidth = inputs.Has("p5") ? Relative(inputs.Decimal("p5"), inputs.Decimal("p95"), inputs.Decimal("mean", reductions)) : HalfWidth(inputs);
        decimal adjustment = TreesStandard.UncertaintyAdjustment(halfWidth);
        return new JsonObject { ["hw90_fraction"] = halfWidth, ["ua"] = adjustment, ["unc_tCO2e"] = reductions * adjustment };
    }

    private static decimal Relative(decimal p5, decimal p95, decimal mean) => mean == 0
        ? throw Refusal.RelativeOfZero(("a half-width relative to a mean of zero", "平均ゼロに対する半幅"))
        : (p95 - p5) / 2 / Math.Abs(mean);

    private static JsonObject Net(VectorInputs inputs)
    {
        decimal gross = inputs.OptionalDecimal("ger") ?? (inputs.Decimal("crediting_level") - inputs.Decimal("emissions"));
        decimal uncertainty = inputs.OptionalDecimal("unc_tCO2e") ?? (TreesStandard.UncertaintyAdjustment(HalfWidth(inputs)) * (gross + inputs.Decimal("gremv", 0)));
        TreesNet net = TreesStandard.Net(gross, inputs.Decimal("buffer_percent"), inputs.Decimal("leakage_percent"), uncertainty);
        return new JsonObject
        {
            ["ger"] = net.Gross,
            ["buffer"] = net.Buffer,
            ["leakage"] = net.Leakage,
            ["unc"] = net.Uncertainty,
            ["net"] = net.Net,
            ["credits"] = Rounding.Credits(net.Net),
            ["issued"] = Rounding.Credits(net.Net),
        };
    }

    private static JsonObject CreditingLevel(VectorInputs inputs)
    {
        decimal[] emissions = inputs.Decimals("emissions_tCO2"), scores = inputs.Decimals("scores");
        Check.SameLength(emissions.Length, scores.Length, "scores");
        TreesStandard.RequireHfld(scores);
        decimal level = TreesStandard.CreditingLevel(emissions), score = scores.Average();
        return new JsonObject
        {
            ["cl"] = level,
            ["score"] = score,
            ["hfld_cl"] = TreesStandard.HfldCreditingLevel(level, score, inputs.Decimal("carbon_stock_tCO2")),
        };
    }
}
