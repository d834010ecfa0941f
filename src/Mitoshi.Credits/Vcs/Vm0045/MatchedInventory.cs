using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0045;

/// <summary>VM0045, improved forest management with matched plots of a national inventory: the form only (mark R), never for issuance.</summary>
internal static class MatchedInventory
{
    /// <summary>Baseline of each project plot: the weighted mean change of its controls.</summary>
    public static decimal[] Baseline(decimal[][] controlChanges, decimal[][] weights)
    {
        Check.SameLength(controlChanges.Length, weights.Length, "weights");
        decimal[] baseline = new decimal[controlChanges.Length];
        for (int i = 0; i < baseline.Length; i++)
        {
            Check.SameLength(controlChanges[i].Length, weights[i].Length, "weights");
            if (Math.Abs(weights[i].Sum() - 1) > 0.000001m)
            {
                throw Refusal.WeightsDoNotSum(($"weights of plot {i + 1} sum to {weights[i].Sum()}", $"プロット{i + 1}の重みの合計が{weights[i].Sum()}"));
            }

            baseline[i] = controlChanges[i].Zip(weights[i], (change, weight) => change * weight).Sum();
        }

        return baseline;
    }
}

internal sealed class MatchedInventoryVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.vm0045.baseline", inputs =>
        {
            decimal[] project = inputs.Decimals("project_change_tCO2_ha"), baseline = MatchedInventory.Baseline(inputs.DecimalMatrix("control_change_tCO2_ha"), inputs.DecimalMatrix("weights"));
            Check.SameLength(project.Length, baseline.Length, "controls");
            return new JsonObject { ["baseline"] = Vector.List(baseline), ["additional_mean"] = project.Zip(baseline, (a, b) => a - b).Average() };
        }),
        Vector.NeverIssues("vcs.vm0045.issue", ("VM0045 was not readable", "VM0045は未読です")),
    ];
}
