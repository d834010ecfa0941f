using System.Text.Json;
using Mitoshi.Bench.Predict;
using Mitoshi.Core;
using Mitoshi.Learning;

namespace Mitoshi.Bench.Forest;

/// <summary>
/// The quantile forest on the chips' 0.1 ha circles beside the published result of the peer's script: block cross-validation, plain 90 % intervals.
/// Reads what an earlier run of the bench <c>predict</c> left.
/// </summary>
[Bench("forest", "quantile forest on the chips' circles beside scikit-learn's figures (after the bench predict) [--trees 300]")]
internal sealed class QuantileForestBench : Bench
{
    private const double RmseSlack = 1.03, CoverageMin = 0.90;

    public override bool Run(BenchContext context)
    {
        (FeatureTable table, float[] labels, byte[] folds) = new Chips(context.Work("predict")).ToCircles();
        ForestSettings settings = new() { Trees = int.Parse(context.Option("trees", "300")) };
        float[] mean = new float[labels.Length], lower = new float[labels.Length], upper = new float[labels.Length];
        for (byte fold = 0; fold < 5; fold++)
        {
            int[] training = [.. Enumerable.Range(0, labels.Length).Where(row => folds[row] != fold)];
            int[] test = [.. Enumerable.Range(0, labels.Length).Where(row => folds[row] == fold)];
            QuantileForest forest = QuantileForest.Train(
                table.SelectRows(training), [.. training.Select(row => labels[row])], settings, new RandomStream(1, $"fold/{fold}"), threads: 2);
            FeatureTable held = table.SelectRows(test);
            float[] means = new float[test.Length], quantiles = new float[2 * test.Length];
            new TreePredictor(forest.Mean).Predict(held.Values, test.Length, means);
            forest.Predict(held.Values, test.Length, [0.05, 0.95], quantiles);
            for (int i = 0; i < test.Length; i++)
            {
                (mean[test[i]], lower[test[i]], upper[test[i]]) = (means[i], quantiles[i], quantiles[test.Length + i]);
            }
        }

        double rmse = Math.Sqrt(Enumerable.Range(0, labels.Length).Average(row => Math.Pow(mean[row] - labels[row], 2)));
        double covered = Enumerable.Range(0, labels.Length).Average(row => labels[row] >= lower[row] && labels[row] <= upper[row] ? 1.0 : 0);
        double width = Enumerable.Range(0, labels.Length).Average(row => upper[row] - lower[row]);

        JsonElement peer = JsonDocument.Parse(File.ReadAllText(Path.Combine(context.Baselines, "results", "chips_quantile_forest.json")))
            .RootElement.GetProperty("block_cv");
        double peerRmse = peer.GetProperty("scores").GetProperty("rmse").GetDouble();
        Console.WriteLine($"scikit-learn: RMSE {peerRmse:F2}, covered {peer.GetProperty("coverage_by_truth").GetProperty("overall").GetDouble():P1}, mean width {peer.GetProperty("mean_width").GetDouble():F1} Mg/ha");
        Console.WriteLine($"Mitoshi:      RMSE {rmse:F2}, covered {covered:P1}, mean width {width:F1} Mg/ha ({settings.Trees} trees)");
        return rmse <= RmseSlack * peerRmse && covered >= CoverageMin;
    }
}
