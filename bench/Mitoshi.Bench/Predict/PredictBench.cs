using System.Text.Json;
using Mitoshi.Learning;
using Mitoshi.Learning.Bits;
using Mitoshi.Learning.Native;

namespace Mitoshi.Bench.Predict;

/// <summary>
/// Prediction per core beside scikit-learn's HistGradientBoosting and LightGBM's C API at equal cross-validated error on the chips.
/// Everything on one thread, in one run; each time is the least processor time of several.
/// </summary>
[Bench("predict", "trees per core beside scikit-learn and LightGBM, at equal error [--rounds 300] [--leaves 31]")]
internal sealed class PredictBench : Bench
{
    private const double TargetOfSklearn = 10, TargetOfLightGbm = 4;

    public override bool Run(BenchContext context)
    {
        string work = context.Work("predict");
        int rounds = int.Parse(context.Option("rounds", "300")), leaves = int.Parse(context.Option("leaves", "31"));
        string script = Path.Combine(AppContext.BaseDirectory, "Predict", "predict_peer.py");
        if (context.Arguments.Contains("--profile"))
        {
            return Profile(new Chips(work), rounds, leaves);
        }

        JsonElement peer = JsonDocument.Parse(context.Python(script, work, $"{rounds}", $"{leaves}")).RootElement;
        Chips chips = new(work);
        int pixels = chips.Labels.Length;
        double sklearn = pixels / peer.GetProperty("seconds").GetDouble();
        Console.WriteLine($"scikit-learn {peer.GetProperty("sklearn")}: RMSE {peer.GetProperty("rmse_pixel").GetDouble():F2} pixel, {peer.GetProperty("rmse_circle").GetDouble():F2} circle; {sklearn:N0} pixels/s");

        BoostingSettings settings = new() { Rounds = rounds, Leaves = leaves, LeafSamplesMin = 40, L2 = 0 };
        (double pixel, double circle) = chips.Rmse(CrossValidate(chips, settings));

        FeatureTable training = chips.Table.SelectRows(chips.RowsWhere(fold => fold != 0));
        float[] labels = [.. chips.RowsWhere(fold => fold != 0).Select(row => chips.Labels[row])];
        string text = BoostingTrainer.TrainToText(training, labels, settings, null, null, 1);
        double lightGbm = pixels / LightGbmSeconds(text, chips);
        TreeEnsemble mean = LightGbmText.Parse(text, training);
        double own = pixels / Seconds(new TreePredictor(mean), chips);
        Console.WriteLine($"LightGBM 4.7.0 C API, 1 thread: {lightGbm:N0} pixels/s");
        Console.WriteLine($"Mitoshi: RMSE {pixel:F2} pixel, {circle:F2} circle; {own:N0} pixels/s = {own / sklearn:F1} x scikit-learn, {own / lightGbm:F1} x LightGBM");

        BoostingSettings quantile = settings with { Objective = BoostingObjective.Quantile };
        TreeEnsemble lower = BoostingTrainer.Train(training, labels, quantile with { Quantile = 0.05 }, threads: 1);
        TreeEnsemble upper = BoostingTrainer.Train(training, labels, quantile with { Quantile = 0.95 }, threads: 1);
        double three = pixels / Seconds(new TreePredictor(mean, lower, upper), chips);
        Console.WriteLine($"Mitoshi, mean and two quantiles together: {three:N0} pixels/s");
        bool isEqualError = pixel <= peer.GetProperty("rmse_pixel").GetDouble() * 1.005;
        return isEqualError && own >= TargetOfSklearn * sklearn && own >= TargetOfLightGbm * lightGbm;
    }

    // Only the own side, on features that an earlier run left: for work on the evaluator.
    private static bool Profile(Chips chips, int rounds, int leaves)
    {
        BoostingSettings settings = new() { Rounds = rounds, Leaves = leaves, LeafSamplesMin = 40, L2 = 0 };
        int[] some = [.. Enumerable.Range(0, chips.Labels.Length).Where(row => row % 4 == 0)];
        FeatureTable training = chips.Table.SelectRows(some);
        float[] labels = [.. some.Select(row => chips.Labels[row])];
        BoostingSettings quantile = settings with { Objective = BoostingObjective.Quantile };
        TreeEnsemble mean = BoostingTrainer.Train(training, labels, settings);
        TreeEnsemble lower = BoostingTrainer.Train(training, labels, quantile with { Quantile = 0.05 });
        TreeEnsemble upper = BoostingTrainer.Train(training, labels, quantile with { Quantile = 0.95 });
        foreach (TreePredictor predictor in (TreePredictor[])[new(mean), new(mean, lower, upper), new(mean) { Path = KernelPath.Vector256 }, new(mean, lower, upper) { Path = KernelPath.Vector256 }, new(mean) { Path = KernelPath.Scalar }])
        {
            Console.WriteLine($"{predictor.OutputCount} models, {predictor.Path}: {chips.Labels.Length / Seconds(predictor, chips):N0} pixels/s; {predictor.Describe()}");
        }

        return true;
    }

    private static float[] CrossValidate(Chips chips, BoostingSettings settings)
    {
        float[] prediction = new float[chips.Labels.Length];
        for (byte fold = 0; fold < 5; fold++)
        {
            int[] trainingRows = chips.RowsWhere(other => other != fold), testRows = chips.RowsWhere(other => other == fold);
            TreeEnsemble ensemble = BoostingTrainer.Train(
                chips.Table.SelectRows(trainingRows), [.. trainingRows.Select(row => chips.Labels[row])], settings, threads: 1);
            float[] held = new float[testRows.Length];
            new TreePredictor(ensemble).Predict(chips.Table.SelectRows(testRows).Values, testRows.Length, held);
            for (int i = 0; i < testRows.Length; i++)
            {
                prediction[testRows[i]] = Math.Max(held[i], 0);
            }
        }

        return prediction;
    }

    // Rows × features, the layout that LightGBM reads fastest.
    private static double LightGbmSeconds(string text, Chips chips)
    {
        int pixels = chips.Labels.Length, features = chips.Table.FeatureCount;
        float[] rows = new float[pixels * features];
        for (int feature = 0; feature < features; feature++)
        {
            ReadOnlySpan<float> column = chips.Table.Column(feature);
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                rows[(pixel * features) + feature] = column[pixel];
            }
        }

        double[] result = new double[pixels];
        using LightGbmBooster booster = LightGbmBooster.Load(text);
        return BenchContext.ProcessorSecondsBest(3, () => booster.Predict(rows, pixels, features, isRowMajor: true, result));
    }

    private static double Seconds(TreePredictor predictor, Chips chips)
    {
        float[] output = new float[predictor.OutputCount * chips.Labels.Length];
        return BenchContext.ProcessorSecondsBest(30, () => predictor.Predict(chips.Table.Values, chips.Labels.Length, output));
    }
}
