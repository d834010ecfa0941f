using System.Numerics.Tensors;

namespace Mitoshi.Learning;

/// <summary>
/// Where the training samples say something about a place (Meyer &amp; Pebesma 2021, doi:10.1111/2041-210X.13650). The dissimilarity index DI is
/// the distance to the nearest training sample over the mean distance of all pairs of training samples, in standardised and weighted features.
/// Being inside says nothing about a shift of level between scenes: ask <see cref="PopulationShift"/> too.
/// </summary>
public sealed record AreaOfApplicability
{
    /// <summary>Names of the features that are used; those without spread in training are left out.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>Training mean of each feature.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>Weight over training standard deviation of each feature.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>Weight of each feature.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The training samples, standardised and weighted, samples × features; missing values are NaN.</summary>
    public required float[] Samples { get; init; }

    /// <summary>Mean distance of all pairs of training samples.</summary>
    public required double MeanDistance { get; init; }

    /// <summary>The largest training DI that is not above Q3 + 1.5 IQR. A place with a larger DI is outside.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the training samples whose own DI is above the threshold.</summary>
    public required double TrainingOutside { get; init; }

    /// <summary>Number of training samples.</summary>
    public int SampleCount => Samples.Length / FeatureNames.Count;

    /// <summary>Fits it.</summary>
    /// <param name="table">Training samples; use a fixed-seed subset of at most 5,000 when there are more than 10⁵.</param>
    /// <param name="folds">Fold of each sample: the DI of a training sample is to the nearest sample of another fold.</param>
    /// <param name="weights">Importance of each feature, negative counts as 0; null for equal weights.</param>
    /// <exception cref="MitoshiException"><c>learning.too_few_folds</c>, <c>learning.no_spread</c>.</exception>
    public static AreaOfApplicability Fit(FeatureTable table, int[] folds, IReadOnlyList<double>? weights = null)
    {
        Require.SameLength(table.RowCount, folds.Length, nameof(folds));
        Folds.RequireFolds(folds.Length, folds.Distinct().Count());
        List<string> names = [];
        List<double> means = [], scales = [], used = [];
        List<int> columns = [];
        for (int feature = 0; feature < table.FeatureCount; feature++)
        {
            (double mean, double deviation) = Moments(table.Column(feature));
            double weight = Math.Max(0, weights?[feature] ?? 1);
            if (deviation > 1e-9 && weight > 0 && !table.IsCategorical(feature))
            {
                names.Add(table.Names[feature]);
                means.Add(mean);
                scales.Add(weight / deviation);
                used.Add(weight);
                columns.Add(feature);
            }
        }

        if (names.Count == 0)
        {
            throw new MitoshiException("learning.no_spread",
                found: ($"none of the {table.FeatureCount} features varies over the {table.RowCount} training samples", $"特徴量{table.FeatureCount}個のどれも、学習標本{table.RowCount}個の中で変化しません"),
                expected: ("at least one feature that differs between samples", "標本間で値が異なる特徴量が1個以上"),
                remedy: ("Check that the inputs are not constant or empty over the reference.", "参照データの位置で入力が一定値や欠測になっていないか確認してください。"));
        }

        AreaOfApplicability area = new()
        {
            FeatureNames = names, Means = means, Scales = scales, Weights = used, Samples = [], MeanDistance = 1, Threshold = 0, TrainingOutside = 0,
        };
        float[] samples = area.Standardise(table);
        area = area with { Samples = samples };
        double meanDistance = area.MeanOfPairs();
        double[] own = area.TrainingIndices(folds, meanDistance);
        double[] sorted = [.. own.Order()];
        double q1 = Quantile(sorted, 0.25), q3 = Quantile(sorted, 0.75), fence = q3 + (1.5 * (q3 - q1)), threshold = sorted[0];
        foreach (double index in sorted)
        {
            threshold = index <= fence ? index : threshold;
        }

        return area with
        {
            MeanDistance = meanDistance, Threshold = threshold, TrainingOutside = own.Count(index => index > threshold) / (double)own.Length,
        };
    }

    /// <summary>The dissimilarity index of each sample; NaN where every feature is missing.</summary>
    /// <param name="table">Samples with the features of the training table.</param>
    public double[] Indices(FeatureTable table)
    {
        float[] places = Standardise(table);
        int width = FeatureNames.Count;
        double[] indices = new double[table.RowCount];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = Nearest(places.AsSpan(i * width, width), static _ => true) / MeanDistance;
        }

        return indices;
    }

    /// <summary>True when a dissimilarity index is outside: no claim of accuracy there.</summary>
    public bool IsOutside(double index) => !(index <= Threshold);

    private float[] Standardise(FeatureTable table)
    {
        int width = FeatureNames.Count;
        float[] samples = new float[table.RowCount * width];
        for (int k = 0; k < width; k++)
        {
            ReadOnlySpan<float> column = table.Column(table.IndexOf(FeatureNames[k]));
            for (int i = 0; i < column.Length; i++)
            {
                samples[(i * width) + k] = (float)((column[i] - Means[k]) * Scales[k]);
            }
        }

        return samples;
    }

    private double MeanOfPairs()
    {
        int width = FeatureNames.Count, n = SampleCount;
        double sum = 0;
        for (int i = 1; i < n; i++)
        {
            double row = 0;
            for (int j = 0; j < i; j++)
            {
                row += Distance(Samples.AsSpan(i * width, width), Samples.AsSpan(j * width, width));
            }

            sum += row;
        }

        return sum / (0.5 * n * (n - 1.0));
    }

    private double[] TrainingIndices(int[] folds, double meanDistance)
    {
        int width = FeatureNames.Count;
        double[] indices = new double[folds.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            int own = folds[i];
            indices[i] = Nearest(Samples.AsSpan(i * width, width), j => folds[j] != own) / meanDistance;
        }

        return indices;
    }

    private double Nearest(ReadOnlySpan<float> place, Func<int, bool> isCandidate)
    {
        int width = FeatureNames.Count;
        double best = double.PositiveInfinity;
        for (int j = 0; j < SampleCount; j++)
        {
            if (isCandidate(j))
            {
                best = Math.Min(best, Distance(place, Samples.AsSpan(j * width, width)));
            }
        }

        return double.IsPositiveInfinity(best) ? double.NaN : best;
    }

    // Over the features that both have, scaled up by the weights of those that are missing.
    private double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float whole = TensorPrimitives.Distance(a, b);
        if (!float.IsNaN(whole))
        {
            return whole;
        }

        double sum = 0, all = 0, present = 0;
        for (int k = 0; k < a.Length; k++)
        {
            double difference = a[k] - b[k];
            all += Weights[k];
            if (!double.IsNaN(difference))
            {
                sum += difference * difference;
                present += Weights[k];
            }
        }

        return present > 0 ? Math.Sqrt(sum * all / present) : double.PositiveInfinity;
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<float> column)
    {
        double sum = 0, squares = 0;
        int count = 0;
        foreach (float measured in column)
        {
            if (!float.IsNaN(measured))
            {
                sum += measured;
                count++;
            }
        }

        double mean = sum / count;
        foreach (float measured in column)
        {
            squares += float.IsNaN(measured) ? 0 : (measured - mean) * (measured - mean);
        }

        return (mean, Math.Sqrt(squares / count));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = (int)at, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
