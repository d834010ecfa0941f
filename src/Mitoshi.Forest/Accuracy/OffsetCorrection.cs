namespace Mitoshi.Forest.Accuracy;

/// <summary>Calibration in the large: the mean error of the predictions of other folds is taken off. A clipped, regularised model is a little too high.</summary>
internal static class OffsetCorrection
{
    /// <summary>Corrects each site's map, fold by fold, by what the other folds of all sites say.</summary>
    public static IReadOnlyList<float[]> Apply(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<float[]> predictions, IReadOnlyList<int[]> folds, int foldCount)
    {
        double[] errors = new double[foldCount];
        long[] counts = new long[foldCount];
        for (int s = 0; s < sites.Count; s++)
        {
            for (int pixel = 0; pixel < folds[s].Length; pixel++)
            {
                if (float.IsFinite(sites[s].Biomass[pixel]))
                {
                    errors[folds[s][pixel]] += predictions[s][pixel] - sites[s].Biomass[pixel];
                    counts[folds[s][pixel]]++;
                }
            }
        }

        double allErrors = errors.Sum();
        long allCounts = counts.Sum();
        double[] offsets = [.. Enumerable.Range(0, foldCount).Select(fold => (allErrors - errors[fold]) / Math.Max(1, allCounts - counts[fold]))];
        return [.. predictions.Select((map, s) => map.Select((predicted, pixel) => (float)Math.Max(0, predicted - offsets[folds[s][pixel]])).ToArray())];
    }
}
