namespace Mitoshi.Learning;

/// <summary>
/// Biomass from height for one class of forest: <c>AGB = a H^b</c>, fitted as a line in logarithms and corrected by <c>exp(s² / 2)</c>, because the mean of a
/// log-normal lies above the exponential of the mean of its logarithm (Baskerville 1972, doi:10.1139/x72-009).
/// </summary>
/// <param name="LogFactor">ln a, before the correction.</param>
/// <param name="Exponent">b.</param>
/// <param name="LogVariance">s²: variance of the residuals of ln AGB, n - 2 degrees of freedom.</param>
/// <param name="SampleCount">n.</param>
/// <param name="LogHeightMean">Mean of ln H (H in m) of the samples.</param>
/// <param name="LogHeightSquares">Sum of squared deviations of ln H.</param>
public sealed record HeightAllometry(
    double LogFactor, double Exponent, double LogVariance, int SampleCount, double LogHeightMean, double LogHeightSquares)
{
    private const int SamplesMin = 5;

    /// <summary>a with the correction in it, so that AGB (Mg/ha) = factor · H^b.</summary>
    public double CorrectedFactor => Math.Exp(LogFactor + (LogVariance / 2));

    /// <summary>Fits one class.</summary>
    /// <param name="heightMetres">Height of each sample, above 0.</param>
    /// <param name="agbMgPerHa">Biomass of each sample; samples with 0 carry no logarithm and are left out.</param>
    /// <exception cref="MitoshiException"><c>learning.too_few_samples</c>: fewer than 5 samples with height and biomass, or all of one height.</exception>
    public static HeightAllometry Fit(ReadOnlySpan<double> heightMetres, ReadOnlySpan<double> agbMgPerHa)
    {
        Require.SameLength(heightMetres.Length, agbMgPerHa.Length, nameof(agbMgPerHa));
        List<(double X, double Y)> logs = [];
        for (int i = 0; i < heightMetres.Length; i++)
        {
            if (heightMetres[i] > 0 && agbMgPerHa[i] > 0)
            {
                logs.Add((Math.Log(heightMetres[i]), Math.Log(agbMgPerHa[i])));
            }
        }

        double meanX = logs.Count == 0 ? 0 : logs.Average(log => log.X), meanY = logs.Count == 0 ? 0 : logs.Average(log => log.Y);
        double squares = logs.Sum(log => (log.X - meanX) * (log.X - meanX));
        if (logs.Count < SamplesMin || squares <= 1e-12)
        {
            throw new MitoshiException("learning.too_few_samples",
                found: ($"{logs.Count} samples with height and biomass above 0", $"樹高とバイオマスが0より大きい標本が{logs.Count}個です"),
                expected: ($"at least {SamplesMin} of different heights", $"高さの異なる{SamplesMin}個以上"),
                remedy: ("Merge this class with a similar one", "このクラスを似たクラスと合わせてください"));
        }

        double slope = logs.Sum(log => (log.X - meanX) * (log.Y - meanY)) / squares, factor = meanY - (slope * meanX);
        double residuals = logs.Sum(log => Math.Pow(log.Y - factor - (slope * log.X), 2));
        return new HeightAllometry(factor, slope, residuals / (logs.Count - 2), logs.Count, meanX, squares);
    }

    /// <summary>Biomass of one place (Mg/ha), with the spread of a single value: from the height's own error, the scatter around the curve and the curve's error.</summary>
    /// <param name="heightMetres">Predicted height; at or below 0 gives 0.</param>
    /// <param name="heightError">Standard deviation of the predicted height, in metres.</param>
    /// <remarks>
    /// To first order: Var(AGB) = (AGB b / H)² Var(H) + AGB² (exp(s²) - 1) + AGB² s² (1/n + (ln H - mean)² / Σ(ln H - mean)²), in the order above.
    /// </remarks>
    public (double AgbMgPerHa, StandardDeviation Spread) Predict(double heightMetres, StandardDeviation heightError)
    {
        if (heightMetres <= 0)
        {
            return (0, new StandardDeviation(0));
        }

        double agb = CorrectedFactor * Math.Pow(heightMetres, Exponent), distance = Math.Log(heightMetres) - LogHeightMean;
        double ofHeight = agb * Exponent / heightMetres * heightError.Magnitude;
        double ofScatter = agb * Math.Sqrt(Math.Exp(LogVariance) - 1);
        double ofCurve = agb * Math.Sqrt(LogVariance * ((1.0 / SampleCount) + (distance * distance / LogHeightSquares)));
        return (agb, new StandardDeviation(Math.Sqrt((ofHeight * ofHeight) + (ofScatter * ofScatter) + (ofCurve * ofCurve))));
    }
}
