namespace Mitoshi.Learning;

/// <summary>How often intervals hold the truth in one group.</summary>
/// <param name="Group">Name: a class, a fold, or <c>all</c>.</param>
/// <param name="Count">Samples.</param>
/// <param name="Coverage">Share of them whose closed interval holds the truth; NaN when there is none.</param>
/// <param name="MeanWidth">Mean width of the intervals, in the unit of the truth.</param>
public sealed record CoverageScore(string Group, int Count, double Coverage, double MeanWidth);

/// <summary>Coverage of intervals: overall, by fold, by class of prediction and of truth. No method promises coverage by class of truth; it is reported all the same.</summary>
public sealed record CoverageReport(
    CoverageScore All, IReadOnlyList<CoverageScore> ByFold, IReadOnlyList<CoverageScore> ByPrediction, IReadOnlyList<CoverageScore> ByTruth)
{
    /// <summary>Counts.</summary>
    /// <param name="truth">Reference values, length n.</param>
    /// <param name="lower">Lower ends.</param>
    /// <param name="upper">Upper ends.</param>
    /// <param name="prediction">Predictions, for their classes.</param>
    /// <param name="fold">Fold of each sample.</param>
    /// <param name="classes">The classes.</param>
    public static CoverageReport Of(double[] truth, double[] lower, double[] upper, double[] prediction, int[] fold, ValueClasses classes)
    {
        CoverageScore[] Split(int groupCount, Func<int, int> groupOf, Func<int, string> name)
        {
            int[] counts = new int[groupCount], held = new int[groupCount];
            double[] widths = new double[groupCount];
            for (int i = 0; i < truth.Length; i++)
            {
                int group = groupOf(i);
                counts[group]++;
                widths[group] += upper[i] - lower[i];
                held[group] += truth[i] >= lower[i] && truth[i] <= upper[i] ? 1 : 0;
            }

            return [.. Enumerable.Range(0, groupCount).Select(g => new CoverageScore(name(g), counts[g], held[g] / (double)counts[g], widths[g] / counts[g]))];
        }

        return new CoverageReport(
            Split(1, _ => 0, _ => "all")[0],
            Split(fold.Length == 0 ? 0 : fold.Max() + 1, i => fold[i], f => $"fold {f}"),
            Split(classes.Count, i => classes.Of(prediction[i]), classes.Name),
            Split(classes.Count, i => classes.Of(truth[i]), classes.Name));
    }
}
