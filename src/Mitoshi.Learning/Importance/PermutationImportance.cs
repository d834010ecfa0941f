namespace Mitoshi.Learning;

/// <summary>How much the error grows when a feature is shuffled among the samples.</summary>
/// <param name="Feature">Name of the feature, or of the group that is shuffled together.</param>
/// <param name="RmseIncrease">Mean growth of the root mean square error, in the unit of the labels. Negative: the feature only disturbed.</param>
/// <param name="Spread">Standard deviation of the growth over the shuffles.</param>
public sealed record FeatureImportance(string Feature, double RmseIncrease, StandardDeviation Spread)
{
    /// <summary>Shuffles each feature (Breiman 2001, doi:10.1023/A:1010933404324; model-agnostic as Fisher et al. 2019, J. Machine Learning Research 20:177). Give samples that the model has not learned from.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="table">Samples.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="random">Feature <c>f</c> uses the fork of its name.</param>
    /// <param name="repeats">Shuffles of each feature.</param>
    /// <param name="groups">Features that are shuffled together because they say nearly the same, by name of the group; null: each alone.</param>
    /// <returns>The largest first.</returns>
    public static IReadOnlyList<FeatureImportance> ByPermutation(
        Regression model, FeatureTable table, ReadOnlySpan<float> labels, RandomStream random, int repeats = 5, IReadOnlyDictionary<string, string[]>? groups = null)
    {
        Require.SameLength(table.RowCount, labels.Length, nameof(labels));
        SortedDictionary<string, string[]> tried = new(StringComparer.Ordinal);
        foreach (string name in groups is null ? table.Names : groups.Keys)
        {
            tried[name] = groups is null ? [name] : groups[name];
        }

        float[] values = table.Values.ToArray(), predictions = new float[table.RowCount];
        double rmse = Rmse(model, values, labels, predictions);
        List<FeatureImportance> importances = [];
        foreach ((string name, string[] members) in tried)
        {
            RandomStream own = random.Fork(name);
            double[] increases = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                int[] order = [.. Enumerable.Range(0, table.RowCount)];
                own.Shuffle(order.AsSpan());
                Rearrange(table, members, order, values);
                increases[repeat] = Rmse(model, values, labels, predictions) - rmse;
            }

            table.Values.CopyTo(values);
            double mean = increases.Average();
            double variance = repeats < 2 ? 0 : increases.Sum(increase => (increase - mean) * (increase - mean)) / (repeats - 1);
            importances.Add(new FeatureImportance(name, mean, new StandardDeviation(Math.Sqrt(variance))));
        }

        return [.. importances.OrderByDescending(importance => importance.RmseIncrease).ThenBy(importance => importance.Feature, StringComparer.Ordinal)];
    }

    private static void Rearrange(FeatureTable table, string[] members, int[] order, float[] values)
    {
        foreach (string member in members)
        {
            int feature = table.IndexOf(member);
            ReadOnlySpan<float> column = table.Column(feature);
            for (int row = 0; row < order.Length; row++)
            {
                values[(feature * order.Length) + row] = column[order[row]];
            }
        }
    }

    private static double Rmse(Regression model, float[] values, ReadOnlySpan<float> labels, float[] predictions)
    {
        model(values, labels.Length, predictions);
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double error = predictions[row] - labels[row];
            sum += error * error;
        }

        return Math.Sqrt(sum / labels.Length);
    }
}
