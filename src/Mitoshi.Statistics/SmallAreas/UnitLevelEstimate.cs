namespace Mitoshi.Statistics;

/// <summary>The parts of the mean squared error of an EBLUP (Rao 2003, ch. 7).</summary>
/// <param name="G1">Of the domain effect.</param>
/// <param name="G2">Of the coefficients.</param>
/// <param name="G3">Of the variances, on average over domains.</param>
/// <param name="G3Area">Of the variances, for this domain's residual.</param>
public readonly record struct MeanSquaredErrorParts(double G1, double G2, double G3, double G3Area)
{
    /// <summary>g1 + g2 + 2 g3 (Prasad &amp; Rao 1990).</summary>
    public double Usual => G1 + G2 + (2 * G3);

    /// <summary>g1 + g2 + 2 g3_area: area specific, first form.</summary>
    public double AreaFirst => G1 + G2 + (2 * G3Area);

    /// <summary>g1 + g2 + g3 + g3_area: area specific, second form.</summary>
    public double AreaSecond => G1 + G2 + G3 + G3Area;
}

/// <summary>EBLUP of one domain.</summary>
public sealed record UnitLevelEstimate
{
    internal UnitLevelEstimate(
        string domain, int plotCount, double gamma, double value, double sampleMean, Estimate? greg, Unit unit, MeanSquaredErrorParts parts)
    {
        Domain = domain;
        PlotCount = plotCount;
        Gamma = gamma;
        SampleMean = sampleMean;
        Greg = greg;
        Parts = parts;
        Estimate = EstimateIntervals.FromVariance(value, unit, parts.Usual, double.PositiveInfinity, plotCount == 0 ? "eblup.synthetic" : "eblup");
    }

    /// <summary>Name of the domain.</summary>
    public string Domain { get; }

    /// <summary>Plots in the domain, n_i.</summary>
    public int PlotCount { get; }

    /// <summary>gamma_i: weight of the domain's own plots, from 0 (all model) to 1.</summary>
    public double Gamma { get; }

    /// <summary>Xbar'b + gamma (ybar - xbar'b), with the usual mean squared error.</summary>
    public Estimate Estimate { get; }

    /// <summary>Mean of the plots; NaN without plots.</summary>
    public double SampleMean { get; }

    /// <summary>Regression estimator of the domain; its error is NaN with one plot, null without plots.</summary>
    public Estimate? Greg { get; }

    /// <summary>The parts of the mean squared error, for its other forms.</summary>
    public MeanSquaredErrorParts Parts { get; }
}
