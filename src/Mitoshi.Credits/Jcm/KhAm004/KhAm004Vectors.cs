using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Jcm;

internal sealed class KhAm004Vectors : IVectorModules
{
    // Order of the classes in the published tables.
    private static readonly string[] Classes = ["evergreen", "semi_evergreen", "deciduous", "mangrove", "regrowth"];

    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("jcm.kh_am004.reference", inputs => Vector.Value(KhAm004.ReferenceEmissions(
            inputs.Decimals("area_ha"), Vector.Factors(inputs, "p"), Vector.Factors(inputs, "ef_tC_ha"), inputs.Decimal("day_ratio", 1)))),
        Vector.Module("jcm.kh_am004.project", inputs => Vector.Value(KhAm004.ProjectEmissions(
            new OtherEmissions(inputs.Decimal("e_fuel", 0), inputs.Decimal("e_fert", 0), inputs.Decimal("displaced", 0)),
            inputs.Decimals("converted_ha"), Vector.Factors(inputs, "ef_tC_ha")))),
        Vector.Module("jcm.kh_am004.credits", Credits),
        Vector.Module("jcm.kh_am004.applicability", inputs =>
        {
            KhAm004.RequireApplicable(inputs.Flag("frl_submitted_and_assessed"), inputs.Decimal("map_age_years", 0));
            return Vector.Yes("applicable");
        }),
        Vector.Module("jcm.kh_am004.pools", inputs =>
        {
            KhAm004.RequirePools(inputs.Texts("pools"), inputs.OptionalInt("option") ?? 1);
            return Vector.Yes("allowed");
        }),
        Vector.Module("jcm.compare", Compare),
        Vector.Module("jcm.stock_at_risk", inputs =>
        {
            (decimal hectares, decimal carbon, decimal carbonDioxide) = StockAtRisk.Sum(inputs.Decimals("area_ha"), Vector.Factors(inputs, "ef_tC_ha"));
            return new JsonObject { ["area_total_ha"] = hectares, ["tC"] = carbon, ["tCO2"] = carbonDioxide };
        }),
        Vector.Module("jcm.two_rate_closure", TwoRates),
        Vector.Module("jcm.class_map", ClassMap),
        Vector.Module("jcm.class_split", inputs => new JsonObject
        {
            ["ha"] = Vector.List(ClassMapping.Split(inputs.Decimal("lulc_area_ha"), inputs.Decimals("split_by"))),
        }),
        Vector.Module("jcm.ef_correction", Correct),
        Vector.Module("jcm.ef_correction.diagnostic", Diagnose),
    ];

    private static JsonObject Credits(VectorInputs inputs)
    {
        var (reduction, discounted, credits) = KhAm004.Credit(inputs.Decimal("reference_tCO2"), inputs.Decimal("project_tCO2"), inputs.Decimal("discount", KhAm004.RiskDiscount.Value));
        return new JsonObject { ["reduction_tCO2"] = reduction, ["discounted_tCO2"] = discounted, ["credits"] = credits };
    }

    private static JsonObject Compare(VectorInputs inputs)
    {
        decimal reference = inputs.Decimal("reference"), difference = reference - inputs.Decimal("computed");
        return reference == 0
            ? throw Refusal.RelativeOfZero(("a difference relative to a reference of zero", "参照値ゼロに対する相対差"))
            : new JsonObject { ["difference"] = difference, ["percent"] = difference / reference * 100 };
    }

    private static JsonObject TwoRates(VectorInputs inputs)
    {
        Vector.RefuseIssuance(inputs, ("a loss rate fitted to two published totals", "公表された二つの合計に合わせた減少率"));
        string[][] groups = [.. VectorInputs.Items(inputs.Value("groups"), "groups").Select(group => VectorInputs.Items(group, "groups").Select(name => name.GetString()!).ToArray())];
        Check.SameLength(2, groups.Length, "groups");
        (decimal dense, decimal open) = StockAtRisk.TwoRates(Stocks(inputs.Inner("table1"), groups), Stocks(inputs.Inner("table2"), groups));
        return new JsonObject { ["p_dense"] = dense, ["p_open"] = open };
    }

    private static GroupStocks Stocks(VectorInputs table, string[][] groups)
    {
        decimal[] areas = table.Decimals("area_ha"), factors = table.Decimals("ef_tC_ha");
        Check.SameLength(Classes.Length, areas.Length, "area_ha");
        Check.SameLength(Classes.Length, factors.Length, "ef_tC_ha");
        decimal Sum(string[] group) => Classes.Index().Where(item => group.Contains(item.Item)).Sum(item => areas[item.Index] * factors[item.Index]) * MolarRatio.CarbonToCarbonDioxide;
        return new GroupStocks(Sum(groups[0]), Sum(groups[1]), table.Decimal("rl_tCO2"));
    }

    private static JsonObject ClassMap(VectorInputs inputs)
    {
        VectorInputs mapping = inputs.Inner("mapping");
        HashSet<string> splits = [];
        foreach (string name in new[] { "split", "splits", "split_by" })
        {
            splits.UnionWith(inputs.Has(name) && inputs.Value(name).ValueKind == System.Text.Json.JsonValueKind.Object ? inputs.Inner(name).Names : []);
        }

        ClassMapping.Require(inputs.Texts("map_classes"), mapping.Names.ToDictionary(name => name, name => mapping.Texts(name)), splits);
        return Vector.Yes("ok");
    }

    private static JsonObject Correct(VectorInputs inputs)
    {
        (double[] map, double[] reference) = inputs.Has("points")
            ? ([.. inputs.Inners("points").Select(point => point.Double("map"))], [.. inputs.Inners("points").Select(point => point.Double("ref"))])
            : (inputs.Doubles("map"), inputs.Doubles("ref"));
        Check.SameLength(map.Length, reference.Length, "ref");
        if (inputs.OptionalText("purpose") == "issuance")
        {
            EmissionFactorCorrection.RequireForIssuance(map.Length, inputs.Flag("class_means_only") || inputs.Flag("class_means_from_same_map"));
        }

        EmissionFactorCorrection line = EmissionFactorCorrection.Fit(map, reference, inputs.Has("weight") ? inputs.Doubles("weight") : [.. map.Select(_ => 1.0)]);
        JsonObject result = new()
        {
            ["intercept"] = line.Intercept,
            ["slope"] = line.Slope,
            ["r2"] = line.RSquared,
            ["residuals"] = Vector.List(line.Residuals),
            ["leverage"] = Vector.List(line.Leverage),
        };
        if (map.Length > 2)
        {
            (result["se_intercept"], result["se_slope"]) = (line.InterceptError, line.SlopeError);
        }

        if (inputs.Has("predict_at"))
        {
            (double value, double error, bool isOutside) = line.At(inputs.Double("predict_at"));
            (result["predicted"], result["outside_sampled_range"]) = (value, isOutside);
            result["se_mean"] = map.Length > 2 ? error : null;
        }

        return result;
    }

    // Residuals as the report prints them: corrected minus reference. A line with two free parameters through two points leaves none.
    private static JsonObject Diagnose(VectorInputs inputs)
    {
        decimal[] reference = inputs.Decimals("ref"), corrected = inputs.Decimals("corrected");
        Check.SameLength(reference.Length, corrected.Length, "corrected");
        decimal[] residuals = [.. reference.Zip(corrected, (a, b) => b - a)];
        JsonObject result = new() { ["residuals"] = Vector.List(residuals) };
        if (residuals.Length == 2 && residuals[0] != 0)
        {
            result["implied_weight_ratio"] = Math.Abs(residuals[1] / residuals[0]);
        }

        return result;
    }
}
