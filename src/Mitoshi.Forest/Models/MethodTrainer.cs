using Mitoshi.Forest.Accuracy;
using Mitoshi.Forest.Features;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>Trains one method on samples.</summary>
/// <param name="features">Recipe of the features, which knows the radar planes.</param>
/// <param name="settings">How trees are boosted.</param>
internal sealed class MethodTrainer(FeatureSet features, BiomassSettings settings)
{
    private const int CurveSamples = 2000, HeightSamplesMin = 200, ForestTrees = 100, MaxSteps = 13;
    private const double ForestFeatures = 30, WaterCloudR2Min = 0.01;

    /// <summary>Methods that these samples allow, in the order of the list.</summary>
    public IReadOnlyList<TrainingMethod> Possible(TrainingRows rows)
    {
        List<TrainingMethod> methods = [TrainingMethod.Boosting, TrainingMethod.Forest, TrainingMethod.QuantileForest];
        if (rows.Height.Count(float.IsFinite) >= HeightSamplesMin)
        {
            methods.Add(TrainingMethod.TwoStage);
        }

        if (RadarFeatures().Count > 0)
        {
            methods.Add(TrainingMethod.WaterCloud);
        }

        return methods;
    }

    /// <exception cref="MitoshiException"><c>train.method_needs</c> when a method lacks what it needs.</exception>
    public void Require(TrainingMethod method, TrainingRows rows)
    {
        if (method != TrainingMethod.Stacked && !Possible(rows).Contains(method))
        {
            bool isHeight = method == TrainingMethod.TwoStage;
            throw new MitoshiException("train.method_needs",
                found: isHeight ? ($"{rows.Height.Count(float.IsFinite)} samples with a reference height", $"樹高の参照値をもつ標本が {rows.Height.Count(float.IsFinite)} 個") : ("no radar backscatter among the inputs", "入力にレーダ後方散乱がありません"),
                expected: isHeight ? ($"at least {HeightSamplesMin} for the method two_stage", $"two_stage には {HeightSamplesMin} 個以上") : ("PALSAR or Sentinel-1 scenes for the method water_cloud", "water_cloud にはPALSARかSentinel-1のシーン"),
                remedy: isHeight ? ("Add height: FILE to the sites, or choose another method.", "サイトに height: ファイル を書くか、別の方法を選んでください。") : ("Add radar scenes, or choose another method.", "レーダのシーンを加えるか、別の方法を選んでください。"));
        }
    }

    public AgbPart Train(TrainingMethod method, FeatureTable table, float[] agb, float[] height, ProcessContext context) => method switch
    {
        TrainingMethod.Forest => new TreesPart(1, ForestTrainer.Train(table, agb, ForestOf(table), context.Random("forest"), context.Threads)),
        TrainingMethod.QuantileForest => new QuantileForestPart(1, QuantileForest.Train(table, agb, ForestOf(table), context.Random("forest"), context.Threads)),
        TrainingMethod.TwoStage => TwoStages(table, agb, height, context),
        TrainingMethod.WaterCloud => WaterCloud(table, agb, context),
        _ => new TreesPart(1, BoostingTrainer.Train(table, agb, settings.Boosting, threads: context.Threads)),
    };

    // A third of hundreds of features at every node costs minutes and gains nothing.
    public static ForestSettings ForestOf(FeatureTable table) => new() { Trees = ForestTrees, FeatureFraction = Math.Min(1.0 / 3, ForestFeatures / table.FeatureCount) };

    private TwoStagePart TwoStages(FeatureTable table, float[] agb, float[] height, ProcessContext context)
    {
        int[] measured = [.. Enumerable.Range(0, height.Length).Where(row => float.IsFinite(height[row]))];
        TreeEnsemble trees = BoostingTrainer.Train(table.SelectRows(measured), CrossValidation.Pick(height, measured), settings.Boosting, threads: context.Threads);
        string name = table.CategoricalNames.FirstOrDefault(category => category.StartsWith("species", StringComparison.Ordinal))
            ?? table.CategoricalNames.FirstOrDefault(category => category.StartsWith("cover", StringComparison.Ordinal)) ?? "";
        int[] classes = [.. measured.Select(row => name.Length == 0 || float.IsNaN(table.Column(table.IndexOf(name))[row]) ? -1 : (int)table.Column(table.IndexOf(name))[row])];
        AllometryTable curves = AllometryTable.Fit(classes, [.. measured.Select(row => (double)height[row])], [.. measured.Select(row => (double)agb[row])]);
        return new TwoStagePart(1, trees, curves, name);
    }

    private WaterCloudPart WaterCloud(FeatureTable table, float[] agb, ProcessContext context)
    {
        int[] rows = [.. Enumerable.Range(0, agb.Length)];
        context.Random("water cloud samples").Shuffle<int>(rows);
        List<WaterCloudScene> scenes = [];
        foreach (string feature in RadarFeatures())
        {
            ReadOnlySpan<float> decibels = table.Column(table.IndexOf(feature));
            List<double> volumes = [], powers = [];
            foreach (int row in rows.Take(CurveSamples))
            {
                if (!float.IsNaN(decibels[row]))
                {
                    volumes.Add(agb[row]);
                    powers.Add(Math.Pow(10, decibels[row] / 10));
                }
            }

            try
            {
                WaterCloudFit fit = WaterCloudFit.Of([.. volumes], [.. powers]);
                if (fit.R2 > WaterCloudR2Min)
                {
                    scenes.Add(new WaterCloudScene(feature, fit.Model));
                }
            }
            catch (MitoshiException error) when (error.Code == "learning.water_cloud")
            {
                // A scene whose backscatter does not follow the curve says nothing of biomass and takes no part.
                continue;
            }
        }

        WaterCloudPart part = new(1, scenes, agb.Max(), agb.Average());
        return scenes.Count == 0 ? part : part with { AgbMax = BestMax(part, table.SelectRows(rows.AsSpan(0, Math.Min(rows.Length, CurveSamples))), CrossValidation.Pick(agb, [.. rows.Take(CurveSamples)])) };
    }

    // Beyond the backscatter of a closed canopy every biomass looks the same; what to say there is the largest value that serves the training samples best.
    private static double BestMax(WaterCloudPart part, FeatureTable table, float[] agb)
    {
        float[] sorted = [.. agb.Order()], output = new float[agb.Length];
        double best = part.AgbMax, fewest = double.PositiveInfinity;
        for (int step = 0; step < MaxSteps; step++)
        {
            double most = sorted[(int)((0.4 + (0.6 * step / (MaxSteps - 1))) * (sorted.Length - 1))];
            (part with { AgbMax = most }).Compile(table.Names)(table.Values, agb.Length, output);
            double squares = output.Zip(agb, (predicted, truth) => ((double)predicted - truth) * (predicted - truth)).Sum();
            (best, fewest) = squares < fewest ? (most, squares) : (best, fewest);
        }

        return best;
    }

    // Backscatter smoothed over a few pixels: the inversion of a single speckled pixel is noise.
    private IReadOnlyList<string> RadarFeatures()
    {
        FeatureFilter filter = features.Filters.Where(filter => filter.Kind == FilterKind.Gaussian).MinBy(filter => filter.SigmaPixels) ?? features.Filters[0];
        return [.. features.Planes.Where(plane => plane.IsPower).Select(plane => plane.Name + filter.Suffix)];
    }
}
