using Mitoshi.Forest.Features;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>
/// What the width of a circle's interval depends on: the prediction, how much it varies within and around the circle, and the seasonal images there.
/// The map around a circle is looked at within its own fold only, so that no prediction that has seen the circle's label takes part.
/// </summary>
internal static class SpreadFeatures
{
    private static readonly FeatureFilter[] Surroundings = [new(FilterKind.Gaussian, 3), new(FilterKind.Gaussian, 8), new(FilterKind.Deviation, 3), new(FilterKind.Deviation, 8)];

    /// <summary>The table for all circles.</summary>
    /// <param name="sites">The sites.</param>
    /// <param name="maps">Out-of-fold maps.</param>
    /// <param name="circles">The circles.</param>
    /// <param name="predictions">Predictions of the circles, for the first column.</param>
    /// <param name="threads">Worker threads.</param>
    public static FeatureTable Of(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<float[]> maps, PooledCircles circles, double[] predictions, int threads)
    {
        FeatureSet seasonal = FeatureSet.ForAreas([.. sites.Select(site => site.ClearCube.Layers)], new FeatureSettings { Mode = FeatureMode.Transferable })
            with { Filters = [new FeatureFilter(FilterKind.None)] };
        FeatureTable images = circles.Pool(sites, [.. sites.Select(site => FeatureComputation.Whole(seasonal, site.ClearCube, SceneShifts.None, threads))]);
        List<string> names = ["prediction", "deviation_within"];
        List<float> planar = [.. predictions.Select(predicted => (float)predicted)];
        planar.AddRange(circles.Pool([.. sites.Select((site, s) => DeviationWithin(maps[s], site.Columns))]));
        foreach (FeatureFilter filter in Surroundings)
        {
            names.Add("prediction" + filter.Suffix);
            planar.AddRange(circles.Pool([.. sites.Select((site, s) => Around(maps[s], site, filter))]).Select(number => (float)number));
        }

        names.AddRange(images.Names);
        planar.AddRange(images.Values.ToArray());
        return new FeatureTable(names, [.. planar], predictions.Length);
    }

    private static float[] DeviationWithin(float[] map, int columns)
    {
        double[] means = CircleGrid.PlainMeans(map, columns), squares = CircleGrid.PlainMeans([.. map.Select(predicted => predicted * predicted)], columns);
        return [.. means.Select((mean, i) => (float)Math.Sqrt(Math.Max(0, squares[i] - (mean * mean))))];
    }

    private static double[] Around(float[] map, ReferenceSite site, FeatureFilter filter)
    {
        int[] folds = BlockFolds.OfPixels(site.Columns, site.Rows);
        Window whole = site.Cube.Grid.Whole, grown = whole.Grow(filter.Radius);
        float[] filtered = new float[map.Length], own = new float[map.Length];
        for (int fold = 0; fold < BlockFolds.Count; fold++)
        {
            float[] padded = new float[grown.PixelCount];
            Array.Fill(padded, float.NaN);
            for (int pixel = 0; pixel < map.Length; pixel++)
            {
                if (folds[pixel] == fold)
                {
                    padded[(((pixel / whole.Columns) + filter.Radius) * grown.Columns) + (pixel % whole.Columns) + filter.Radius] = map[pixel];
                }
            }

            FilterKernel.Apply(padded, grown, filter, whole, own);
            for (int pixel = 0; pixel < map.Length; pixel++)
            {
                filtered[pixel] = folds[pixel] == fold ? own[pixel] : filtered[pixel];
            }
        }

        return CircleGrid.Means(filtered, site.Columns);
    }
}
