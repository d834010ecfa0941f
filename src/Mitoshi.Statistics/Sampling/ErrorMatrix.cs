namespace Mitoshi.Statistics;

/// <summary>
/// Areas and accuracies from a stratified reference sample whose strata are the map classes (Olofsson et al. 2014, Remote Sens. Environ. 148:42;
/// 2013, 129:122). Pixel counts alone are never an area estimate.
/// </summary>
public sealed class ErrorMatrix
{
    private readonly double[,] _counts;
    private readonly double[] _weights;
    private readonly double[] _rowTotals;

    /// <summary>Takes a square matrix of counts.</summary>
    /// <param name="counts">n_ij: rows are map classes, columns reference classes; every row has at least 2.</param>
    /// <param name="mappedAreas">Mapped area of each class, in any unit (pixels will do).</param>
    /// <exception cref="MitoshiException"><c>statistics.shape_mismatch</c>, <c>statistics.too_few</c>, <c>statistics.bad_weights</c>.</exception>
    public ErrorMatrix(double[,] counts, IReadOnlyList<double> mappedAreas)
    {
        int q = counts.GetLength(0);
        if (counts.GetLength(1) != q || mappedAreas.Count != q || q == 0)
        {
            throw StatisticsErrors.ShapeMismatch(
                ($"an error matrix of {q} x {counts.GetLength(1)} with {mappedAreas.Count} mapped areas",
                    $"{q} x {counts.GetLength(1)}の誤差行列と面積{mappedAreas.Count}個"),
                ("a square matrix and one mapped area per class", "正方行列と、クラスごとの面積"));
        }

        double total = mappedAreas.Sum();
        _counts = counts;
        _weights = new double[q];
        _rowTotals = new double[q];
        for (int i = 0; i < q; i++)
        {
            _weights[i] = mappedAreas[i] / total;
            for (int j = 0; j < q; j++)
            {
                _rowTotals[i] += counts[i, j];
            }

            if (_rowTotals[i] < 2)
            {
                throw StatisticsErrors.TooFew(($"map class {i + 1}", $"地図クラス{i + 1}"), (int)_rowTotals[i], 2);
            }
        }

        StratifiedSample.RequireWeights(_weights);
        AreaTotal = total;
    }

    /// <summary>Sum of the mapped areas, in their unit.</summary>
    public double AreaTotal { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount => _weights.Length;

    /// <summary>Share of the area in a reference class: p_.j, SE = sqrt(sum W_i^2 u_ij (1 - u_ij) / (n_i - 1)), u_ij = n_ij / n_i.</summary>
    public Estimate Share(int classIndex)
    {
        double share = 0, variance = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            double w = _weights[i], u = _counts[i, classIndex] / _rowTotals[i];
            share += w * u;
            variance += w * w * u * (1 - u) / (_rowTotals[i] - 1);
        }

        return EstimateIntervals.FromVariance(share, Unit.One, variance, double.PositiveInfinity, "area.olofsson");
    }

    /// <summary>Area of a reference class: A p_.j, in the unit of the mapped areas times <paramref name="unitsPerMappedUnit"/>.</summary>
    /// <param name="classIndex">Class, from 0.</param>
    /// <param name="unit">Unit of the answer.</param>
    /// <param name="unitsPerMappedUnit">For example 0.09 ha per pixel.</param>
    public Estimate Area(int classIndex, Unit unit, double unitsPerMappedUnit = 1)
        => Share(classIndex).Total(AreaTotal * unitsPerMappedUnit, unit);

    /// <summary>User's accuracy n_ii / n_i, SE = sqrt(U (1 - U) / (n_i - 1)).</summary>
    public Estimate UsersAccuracy(int classIndex)
    {
        double n = _rowTotals[classIndex], u = _counts[classIndex, classIndex] / n;
        return EstimateIntervals.FromVariance(u, Unit.One, u * (1 - u) / (n - 1), double.PositiveInfinity, "accuracy.users");
    }

    /// <summary>Producer's accuracy p_jj / p_.j with the variance of Olofsson et al. 2014, eq. 7; NaN when the class was never found.</summary>
    public Estimate ProducersAccuracy(int classIndex)
    {
        int j = classIndex;
        double estimated = Share(j).Value, u = UsersAccuracy(j).Value, w = _weights[j], p = w * u / estimated, others = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            if (i != j)
            {
                double v = _counts[i, j] / _rowTotals[i];
                others += _weights[i] * _weights[i] * v * (1 - v) / (_rowTotals[i] - 1);
            }
        }

        double variance = ((w * w * (1 - p) * (1 - p) * u * (1 - u) / (_rowTotals[j] - 1)) + (p * p * others)) / (estimated * estimated);
        return EstimateIntervals.FromVariance(p, Unit.One, variance, double.PositiveInfinity, "accuracy.producers");
    }

    /// <summary>Overall accuracy sum W_i U_i, Var = sum W_i^2 U_i (1 - U_i) / (n_i - 1).</summary>
    public Estimate OverallAccuracy()
    {
        double accuracy = 0, variance = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            double w = _weights[i], u = _counts[i, i] / _rowTotals[i];
            accuracy += w * u;
            variance += w * w * u * (1 - u) / (_rowTotals[i] - 1);
        }

        return EstimateIntervals.FromVariance(accuracy, Unit.One, variance, double.PositiveInfinity, "accuracy.overall");
    }
}
