namespace Mitoshi.Statistics;

/// <summary>
/// How far the level of a map may be off: the part of its error that all pixels of a class share because the model learned from, and was judged by, a
/// sample of clusters. It doesn't average out over an area as the errors of single pixels do.
/// </summary>
/// <remarks>
/// With residuals e of predictions for clusters that the model did not see, the mean error of class c is S_c / N_c with S_c = sum over clusters b of S_bc. Clusters
/// are independent, pixels of a cluster are not: Cov_cd = B / (B - 1) sum_b S_bc S_bd / (N_c N_d) (Liang &amp; Zeger 1986, Biometrika 73:13, for means). The sums are
/// taken around 0, not around the class's mean, so that a bias of a class counts as an error.
/// </remarks>
/// <param name="Edges">Lower edges of the classes of prediction; a value below the first belongs to the first.</param>
/// <param name="Covariance">Covariance of the mean errors of the classes, in the square of the map's unit.</param>
/// <param name="Clusters">Number of clusters B.</param>
public sealed record LevelError(IReadOnlyList<double> Edges, double[,] Covariance, int Clusters)
{
    private const int RowsFewest = 100;

    /// <summary>Estimates it.</summary>
    /// <param name="predictions">Prediction of each sample, by a model that did not see its cluster.</param>
    /// <param name="residuals">Reference minus prediction.</param>
    /// <param name="clusters">Cluster of each sample.</param>
    /// <param name="edges">Lower edges of the classes; a class with fewer than 100 samples is one with the next lower.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>.</exception>
    public static LevelError Of(ReadOnlySpan<double> predictions, ReadOnlySpan<double> residuals, ReadOnlySpan<int> clusters, IReadOnlyList<double> edges)
    {
        StatisticsErrors.RequireSameLength(predictions.Length, residuals.Length, ("residuals", "残差"));
        StatisticsErrors.RequireSameLength(predictions.Length, clusters.Length, ("clusters", "集落"));
        int classes = edges.Count;
        double[] counts = new double[classes];
        Dictionary<int, double[]> sums = [];
        for (int i = 0; i < predictions.Length; i++)
        {
            int index = ClassOf(edges, predictions[i]);
            counts[index]++;
            if (!sums.TryGetValue(clusters[i], out double[]? sum))
            {
                sums.Add(clusters[i], sum = new double[classes]);
            }

            sum[index] += residuals[i];
        }

        if (sums.Count < 2)
        {
            throw StatisticsErrors.TooFew(("clusters", "集落"), sums.Count, 2);
        }

        int[] joined = Join(counts);
        double[,] covariance = new double[classes, classes];
        double scale = sums.Count / (sums.Count - 1.0);
        double[] size = new double[classes];
        for (int c = 0; c < classes; c++)
        {
            size[joined[c]] += counts[c];
        }

        foreach (double[] sum in sums.OrderBy(item => item.Key).Select(item => item.Value))
        {
            double[] together = new double[classes];
            for (int c = 0; c < classes; c++)
            {
                together[joined[c]] += sum[c];
            }

            for (int c = 0; c < classes; c++)
            {
                for (int d = 0; d < classes; d++)
                {
                    covariance[c, d] += scale * together[joined[c]] * together[joined[d]] / (size[joined[c]] * size[joined[d]]);
                }
            }
        }

        return new LevelError([.. edges], covariance, sums.Count);
    }

    /// <summary>Class of a prediction.</summary>
    public int ClassOf(double prediction) => ClassOf(Edges, prediction);

    /// <summary>Covariance of the level errors of the means of two areas.</summary>
    /// <param name="first">Share of the first area in each class; the shares need not be scaled to 1.</param>
    /// <param name="second">The same for the second area; the first again for a variance.</param>
    public double Between(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0, all = 0, others = 0;
        for (int c = 0; c < Edges.Count; c++)
        {
            all += first[c];
            others += second[c];
            for (int d = 0; d < Edges.Count; d++)
            {
                sum += first[c] * Covariance[c, d] * second[d];
            }
        }

        return sum / (all * others);
    }

    /// <summary>Degrees of freedom of a variance of which <paramref name="level"/> is this part and the rest is known well (Satterthwaite 1946, Biometrics Bull. 2:110).</summary>
    public double DegreesOfFreedom(double total, double level) => level > 0 ? (Clusters - 1) * (total / level) * (total / level) : double.PositiveInfinity;

    private static int ClassOf(IReadOnlyList<double> edges, double prediction)
    {
        int index = edges.Count - 1;
        while (index > 0 && prediction < edges[index])
        {
            index--;
        }

        return index;
    }

    // From above, each class with too few samples goes to the one below it; the lowest takes the next above.
    private static int[] Join(double[] counts)
    {
        int[] joined = [.. Enumerable.Range(0, counts.Length)];
        double[] size = [.. counts];
        for (int c = counts.Length - 1; c > 0; c--)
        {
            if (size[c] < RowsFewest)
            {
                size[c - 1] += size[c];
                for (int above = c; above < counts.Length; above++)
                {
                    joined[above] = joined[above] == c ? c - 1 : joined[above];
                }
            }
        }

        int next = joined.FirstOrDefault(c => c > 0);
        return size[0] >= RowsFewest || next == 0 ? joined : [.. joined.Select(c => c == 0 ? next : c)];
    }
}
