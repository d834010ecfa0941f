using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vcs.Vm0036;

/// <summary>VM0036, rewetting of drained peat: the form only (mark R); fluxes come from the user's proxy with a citation; never for issuance.</summary>
internal static class Peatland
{
    /// <summary>tCO2e per year: sum of area x (baseline flux - project flux).</summary>
    public static decimal Reduction(decimal[] areaHectares, decimal[] baselineFlux, decimal[] projectFlux)
    {
        Check.SameLength(areaHectares.Length, baselineFlux.Length, "baseline");
        Check.SameLength(areaHectares.Length, projectFlux.Length, "project");
        return areaHectares.Select((area, i) => Check.NotNegative(area, "area") * (baselineFlux[i] - projectFlux[i])).Sum();
    }
}

internal sealed class PeatlandVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("vcs.vm0036.gest_like", inputs => new JsonObject
        {
            ["tCO2e_yr"] = Peatland.Reduction(inputs.Decimals("area_ha"), Vector.Factors(inputs, "baseline_tCO2e_ha"), Vector.Factors(inputs, "project_tCO2e_ha")),
        }),
        Vector.NeverIssues("vcs.vm0036.issue", ("VM0036 was not readable", "VM0036は未読です")),
    ];
}
