using Mitoshi.Forest.Models;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Accuracy;

/// <summary>Out-of-fold maps of one method of the benchmark, those of the methods that it joins, and for the quantile forest its circles.</summary>
/// <param name="Maps">For each site, Mg/ha.</param>
/// <param name="Single">Maps of the single methods.</param>
/// <param name="Circles">Circles of the quantile forest that was grown on circles; null for other methods.</param>
internal sealed record MethodMaps(IReadOnlyList<float[]> Maps, IReadOnlyList<(TrainingMethod Method, IReadOnlyList<float[]> Maps)> Single, CircleForest? Circles)
{
    /// <summary>Runs the block cross-validation of a method.</summary>
    /// <exception cref="MitoshiException"><c>train.method_needs</c>: the chips have no reference height.</exception>
    public static MethodMaps Of(TrainingMethod method, IReadOnlyList<ReferenceSite> sites, PooledCircles circles, BiomassSettings settings, ProcessContext context)
    {
        if (method == TrainingMethod.TwoStage)
        {
            throw new MitoshiException("train.method_needs",
                found: ("chips without a reference height", "樹高の参照値のないチップ"),
                expected: ("heights for the method two_stage", "two_stage には樹高"),
                remedy: ("Choose another method.", "別の方法を選んでください。"));
        }

        TrainingMethod[] methods = method switch
        {
            TrainingMethod.Stacked => [TrainingMethod.Boosting, TrainingMethod.Forest, TrainingMethod.WaterCloud],
            TrainingMethod.QuantileForest => [TrainingMethod.Forest],
            _ => [method],
        };
        CircleForest? forest = method == TrainingMethod.QuantileForest ? new CircleForest(sites, circles, context) : null;
        IReadOnlyList<IReadOnlyList<float[]>> maps = BlockValidation.Predict(sites, settings, methods, context, forest is null ? null : forest.Fold);
        return new MethodMaps(methods.Length == 1 ? maps[0] : Stack(sites, maps), [.. methods.Zip(maps)], forest);
    }

    // The weights of a fold come from the pixels of the other folds, or the stack would judge itself.
    private static IReadOnlyList<float[]> Stack(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<IReadOnlyList<float[]>> maps)
    {
        int[][] folds = [.. sites.Select(site => BlockFolds.OfPixels(site.Columns, site.Rows))];
        float[][] stacked = [.. sites.Select(site => new float[site.Biomass.Length])];
        for (int fold = 0; fold < BlockFolds.Count; fold++)
        {
            bool[][] isTraining = [.. sites.Select((site, s) => folds[s].Select((own, pixel) => own != fold && float.IsFinite(site.Biomass[pixel])).ToArray())];
            float[] planar = [.. maps.SelectMany(map => map.SelectMany((site, s) => site.Where((_, pixel) => isTraining[s][pixel])))];
            double[] weights = StackingWeights.NonNegative(planar, BlockValidation.Labels(sites, isTraining));
            for (int s = 0; s < sites.Count; s++)
            {
                for (int pixel = 0; pixel < stacked[s].Length; pixel++)
                {
                    stacked[s][pixel] = folds[s][pixel] == fold ? (float)weights.Select((weight, method) => weight * maps[method][s][pixel]).Sum() : stacked[s][pixel];
                }
            }
        }

        return stacked;
    }
}
