using System.Text.Json.Nodes;

namespace Mitoshi.Credits.ArTool14;

internal sealed class TreeStocksVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("ar.tool14.discount", inputs => new JsonObject { ["discount_of_u"] = TreeStocks.Discount(inputs.Double("u_fraction")).Value }),
        Vector.Module("ar.tool14.stratified", Stratified),
        Vector.Module("ar.tool14.root_shoot", inputs => new JsonObject { ["root_shoot"] = TreeStocks.RootRatio(inputs.Double("b_t_ha")) }),
        Vector.Module("ar.tool14.shrub", inputs => new JsonObject
        {
            ["tCO2e"] = TreeStocks.Shrubs(new ShrubLand(inputs.Decimal("area_ha"), inputs.Decimal("bdr", 0.10m), Vector.Factor(inputs, "b_forest_t_ha"),
                inputs.Decimal("crown_cover"), inputs.Decimal("root_shoot", 0.40m), inputs.Decimal("carbon_fraction", 0.47m))),
        }),
    ];

    private static JsonObject Stratified(VectorInputs inputs)
    {
        (double mean, double uncertainty) = TreeStocks.Stratified(inputs.Doubles("weights"), inputs.Matrix("plots_t_ha"), inputs.OptionalDouble("t_value"));
        decimal carbon = TreeStocks.Carbon(inputs.Decimal("area_ha"), (decimal)mean, Vector.Factor(inputs, "carbon_fraction"));
        double discount = (double)TreeStocks.Discount(uncertainty).Value * uncertainty;
        int sign = inputs.OptionalText("scenario") switch
        {
            "project" or null => -1,
            "baseline" => 1,
            string other => throw Refusal.OutOfRange(($"the scenario {other}", $"シナリオ {other}"), ("project or baseline", "project または baseline")),
        };
        return new JsonObject
        {
            ["b_t_ha"] = mean,
            ["u_fraction"] = uncertainty,
            ["c_tCO2e"] = carbon,
            ["discount_fraction"] = discount,
            ["c_conservative"] = (double)carbon * (1 + (sign * discount)),
        };
    }
}
