namespace Mitoshi.Learning;

/// <summary>A fitted water-cloud model and how well it holds.</summary>
/// <param name="Model">The model.</param>
/// <param name="ResidualPower">Standard deviation of the residuals, linear power, with n - 3 degrees of freedom.</param>
/// <param name="R2">Share of the variance of the backscatter that the model explains; near 0: this date says nothing of V.</param>
public sealed record WaterCloudFit(WaterCloudModel Model, StandardDeviation ResidualPower, double R2)
{
    private const double DecayMin = 1e-5, DecayMax = 1;
    private const int GridSteps = 200, GoldenSteps = 80;

    /// <summary>Least squares in power. For a given b the model is linear in the two powers, so only b is searched: a logarithmic grid, then golden section around its best point.</summary>
    /// <param name="volumes">V of each sample, 0 or more.</param>
    /// <param name="powers">Backscatter of each sample, linear power.</param>
    /// <exception cref="MitoshiException"><c>learning.water_cloud</c>: fewer than 4 samples, all of one V, or no curve with positive powers.</exception>
    public static WaterCloudFit Of(ReadOnlySpan<double> volumes, ReadOnlySpan<double> powers)
    {
        Require.SameLength(volumes.Length, powers.Length, nameof(powers));
        double best = double.NaN, squaresBest = double.PositiveInfinity;
        double step = (Math.Log(DecayMax) - Math.Log(DecayMin)) / GridSteps;
        for (int i = 0; i <= GridSteps; i++)
        {
            double logDecay = Math.Log(DecayMin) + (i * step);
            double squares = volumes.Length < 4 ? double.NaN : Linear(volumes, powers, Math.Exp(logDecay)).Squares;
            if (squares < squaresBest)
            {
                (best, squaresBest) = (logDecay, squares);
            }
        }

        double decay = Math.Exp(Golden(volumes, powers, best - step, best + step));
        (double ground, double vegetation, double residual) = Linear(volumes, powers, decay);
        if (!(ground > 0 && vegetation > 0 && double.IsFinite(residual)))
        {
            throw new MitoshiException("learning.water_cloud",
                found: ($"no water-cloud curve fits the {volumes.Length} samples (ground power {ground:G4}, vegetation power {vegetation:G4})", $"{volumes.Length}個の標本に合うウォータークラウド曲線がありません（地面 {ground:G4}、植生 {vegetation:G4}）"),
                expected: ("at least 4 samples from open to dense forest, backscatter in linear power", "疎林から密林までの4個以上の標本と、線形電力の後方散乱"),
                remedy: ("Check the unit of the backscatter (power, not dB), or take plots over a wider range", "後方散乱の単位（dBではなく電力）を確認するか、より広い範囲の調査区を使ってください"));
        }

        return new WaterCloudFit(
            new WaterCloudModel(ground, vegetation, decay), new StandardDeviation(Math.Sqrt(residual / (volumes.Length - 3.0))), 1 - (residual / TotalSquares(powers)));
    }

    private static double Golden(ReadOnlySpan<double> volumes, ReadOnlySpan<double> powers, double from, double to)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        double left = to - (ratio * (to - from)), right = from + (ratio * (to - from));
        for (int i = 0; i < GoldenSteps; i++)
        {
            if (Linear(volumes, powers, Math.Exp(left)).Squares < Linear(volumes, powers, Math.Exp(right)).Squares)
            {
                (to, right) = (right, left);
                left = to - (ratio * (to - from));
            }
            else
            {
                (from, left) = (left, right);
                right = from + (ratio * (to - from));
            }
        }

        return (from + to) / 2;
    }

    // g = g_veg + (g_gr - g_veg) e^(-bV): a straight line in e^(-bV).
    private static (double Ground, double Vegetation, double Squares) Linear(ReadOnlySpan<double> volumes, ReadOnlySpan<double> powers, double decay)
    {
        double gapMean = 0, powerMean = 0, gapSquares = 0, products = 0;
        for (int i = 0; i < volumes.Length; i++)
        {
            gapMean += Math.Exp(-decay * volumes[i]) / volumes.Length;
            powerMean += powers[i] / volumes.Length;
        }

        for (int i = 0; i < volumes.Length; i++)
        {
            double gap = Math.Exp(-decay * volumes[i]) - gapMean;
            gapSquares += gap * gap;
            products += gap * (powers[i] - powerMean);
        }

        double slope = products / gapSquares, vegetation = powerMean - (slope * gapMean), squares = 0;
        for (int i = 0; i < volumes.Length; i++)
        {
            double residual = powers[i] - vegetation - (slope * Math.Exp(-decay * volumes[i]));
            squares += residual * residual;
        }

        return (vegetation + slope, vegetation, squares);
    }

    private static double TotalSquares(ReadOnlySpan<double> powers)
    {
        double mean = 0, squares = 0;
        foreach (double power in powers)
        {
            mean += power / powers.Length;
        }

        foreach (double power in powers)
        {
            squares += (power - mean) * (power - mean);
        }

        return squares;
    }
}
