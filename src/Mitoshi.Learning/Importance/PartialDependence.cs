namespace Mitoshi.Learning;

/// <summary>The mean prediction over the samples when one feature is set to the same value in all of them (Friedman 2001, doi:10.1214/aos/1013203451, section 8.2).</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="FeatureValues">Values that it was set to, ascending.</param>
/// <param name="Predictions">Mean prediction at each.</param>
public sealed record PartialDependence(string Feature, float[] FeatureValues, double[] Predictions)
{
    /// <summary>Computes the curve at even steps of the sorted samples, from their 1 % to their 99 % point.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="table">Samples; a random thousand is enough.</param>
    /// <param name="feature">Name of the feature.</param>
    /// <param name="pointCount">Most points of the curve; equal values fall together.</param>
    /// <exception cref="ArgumentException">The feature is not in the table, or misses everywhere.</exception>
    public static PartialDependence Of(Regression model, FeatureTable table, string feature, int pointCount = 30)
    {
        int index = table.IndexOf(feature);
        float[] sorted = index < 0 ? [] : Array.FindAll(table.Column(index).ToArray(), value => !float.IsNaN(value));
        if (sorted.Length == 0)
        {
            throw new ArgumentException($"{feature} is not a feature with values", nameof(feature));
        }

        Array.Sort(sorted);
        SortedSet<float> points = [];
        for (int point = 0; point < pointCount; point++)
        {
            double share = 0.01 + (0.98 * point / Math.Max(1, pointCount - 1));
            points.Add(sorted[(int)Math.Round(share * (sorted.Length - 1))]);
        }

        return At(model, table, index, [.. points]);
    }

    private static PartialDependence At(Regression model, FeatureTable table, int index, float[] points)
    {
        float[] values = table.Values.ToArray(), predictions = new float[table.RowCount];
        double[] means = new double[points.Length];
        for (int point = 0; point < points.Length; point++)
        {
            values.AsSpan(index * table.RowCount, table.RowCount).Fill(points[point]);
            model(values, table.RowCount, predictions);
            double sum = 0;
            foreach (float prediction in predictions)
            {
                sum += prediction;
            }

            means[point] = sum / predictions.Length;
        }

        return new PartialDependence(table.Names[index], points, means);
    }
}
