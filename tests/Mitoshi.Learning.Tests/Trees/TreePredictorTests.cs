using System.Runtime.InteropServices;
using Mitoshi.Learning.Bits;
using Mitoshi.Learning.Native;

namespace Mitoshi.Learning.Tests.Trees;

public sealed class TreePredictorTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(7)]
    [InlineData(63)]
    [InlineData(200)]
    [InlineData(700)]
    public void A_prediction_is_the_answer_of_LightGBM_within_the_stated_tolerance(int leaves)
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(6000);
        BoostingSettings settings = new() { Rounds = 40, Leaves = leaves, LeafSamplesMin = 5 };
        string text = BoostingTrainer.TrainToText(table, labels, settings, null, null, 1);
        TreePredictor predictor = new(LightGbmText.Parse(text, table));
        using LightGbmBooster booster = LightGbmBooster.Load(text);

        (FeatureTable fresh, _) = Simulated.Samples(1500, seed: 9, missing: 0.2);
        double[] expected = new double[fresh.RowCount], actual = new double[fresh.RowCount];
        float[] single = new float[fresh.RowCount];
        booster.Predict(fresh.Values, fresh.RowCount, fresh.FeatureCount, isRowMajor: false, expected);
        predictor.Predict(fresh.Values, fresh.RowCount, actual);
        predictor.Predict(fresh.Values, fresh.RowCount, single);
        Assert.True(predictor.Tolerance(0) < 1e-10);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.Equal(expected[row], actual[row], predictor.Tolerance(0));
            Assert.InRange(single[row], float.BitDecrement((float)expected[row]), float.BitIncrement((float)expected[row]));
        }
    }

    [Fact]
    public void Every_path_gives_the_same_bits()
    {
        TreeEnsemble[] ensembles = ThreeModels(out FeatureTable fresh);
        double[] expected = new double[3 * fresh.RowCount], actual = new double[3 * fresh.RowCount];
        float[] expectedSingle = new float[3 * fresh.RowCount], actualSingle = new float[3 * fresh.RowCount];
        TreePredictor scalars = new(ensembles) { Path = KernelPath.Scalar };
        scalars.Predict(fresh.Values, fresh.RowCount, expected);
        scalars.Predict(fresh.Values, fresh.RowCount, expectedSingle);
        for (KernelPath path = KernelPath.Vector256; path <= KernelPaths.Best; path++)
        {
            TreePredictor vectors = new(ensembles) { Path = path };
            vectors.Predict(fresh.Values, fresh.RowCount, actual);
            vectors.Predict(fresh.Values, fresh.RowCount, actualSingle);
            Assert.Equal(MemoryMarshal.AsBytes<double>(expected), MemoryMarshal.AsBytes<double>(actual));
            Assert.Equal(MemoryMarshal.AsBytes<float>(expectedSingle), MemoryMarshal.AsBytes<float>(actualSingle));
        }
    }

    [Fact]
    public void Models_together_predict_what_each_predicts_alone_whatever_the_block_size()
    {
        TreeEnsemble[] ensembles = ThreeModels(out FeatureTable fresh);
        int rows = fresh.RowCount;
        float[] together = new float[3 * rows], alone = new float[rows];
        new TreePredictor(ensembles).Predict(fresh.Values, rows, together);
        for (int model = 0; model < 3; model++)
        {
            TreePredictor one = new(ensembles[model]);
            one.Predict(fresh.Values, rows, alone);
            Assert.Equal(together.AsSpan(model * rows, rows), alone.AsSpan());
            float[] single = new float[1];
            one.Predict(fresh.SelectRows([77]).Values, 1, single);
            Assert.Equal(alone[77], single[0]);
        }
    }

    [Fact]
    public void A_block_is_predicted_without_allocation()
    {
        TreeEnsemble[] ensembles = ThreeModels(out FeatureTable fresh);
        TreePredictor predictor = new(ensembles);
        float[] output = new float[3 * fresh.RowCount];
        predictor.Predict(fresh.Values, fresh.RowCount, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        predictor.Predict(fresh.Values, fresh.RowCount, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_feature_with_a_thousand_thresholds_is_still_exact()
    {
        // Stumps at 1000 thresholds add up to the number of thresholds below x.
        double[] thresholds = [.. Enumerable.Range(0, 1000).Select(i => i * 0.1)];
        TreeEnsemble staircase = new()
        {
            FeatureNames = ["x"],
            CategoricalNames = [],
            Trees = [.. thresholds.Select((threshold, i) => Stump(threshold, missingGoesLeft: i % 2 == 0))],
        };
        float[] x = [.. Enumerable.Range(-5, 1100).Select(i => (float)(i * 0.1)), float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f];
        double[] actual = new double[x.Length];
        new TreePredictor(staircase).Predict(x, x.Length, actual);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(float.IsNaN(x[i]) ? 500 : thresholds.Count(threshold => x[i] > threshold), actual[i]);
        }
    }

    [Fact]
    public void The_code_of_a_value_counts_the_thresholds_below_it()
        => Gen.Select(Gen.Float[-5, 5].Array[1, 254], Gen.Float[-6, 6].Array[0, 70]).Sample((drawn, values) =>
        {
            float[] thresholds = [.. new SortedSet<float>(drawn)];
            float[] numbers = [.. values, .. thresholds, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
            ThresholdPlane plane = new(0, thresholds);
            byte[] scalar = new byte[numbers.Length], vector = new byte[numbers.Length];
            plane.EncodeScalar(numbers, scalar);
            for (KernelPath path = KernelPath.Vector256; path <= KernelPaths.Best; path++)
            {
                plane.Encode(numbers, vector, path);
                Assert.Equal(scalar, vector);
            }

            for (int i = 0; i < numbers.Length; i++)
            {
                Assert.Equal(float.IsNaN(numbers[i]) ? ThresholdPlane.Missing : thresholds.Count(threshold => numbers[i] > threshold), scalar[i]);
            }
        });

    [Fact]
    public void Ensembles_of_different_features_are_refused()
    {
        TreeEnsemble one = new() { FeatureNames = ["x"], CategoricalNames = [], Trees = [Stump(0, false)] };
        Assert.Throws<ArgumentException>(() => new TreePredictor(one, one with { FeatureNames = ["y"] }));
    }

    private static TreeEnsemble[] ThreeModels(out FeatureTable fresh)
    {
        (FeatureTable table, float[] labels) = Simulated.Samples(4000);
        (fresh, _) = Simulated.Samples(1300, seed: 5, missing: 0.1);
        BoostingSettings mean = new() { Rounds = 50, LeafSamplesMin = 5 };
        return
        [
            BoostingTrainer.Train(table, labels, mean),
            BoostingTrainer.Train(table, labels, mean with { Objective = BoostingObjective.Quantile, Quantile = 0.05, Leaves = 63 }),
            BoostingTrainer.Train(table, labels, mean with { Objective = BoostingObjective.Quantile, Quantile = 0.95, Leaves = 100 }),
        ];
    }

    private static Tree Stump(double threshold, bool missingGoesLeft) => new()
    {
        Feature = [0],
        Threshold = [threshold],
        MissingGoesLeft = [missingGoesLeft],
        ClassesLeft = [null],
        Left = [-1],
        Right = [-2],
        Gain = [1],
        LeafValue = [0, 1],
        LeafSamples = [1, 1],
    };
}
