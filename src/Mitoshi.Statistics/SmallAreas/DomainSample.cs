namespace Mitoshi.Statistics;

/// <summary>The plots of one domain.</summary>
internal sealed class DomainSample
{
    public List<double[]> Rows { get; } = [];

    public List<double> Values { get; } = [];

    public double[] RowMean { get; private set; } = [];

    public double ValueMean { get; private set; }

    public int Count => Values.Count;

    public static SortedDictionary<string, DomainSample> Group(DesignMatrix design, double[] values, IReadOnlyList<string> domains)
    {
        SortedDictionary<string, DomainSample> groups = new(StringComparer.Ordinal);
        for (int i = 0; i < values.Length; i++)
        {
            if (!groups.TryGetValue(domains[i], out DomainSample? sample))
            {
                groups[domains[i]] = sample = new DomainSample();
            }

            StatisticsErrors.RequireFinite(design.Rows[i], ($"auxiliaries of plot {i + 1}", $"プロット{i + 1}の補助変数"));
            sample.Rows.Add(design.Rows[i]);
            sample.Values.Add(values[i]);
        }

        foreach (DomainSample sample in groups.Values)
        {
            sample.RowMean = new double[design.ColumnCount];
            foreach (double[] row in sample.Rows)
            {
                for (int j = 0; j < row.Length; j++)
                {
                    sample.RowMean[j] += row[j] / sample.Count;
                }
            }

            sample.ValueMean = SampleMoments.Mean([.. sample.Values]);
        }

        return groups;
    }
}
