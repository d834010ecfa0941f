using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Plots that a plan needs.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Count">n.</param>
/// <param name="PerStratum">n_h; proportional to the strata where the plan has none.</param>
/// <param name="HalfWidth">Promised half-width of the mean, in the map's unit.</param>
public sealed record PlannedSample(SamplePlan Plan, int Count, IReadOnlyList<int> PerStratum, double HalfWidth);

/// <summary>Smallest samples whose expected interval is not wider than wanted.</summary>
internal sealed class SamplePlanner(IReadOnlyList<DesignStratum> strata, double slope, double residual, double mean, double relativeHalfWidth, double level, int stratumMin)
{
    private const int PlotsMax = 500_000_000;
    private readonly double[] _weights = [.. strata.Select(stratum => stratum.Pixels / (double)strata.Sum(other => other.Pixels))];

    /// <summary>Expected standard deviation of plots over the whole area.</summary>
    public double PlotDeviation
    {
        get
        {
            double between = 0, within = 0;
            for (int h = 0; h < strata.Count; h++)
            {
                between += _weights[h] * (strata[h].MapMean - mean) * (strata[h].MapMean - mean);
                within += _weights[h] * strata[h].MapDeviation * strata[h].MapDeviation;
            }

            return Math.Sqrt((slope * slope * (between + within)) + (residual * residual));
        }
    }

    public PlannedSample Plan(SamplePlan plan)
    {
        double target = relativeHalfWidth * Math.Abs(mean);
        if (!(target > 0))
        {
            throw new MitoshiException(
                "design.no_mean",
                found: ("a map with mean 0 in the areas", "地域内の地図の平均が0"),
                expected: ("a mean above 0: the half-width is a share of it", "0より大きい平均（半幅はその割合）"),
                remedy: ("Choose areas with forest.", "森林のある地域を選んでください。"));
        }

        // The width falls with n, so the smallest n that is narrow enough is found by doubling and halving.
        int low = (plan == SamplePlan.Stratified ? strata.Count * stratumMin : 5) - 1, n = low + 1;
        while (Half(plan, n) > target && n < PlotsMax)
        {
            low = n;
            n *= 2;
        }

        while (n - low > 1)
        {
            int middle = low + ((n - low) / 2);
            if (Half(plan, middle) > target)
            {
                low = middle;
            }
            else
            {
                n = middle;
            }
        }

        return new PlannedSample(plan, n, PerStratum(plan, n), Half(plan, n));
    }

    private double Half(SamplePlan plan, int n)
    {
        switch (plan)
        {
            case SamplePlan.SimpleRandom:
                return StudentDistribution.Quantile(0.5 + (level / 2), n - 1) * PlotDeviation / Math.Sqrt(n);
            case SamplePlan.Regression:
                // The coefficients cost two degrees of freedom.
                return StudentDistribution.Quantile(0.5 + (level / 2), n - 2) * residual / Math.Sqrt(n);
            default:
                int[] perStratum = PerStratum(plan, n);
                double variance = 0, fourth = 0;
                for (int h = 0; h < strata.Count; h++)
                {
                    double g = _weights[h] * _weights[h] * strata[h].PlotDeviation * strata[h].PlotDeviation / perStratum[h];
                    variance += g;
                    fourth += g * g / (perStratum[h] - 1);
                }

                return StudentDistribution.Quantile(0.5 + (level / 2), variance * variance / fourth) * Math.Sqrt(variance);
        }
    }

    private int[] PerStratum(SamplePlan plan, int n) => plan == SamplePlan.Stratified
        ? Allocation.WithFloor(Allocation.Neyman(n, _weights, [.. strata.Select(stratum => stratum.PlotDeviation)]), stratumMin)
        : Allocation.Proportional(n, _weights);
}
