namespace Mitoshi.Statistics;

/// <summary>
/// Variance of the mean of a map whose errors are correlated in space: (1/N^2) sum_k sum_l rho(d_kl) s_k s_l
/// (McRoberts et al. 2018, Remote Sens. Environ. 207:42; 2022, 279:113028; Breidenbach, McRoberts &amp; Astrup 2016, 173:274).
/// Leaving rho out is the usual error.
/// </summary>
public static class SpatialMean
{
    /// <summary>The double sum over cells anywhere; N^2 terms.</summary>
    /// <param name="standardDeviations">s_k, length N.</param>
    /// <param name="x">Easting of each cell.</param>
    /// <param name="y">Northing.</param>
    /// <param name="correlation">rho, in the unit of x and y.</param>
    public static double ResidualVariance(
        ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> x, ReadOnlySpan<double> y, SpatialCorrelation correlation)
    {
        StatisticsErrors.RequireSameLength(standardDeviations.Length, x.Length, "x");
        StatisticsErrors.RequireSameLength(standardDeviations.Length, y.Length, "y");
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double inner = 0.5 * standardDeviations[k];
            for (int l = 0; l < k; l++)
            {
                double dx = x[k] - x[l], dy = y[k] - y[l];
                inner += correlation.At(Math.Sqrt((dx * dx) + (dy * dy))) * standardDeviations[l];
            }

            sum += 2 * standardDeviations[k] * inner;
        }

        return sum / ((double)x.Length * x.Length);
    }

    /// <summary>The same double sum on a regular grid, exact, by the autocorrelation of s over the mask (FFT).</summary>
    /// <param name="standardDeviations">s, rows × columns, row after row; NaN outside the area.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="pixelSize">Edge of a square pixel, in the unit of the correlation.</param>
    /// <param name="correlation">rho; null is refused.</param>
    /// <param name="weight">Sum of the pixels' weights, where s was multiplied by them; null when each pixel counts once.</param>
    /// <exception cref="MitoshiException"><c>statistics.missing_correlation</c>, <c>statistics.too_few</c>.</exception>
    public static double ResidualVarianceOnGrid(ReadOnlySpan<float> standardDeviations, int columns, double pixelSize, SpatialCorrelation? correlation, double? weight = null)
    {
        double[] values = new double[standardDeviations.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = standardDeviations[i];
        }

        return ResidualVarianceOnGrid(values, columns, pixelSize, correlation, weight);
    }

    /// <inheritdoc cref="ResidualVarianceOnGrid(ReadOnlySpan{float}, int, double, SpatialCorrelation?, double?)"/>
    public static double ResidualVarianceOnGrid(ReadOnlySpan<double> standardDeviations, int columns, double pixelSize, SpatialCorrelation? correlation, double? weight = null)
    {
        if (correlation is null)
        {
            throw new MitoshiException(
                "statistics.missing_correlation",
                found: ("pixel standard deviations without a model of their correlation", "画素の標準偏差に空間相関のモデルがない"),
                expected: ("a correlation by distance, from the variogram of out-of-fold residuals", "検証残差のバリオグラムから求めた距離別の相関"),
                remedy: ("Fit one; a pixel's deviation must not be divided by the root of the number of pixels.",
                    "相関を当てはめてください。画素の標準偏差を画素数の平方根で割ってはいけません。"));
        }

        int rows = standardDeviations.Length / columns, reach = (int)Math.Min(Math.Ceiling(correlation.DistanceMax / pixelSize), Math.Max(rows, columns));
        int width = Fourier.PowerOfTwo(columns + Math.Min(reach, columns - 1)), height = Fourier.PowerOfTwo(rows + Math.Min(reach, rows - 1));
        double[] real = new double[width * height], imaginary = new double[width * height];
        long count = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double s = standardDeviations[(row * columns) + column];
                if (!double.IsNaN(s))
                {
                    real[(row * width) + column] = s;
                    count++;
                }
            }
        }

        if (count == 0)
        {
            throw StatisticsErrors.TooFew(("pixels in the area", "区域内の画素"), 0, 1);
        }

        Fourier.Forward2D(real, imaginary, width, height);
        for (int i = 0; i < real.Length; i++)
        {
            real[i] = (real[i] * real[i]) + (imaginary[i] * imaginary[i]);
            imaginary[i] = 0;
        }

        // The power spectrum is even, so a forward transform is the inverse one but for the factor.
        Fourier.Forward2D(real, imaginary, width, height);
        double sum = 0;
        for (int row = -Math.Min(reach, rows - 1); row <= Math.Min(reach, rows - 1); row++)
        {
            double line = 0;
            for (int column = -Math.Min(reach, columns - 1); column <= Math.Min(reach, columns - 1); column++)
            {
                int index = ((row & (height - 1)) * width) + (column & (width - 1));
                line += correlation.At(pixelSize * Math.Sqrt(((double)row * row) + ((double)column * column))) * real[index];
            }

            sum += line;
        }

        double total = weight ?? count;
        return sum / ((double)width * height) / (total * total);
    }

    /// <summary>J'S J: variance of an area mean that comes from the model's coefficients; J the mean gradient over the area.</summary>
    public static double ParameterVariance(ReadOnlySpan<double> gradientMean, double[,] coefficientCovariance)
        => LinearAlgebra.Quadratic(gradientMean, coefficientCovariance);

    /// <summary>Mean of a map over an area without plots: its variance is the sum of both parts, with normal quantiles.</summary>
    /// <param name="mapMean">Mean of the predictions.</param>
    /// <param name="parameterVariance">J'S J, or the bootstrap variance of the area mean.</param>
    /// <param name="residualVariance">The double sum.</param>
    /// <param name="unit">Unit of the map.</param>
    public static Estimate Estimate(double mapMean, double parameterVariance, double residualVariance, Unit unit)
        => EstimateIntervals.FromVariance(mapMean, unit, parameterVariance + residualVariance, double.PositiveInfinity, "model_based");
}
