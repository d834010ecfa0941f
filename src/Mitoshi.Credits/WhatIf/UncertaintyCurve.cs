using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.WhatIf;

/// <summary>The claim again and again with all standard errors of the plots multiplied by a factor: what uncertainty costs.</summary>
internal static class UncertaintyCurve
{
    /// <summary>The claim with standard errors times <paramref name="scale"/>; degrees of freedom follow the number of plots.</summary>
    public static CurvePoint At(CarbonProject project, IMethodology methodology, ProcessContext context, double scale, double plotFactor = 1)
    {
        CarbonProject scaled = project with { Measurements = [.. project.Measurements.Select(measurement => Scale(measurement, scale, plotFactor))] };
        Claim claim = ClaimMaker.Make(scaled, methodology, context);
        return new CurvePoint(scale, claim.HalfWidth90Percent ?? 0, claim.Waterfall.Uncertainty, claim.Waterfall.Gross, claim.Credits);
    }

    /// <summary>Plots of the project: in each place the degrees of freedom of its best measurement and one, summed over the places.</summary>
    public static double Plots(CarbonProject project)
    {
        double plots = project.Measurements.Where(measurement => double.IsFinite(measurement.Estimate.DegreesOfFreedom)).GroupBy(measurement => measurement.Place)
            .Sum(place => place.Max(measurement => measurement.Estimate.DegreesOfFreedom) + 1);
        return plots >= 2 ? plots : throw Refusal.MissingSampleSize(("no measurement says how many plots it rests on", "プロット数のわかる測定値がありません"));
    }

    // A standard error falls with the root of the number of plots; measurements that rest on no plots stay as they are when plots are added.
    private static Measurement Scale(Measurement measurement, double scale, double plotFactor)
    {
        Estimate estimate = measurement.Estimate;
        bool hasPlots = double.IsFinite(estimate.DegreesOfFreedom);
        if (plotFactor != 1 && !hasPlots)
        {
            return measurement;
        }

        double degrees = hasPlots ? Math.Max(1, ((estimate.DegreesOfFreedom + 1) * plotFactor) - 1) : estimate.DegreesOfFreedom;
        return measurement with { Estimate = estimate with { Error = new StandardError(estimate.Error.Magnitude * scale), DegreesOfFreedom = degrees } };
    }
}

/// <summary>A claim at one size of uncertainty.</summary>
/// <param name="Scale">Standard errors over those of the project.</param>
/// <param name="HalfWidth90Percent">Relative half-width of the gross quantity.</param>
/// <param name="Deduction">Deducted for uncertainty, tCO2e.</param>
/// <param name="Gross">Gross quantity, tCO2e.</param>
/// <param name="Credits">Whole credits.</param>
internal readonly record struct CurvePoint(double Scale, decimal HalfWidth90Percent, decimal Deduction, decimal Gross, long Credits);
