namespace Mitoshi.Statistics;

/// <summary>
/// Hybrid inference: a model's predictions on a sample of clusters, such as the tracks of a space-borne lidar
/// (Ståhl et al. 2016, For. Ecosyst. 3:5; Patterson et al. 2019, Environ. Res. Lett. 14:065007).
/// </summary>
public static class HybridEstimator
{
    /// <summary>mu = sum t / sum m; Var = sum (t_i - mu m_i)^2 / (n (n - 1) mbar^2) + J'S J.</summary>
    /// <param name="clusterPredictions">Predictions of each of the n clusters (m_i shots).</param>
    /// <param name="gradientMean">J: gradient of mu by the coefficients, the mean over all shots.</param>
    /// <param name="coefficientCovariance">S, covariance of the coefficients.</param>
    /// <param name="unit">Unit of the predictions.</param>
    /// <returns>Mean with n - 1 degrees of freedom.</returns>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>.</exception>
    public static HybridEstimate Mean(
        IReadOnlyList<IReadOnlyList<double>> clusterPredictions, ReadOnlySpan<double> gradientMean, double[,] coefficientCovariance, Unit unit)
        => Mean(clusterPredictions, LinearAlgebra.Quadratic(gradientMean, coefficientCovariance), unit);

    /// <summary>The same with the variance from the model given, for several models at once.</summary>
    public static HybridEstimate Mean(IReadOnlyList<IReadOnlyList<double>> clusterPredictions, double modelVariance, Unit unit)
    {
        int n = clusterPredictions.Count;
        if (n < 2)
        {
            throw StatisticsErrors.TooFew(("clusters (tracks)", "集落（軌道）"), n, 2);
        }

        double total = 0, shots = 0;
        foreach (IReadOnlyList<double> cluster in clusterPredictions)
        {
            total += cluster.Sum();
            shots += cluster.Count;
        }

        double mean = total / shots, sizeMean = shots / n, squares = 0;
        foreach (IReadOnlyList<double> cluster in clusterPredictions)
        {
            double d = cluster.Sum() - (mean * cluster.Count);
            squares += d * d;
        }

        double sampling = squares / ((double)n * (n - 1) * sizeMean * sizeMean);
        return new HybridEstimate(
            EstimateIntervals.FromVariance(mean, unit, sampling + modelVariance, n - 1, "hybrid.cluster"), sampling, modelVariance);
    }
}

/// <summary>A hybrid estimate with the parts of its variance.</summary>
/// <param name="Estimate">The mean.</param>
/// <param name="VarianceSampling">From the draw of clusters.</param>
/// <param name="VarianceModel">From the coefficients.</param>
public sealed record HybridEstimate(Estimate Estimate, double VarianceSampling, double VarianceModel);
