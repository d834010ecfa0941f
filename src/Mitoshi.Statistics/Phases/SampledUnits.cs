namespace Mitoshi.Statistics;

/// <summary>
/// Sampling units of a phase: clusters, or single points. A cluster's value is the mean over its points, its auxiliaries are the mean
/// weighted by the boundary weights, its size M(x) the number of its points (in the area, where one is asked for).
/// </summary>
internal sealed class SampledUnits
{
    private SampledUnits(List<double[]> rows, List<double> values, List<double> sizes, List<double> meanWeights, bool isClustered)
    {
        Rows = rows;
        Values = [.. values];
        Sizes = [.. sizes];
        MeanWeights = [.. meanWeights];
        IsClustered = isClustered;
    }

    public IReadOnlyList<double[]> Rows { get; }

    public double[] Values { get; }

    /// <summary>M(x); 1 for points.</summary>
    public double[] Sizes { get; }

    /// <summary>Weights of the mean of the auxiliaries: M(x) of clusters, boundary weights of points.</summary>
    public double[] MeanWeights { get; }

    public bool IsClustered { get; }

    public int Count => Values.Length;

    public static SampledUnits Of(PhasedInventory inventory, DesignMatrix design, int phaseMin, string? area)
    {
        SortedDictionary<string, List<int>> groups = new(StringComparer.Ordinal);
        for (int i = 0; i < inventory.PointCount; i++)
        {
            if (inventory.Phases[i] < phaseMin || (area is not null && inventory.Areas![i] != area))
            {
                continue;
            }

            string key = inventory.Clusters?[i] ?? i.ToString("D9");
            if (!groups.TryGetValue(key, out List<int>? members))
            {
                groups[key] = members = [];
            }

            members.Add(i);
        }

        List<double[]> rows = [];
        List<double> values = [], sizes = [], weights = [];
        bool isClustered = inventory.Clusters is not null;
        foreach (List<int> members in groups.Values)
        {
            double[] row = new double[design.ColumnCount];
            double total = 0, sum = 0;
            foreach (int i in members)
            {
                double weight = inventory.BoundaryWeights?[i] ?? 1;
                total += weight;
                sum += inventory.Values[i];
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += weight * design.Rows[i][j];
                }
            }

            if (total > 0)
            {
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] /= total;
                }
            }
            else
            {
                // A point with no share in the forest keeps its own auxiliaries and weighs nothing.
                design.Rows[members[0]].CopyTo(row.AsSpan());
            }

            rows.Add(row);
            values.Add(sum / members.Count);
            sizes.Add(members.Count);
            weights.Add(isClustered ? members.Count : total);
        }

        return new SampledUnits(rows, values, sizes, weights, isClustered);
    }

    /// <summary>Zbar: weighted mean of the auxiliaries.</summary>
    public double[] MeanRow()
    {
        double[] mean = new double[Rows.Count == 0 ? 0 : Rows[0].Length];
        double total = 0;
        for (int i = 0; i < Count; i++)
        {
            total += MeanWeights[i];
            for (int j = 0; j < mean.Length; j++)
            {
                mean[j] += MeanWeights[i] * Rows[i][j];
            }
        }

        for (int j = 0; j < mean.Length; j++)
        {
            mean[j] /= total;
        }

        return mean;
    }

    /// <summary>S_Z = sum (M/Mbar)^2 (Z - Zbar)(Z - Zbar)' / (n (n - 1)).</summary>
    public double[,] MeanCovariance(double[] mean)
    {
        double sizeMean = SampleMoments.Mean(Sizes);
        double[][] centred = new double[Count][];
        double[] weights = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            centred[i] = new double[mean.Length];
            for (int j = 0; j < mean.Length; j++)
            {
                centred[i][j] = Rows[i][j] - mean[j];
            }

            double relative = Sizes[i] / sizeMean;
            weights[i] = relative * relative;
        }

        return LinearAlgebra.Scale(LinearAlgebra.Gram(centred, weights), 1.0 / ((double)Count * (Count - 1)));
    }

    public double[] Predict(double[] coefficients) => [.. Rows.Select(row => LinearAlgebra.Dot(row, coefficients))];

    public double[] Residuals(double[] coefficients)
    {
        double[] residuals = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            residuals[i] = Values[i] - LinearAlgebra.Dot(Rows[i], coefficients);
        }

        return residuals;
    }
}
