using System.Text.Json.Nodes;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Claims;

internal sealed class ClaimVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("claims.waterfall", Fall),
        Vector.Module("claims.check", inputs =>
        {
            CheckPart(inputs);
            return Vector.Yes("ok");
        }),
    ];

    private static JsonObject Fall(VectorInputs inputs)
    {
        Waterfall waterfall = Deductions.OnGross(inputs.Decimal("project_stock_tCO2"), inputs.Decimal("baseline", 0), inputs.Decimal("leakage_fraction", 0),
            inputs.Decimal("uncertainty_fraction", 0), inputs.Decimal("buffer_fraction", 0), inputs.Decimal("other", 0));
        return new JsonObject
        {
            ["gross"] = waterfall.Gross,
            ["baseline"] = waterfall.Baseline,
            ["leakage"] = waterfall.Leakage,
            ["uncertainty"] = waterfall.Uncertainty,
            ["buffer"] = waterfall.Buffer,
            ["net_exact"] = waterfall.Net,
            ["net"] = waterfall.Credits,
            ["credits"] = waterfall.Credits,
        };
    }

    // One part of a claim at a time; the order is shape and kind, range, applicability, factors.
    private static void CheckPart(VectorInputs inputs)
    {
        if (inputs.Has("uncertainty_kind"))
        {
            UncertaintyKinds.RequireSame(UncertaintyKinds.Parse(inputs.OptionalText("expected_kind") ?? "se"), UncertaintyKinds.Parse(inputs.Text("uncertainty_kind")));
        }

        if (inputs.Has("period"))
        {
            ClaimChecks.RequirePeriod(inputs.Inner("period").Date("from"), inputs.Inner("period").Date("to"));
        }

        if (inputs.Has("pools"))
        {
            ClaimChecks.RequirePoolsOnce(inputs.Texts("pools"));
        }

        bool isForIssuance = inputs.OptionalText("purpose") == "issuance";
        foreach (VectorInputs factor in inputs.Has("factors") ? inputs.Inners("factors") : [])
        {
            ClaimChecks.RequireFactor(factor.OptionalText("name") ?? "?", factor.OptionalDecimal("value"), factor.OptionalText("citation"), isForIssuance);
        }

        if (inputs.OptionalText("mark_of_lowest_equation") is string mark && isForIssuance)
        {
            ClaimChecks.RequireMark(Marks.Parse(mark), inputs.Flag("confirmed") || inputs.Has("confirmation"));
        }
    }
}
