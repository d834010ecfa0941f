namespace Mitoshi.Learning;

/// <summary>
/// Whether training and target samples come from one population: a boosted classifier tries to tell them apart, and its area under the ROC curve,
/// cross-validated over blocks, says how well it can (classifier two-sample test; Lopez-Paz &amp; Oquab 2017).
/// </summary>
/// <param name="Auc">0.5: the same distribution; 1: told apart with certainty.</param>
/// <param name="StrongestFeatures">The features that give them away, strongest first.</param>
public sealed record PopulationShift(double Auc, IReadOnlyList<string> StrongestFeatures)
{
    /// <summary>Above this the target is a different population: its accuracy is unknown until plots are there.</summary>
    public const double Limit = 0.9;

    /// <summary>True when training-site accuracy and intervals must not be presented as valid for the target.</summary>
    public bool IsDifferentPopulation => Auc > Limit;

    /// <summary>Measures the shift.</summary>
    /// <param name="training">Training samples; some thousands are enough.</param>
    /// <param name="trainingFolds">Their folds, whole blocks.</param>
    /// <param name="target">Target samples with the same features.</param>
    /// <param name="targetFolds">Their folds; any whole blocks.</param>
    /// <param name="threads">Threads of the trainer.</param>
    public static PopulationShift Measure(FeatureTable training, int[] trainingFolds, FeatureTable target, int[] targetFolds, int threads = 1)
    {
        int n = training.RowCount, m = target.RowCount;
        float[] planar = new float[(n + m) * training.FeatureCount], isTarget = new float[n + m];
        for (int feature = 0; feature < training.FeatureCount; feature++)
        {
            training.Column(feature).CopyTo(planar.AsSpan(feature * (n + m)));
            target.Column(feature).CopyTo(planar.AsSpan((feature * (n + m)) + n));
        }

        isTarget.AsSpan(n).Fill(1);
        FeatureTable both = new(training.Names, planar, n + m, training.CategoricalNames);
        int[] folds = [.. trainingFolds, .. targetFolds];
        double[] scores = new double[n + m], gain = new double[both.FeatureCount];
        BoostingSettings settings = new() { Rounds = 50, LearningRate = 0.1, Leaves = 31, LeafSamplesMin = 20, L2 = 0, Bins = 63 };
        foreach (int fold in folds.Distinct().Order())
        {
            int[] others = [.. Enumerable.Range(0, n + m).Where(i => folds[i] != fold)], held = [.. Enumerable.Range(0, n + m).Where(i => folds[i] == fold)];
            TreeEnsemble model = BoostingTrainer.Train(both.SelectRows(others), [.. others.Select(i => isTarget[i])], settings, threads: threads);
            float[] output = new float[held.Length];
            new TreePredictor(model).Predict(both.SelectRows(held).Values, held.Length, output);
            for (int j = 0; j < held.Length; j++)
            {
                scores[held[j]] = output[j];
            }

            double[] share = model.GainImportance();
            for (int feature = 0; feature < gain.Length; feature++)
            {
                gain[feature] += share[feature];
            }
        }

        string[] strongest = [.. Enumerable.Range(0, gain.Length).OrderByDescending(f => gain[f]).ThenBy(f => f).Take(3).Select(f => both.Names[f])];
        return new PopulationShift(AreaUnderCurve(scores, isTarget), strongest);
    }

    /// <summary>Probability that a target sample scores above a training sample, ties counting half (Mann-Whitney).</summary>
    internal static double AreaUnderCurve(ReadOnlySpan<double> scores, ReadOnlySpan<float> isTarget)
    {
        double[] keys = scores.ToArray();
        float[] labels = isTarget.ToArray();
        Array.Sort(keys, labels);
        double ranks = 0, positives = 0;
        for (int i = 0; i < keys.Length;)
        {
            int end = i;
            double inTie = 0;
            while (end < keys.Length && keys[end] == keys[i])
            {
                inTie += labels[end++];
            }

            ranks += inTie * (0.5 * (i + 1 + end));
            positives += inTie;
            i = end;
        }

        double negatives = keys.Length - positives;
        return (ranks - (0.5 * positives * (positives + 1))) / (positives * negatives);
    }
}
