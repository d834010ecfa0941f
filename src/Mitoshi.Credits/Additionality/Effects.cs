using Mitoshi.Statistics;

namespace Mitoshi.Credits.Additionality;

/// <summary>What the project did beyond its controls, and whether the comparison can be trusted.</summary>
internal static class Effects
{
    // A placebo difference that would be met in less than 5 % of honest comparisons speaks against the controls.
    private const double PlaceboThreshold = 0.05;

    /// <summary>Mean of the paired differences, its standard error and its 90 % half-width by Student's t with n - 1 degrees of freedom.</summary>
    public static (double Effect, double StandardError, double HalfWidth90) Paired(double[] project, double[] control)
    {
        Check.SameLength(project.Length, control.Length, "control");
        (double mean, double error) = MeanOf([.. project.Zip(control, (a, b) => a - b)]);
        return (mean, error, error * Uncertainty.Quantiles.Student(0.90, project.Length - 1));
    }

    /// <summary>Test that the differences before the start are zero; passes when p > 0.05.</summary>
    public static (double Mean, double T, double P, bool Passes) Placebo(double[] differencesBefore)
    {
        (double mean, double error) = MeanOf(differencesBefore);
        double t = error > 0 ? mean / error : mean == 0 ? 0 : double.PositiveInfinity * Math.Sign(mean);
        double p = double.IsInfinity(t) ? 0 : 2 * StudentDistribution.Probability(-Math.Abs(t), differencesBefore.Length - 1);
        return (mean, t, p, p > PlaceboThreshold);
    }

    /// <summary>p = (r + 1)/(m + 1), r the placebo effects at least as large as the observed one in absolute value.</summary>
    public static double Permutation(double observed, double[] placebos)
        => (placebos.Count(placebo => Math.Abs(placebo) >= Math.Abs(observed)) + 1.0) / (placebos.Length + 1);

    private static (double Mean, double StandardError) MeanOf(double[] values)
    {
        if (values.Length < 2)
        {
            throw Refusal.SampleTooSmall(($"{values.Length} pairs", $"{values.Length}組"), ("at least 2 pairs", "2組以上"));
        }

        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length));
    }
}
