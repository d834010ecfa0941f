namespace Mitoshi.Credits.Additionality;

/// <summary>How alike two groups of plots are, covariate by covariate.</summary>
internal static class Balance
{
    /// <summary>Threshold of VM0047 for the standardised difference of means.</summary>
    public const double Vm0047Threshold = 0.25;

    /// <summary>The stricter threshold of the matching literature.</summary>
    public const double StrictThreshold = 0.10;

    /// <summary>Standardised difference of means, |mean difference| / sqrt((s1^2 + s2^2)/2); 0 when both groups are the same constant.</summary>
    public static double StandardisedDifference(double[] project, double[] control)
    {
        (double mean1, double variance1) = Moments(project);
        (double mean2, double variance2) = Moments(control);
        double spread = Math.Sqrt((variance1 + variance2) / 2), difference = Math.Abs(mean1 - mean2);
        return difference == 0 ? 0 : difference / spread;
    }

    /// <summary>One difference per covariate: the balance table, and with the unmatched controls the data of a Love plot.</summary>
    public static double[] Table(double[][] project, double[][] control)
    {
        int covariates = project.Length == 0 ? 0 : project[0].Length;
        return [.. Enumerable.Range(0, covariates).Select(k => StandardisedDifference([.. project.Select(plot => plot[k])], [.. control.Select(plot => plot[k])]))];
    }

    private static (double Mean, double Variance) Moments(double[] values)
    {
        if (values.Length < 2)
        {
            throw Refusal.SampleTooSmall(($"{values.Length} plots", $"プロット{values.Length}個"), ("at least 2 plots in each group", "各群2個以上"));
        }

        double mean = values.Average();
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
