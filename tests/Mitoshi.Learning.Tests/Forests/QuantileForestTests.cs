using System.Text;
using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Learning.Tests.Forests;

public sealed class QuantileForestTests
{
    private const int Rows = 300, Fresh = 50, Features = 5;
    private static readonly JsonElement s_golden = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.ProjectRoot, "tests", "Mitoshi.Learning.Tests", "golden", "quantile_forest", "golden.json"))).RootElement;

    [Fact]
    public void Quantiles_and_means_are_those_of_the_peers_forest_by_the_definition_in_NumPy()
    {
        QuantileForest forest = Peers();
        double[] levels = [.. s_golden.GetProperty("levels").EnumerateArray().Select(level => level.GetDouble())];
        float[] quantiles = new float[levels.Length * Fresh], means = new float[Fresh];
        float[] fresh = Planar(Rows, Fresh);
        forest.Predict(fresh, Fresh, levels, quantiles);
        new TreePredictor(forest.Mean).Predict(fresh, Fresh, means);
        for (int sample = 0; sample < Fresh; sample++)
        {
            for (int level = 0; level < levels.Length; level++)
            {
                Assert.Equal((float)s_golden.GetProperty("quantiles")[sample][level].GetDouble(), quantiles[(level * Fresh) + sample]);
            }

            Assert.Equal(s_golden.GetProperty("mean")[sample].GetDouble(), means[sample], 1e-6 * Math.Abs(means[sample]) + 1e-6);
        }
    }

    [Fact]
    public void A_forest_read_from_its_files_gives_the_same_quantiles_and_the_same_bytes()
    {
        QuantileForest forest = Peers();
        byte[] bytes = QuantileForestFile.Write(forest);
        QuantileForest again = QuantileForestFile.Read(forest.Mean, bytes, "leaves");
        Assert.Equal(bytes, QuantileForestFile.Write(again));
        Assert.Equal(Predict(forest), Predict(again));
    }

    [Fact]
    public void A_quantile_forest_does_not_depend_on_the_threads()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(600);
        byte[] Grow(int threads) => QuantileForestFile.Write(QuantileForest.Train(table, labels, new ForestSettings { Trees = 12 }, new RandomStream(3, "q"), threads));
        Assert.Equal(Grow(1), Grow(4));
    }

    [Fact]
    public void Equal_labels_in_any_order_of_the_samples_give_the_same_quantiles()
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(200);
        float[] coarse = [.. labels.Select(label => MathF.Round(label))];
        QuantileForest forest = QuantileForest.Train(table, coarse, new ForestSettings { Trees = 8 }, new RandomStream(4, "q"));
        int[] backwards = [.. Enumerable.Range(0, 200).Reverse()];
        QuantileForest turned = QuantileForest.From(forest.Mean, table.SelectRows(backwards), [.. backwards.Select(row => coarse[row])]);
        float[] one = new float[3 * 200], other = new float[3 * 200];
        forest.Predict(table.Values, 200, [0.1, 0.5, 0.9], one);
        turned.Predict(table.Values, 200, [0.1, 0.5, 0.9], other);
        Assert.Equal(one, other);
    }

    [Fact]
    public void The_scratch_of_a_prediction_does_not_grow_with_the_block()
    {
        QuantileForest forest = Peers();
        Assert.Equal(Rows * 12, forest.ScratchBytes);
        float[] fresh = Planar(Rows, Fresh), output = new float[2 * Fresh];
        forest.Predict(fresh, Fresh, [0.05, 0.95], output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            forest.Predict(fresh, Fresh, [0.05, 0.95], output);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * 128);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(-1)]
    public void A_damaged_file_of_leaves_is_refused(int place)
    {
        QuantileForest forest = Peers();
        byte[] bytes = QuantileForestFile.Write(forest);
        byte[] damaged = place < 0 ? bytes[..^4] : [.. bytes];
        if (place >= 0)
        {
            // Byte 24 begins the labels: the sign of the smallest would no longer keep their order, or the number is no number.
            (damaged[place], damaged[place + 3]) = (0xFF, 0x7F);
            damaged[place + 2] = 0xFF;
        }

        Assert.Equal("learning.bad_model", Assert.Throws<MitoshiException>(() => QuantileForestFile.Read(forest.Mean, damaged, "leaves")).Code);
    }

    [Fact]
    public void Calibrated_intervals_cover_what_they_promise_where_the_forest_alone_does_not()
    {
        // Labels of a few samples make the forest's own quantiles too wide; the calibration must bring both to 90 %.
        (FeatureTable table, float[] labels) = Simulated.Samples(3000);
        int[] folds = [.. Enumerable.Range(0, 3000).Select(row => row % 5)];
        double[] lower = new double[3000], upper = new double[3000], predictions = new double[3000];
        foreach (int fold in Enumerable.Range(0, 5))
        {
            int[] training = [.. Enumerable.Range(0, 3000).Where(row => folds[row] != fold)], held = [.. Enumerable.Range(0, 3000).Where(row => folds[row] == fold)];
            QuantileForest others = QuantileForest.Train(table.SelectRows(training), [.. training.Select(row => labels[row])], new ForestSettings { Trees = 50 }, new RandomStream(1, "q"), threads: 2);
            float[] quantiles = new float[2 * held.Length], means = new float[held.Length];
            others.Predict(table.SelectRows(held).Values, held.Length, [0.05, 0.95], quantiles);
            new TreePredictor(others.Mean).Predict(table.SelectRows(held).Values, held.Length, means);
            for (int i = 0; i < held.Length; i++)
            {
                (lower[held[i]], upper[held[i]], predictions[held[i]]) = (quantiles[i], quantiles[held.Length + i], means[i]);
            }
        }

        ResidualIntervalSettings settings = new() { Floor = double.NegativeInfinity, Classes = new ValueClasses([0]) };
        QuantileForestIntervals intervals = new()
        {
            Forest = QuantileForest.Train(table, labels, new ForestSettings { Trees = 50 }, new RandomStream(1, "q"), threads: 2),
            Table = QuantileForestIntervals.Calibrate(lower, upper, predictions, [.. labels.Select(label => (double)label)], settings), Floor = settings.Floor,
        };
        (FeatureTable fresh, float[] truth) = Simulated.Samples(2000, seed: 4);
        float[] mean = new float[2000], low = new float[2000], high = new float[2000];
        new TreePredictor(intervals.Forest.Mean).Predict(fresh.Values, 2000, mean);
        intervals.Predict(fresh.Values, mean, low, high);
        Assert.All(Enumerable.Range(0, 2000), row => Assert.True(low[row] <= mean[row] && mean[row] <= high[row]));
        // 2,000 samples: a standard error of 0.7 %, and as much from the calibration.
        Assert.InRange(Enumerable.Range(0, 2000).Count(row => truth[row] >= low[row] && truth[row] <= high[row]) / 2000.0, 0.88, 0.925);
    }

    private static float[] Predict(QuantileForest forest)
    {
        float[] quantiles = new float[3 * Fresh];
        forest.Predict(Planar(Rows, Fresh), Fresh, [0.05, 0.5, 0.95], quantiles);
        return quantiles;
    }

    // scikit-learn's trees, as Mitoshi reads them, and the samples they were grown on.
    private static QuantileForest Peers()
    {
        TreeEnsemble trees = TreeEnsembleFile.Read(Encoding.UTF8.GetBytes(s_golden.GetProperty("forest").GetRawText()), "golden");
        float[] planar = Planar(0, Rows);
        float[] labels = new float[Rows];
        for (int i = 0; i < Rows; i++)
        {
            float a = planar[i], b = planar[Rows + i], c = planar[(2 * Rows) + i];
            // NumPy stays in float32 except for the last factor, which is a double.
            float centred = b - 0.5f;
            labels[i] = (float)((double)((10 * a) + (20 * (centred * centred))) + ((double)(2 + (6 * c)) * (FormulaSamples.U(i, 6) - 0.5)));
        }

        return QuantileForest.From(trees, new FeatureTable([.. Enumerable.Range(0, Features).Select(j => $"x{j}")], planar, Rows), labels);
    }

    private static float[] Planar(int from, int count) => [.. Enumerable.Range(0, Features).SelectMany(j => Enumerable.Range(from, count).Select(i => (float)FormulaSamples.U(i, j)))];
}
