using Mitoshi.Forest.Features;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Maps;

/// <summary>Asks whether the target looks like the training sites. The area of applicability alone does not warn of a level shift between scenes.</summary>
internal static class PopulationCheck
{
    private const int TargetPixels = 2000, WindowSize = 64;

    /// <summary>Compares features of some target windows with the training sample.</summary>
    public static PopulationShift Of(BiomassModel model, ICube cube, SceneShifts shifts, ProcessContext context)
    {
        Window[] windows = [.. cube.Grid.Tiles(WindowSize)];
        RandomStream random = context.Random("population check");
        random.Shuffle<Window>(windows);
        int perWindow = Math.Max(1, TargetPixels / Math.Min(windows.Length, 40)), featureCount = model.Features.Names.Count;
        List<float[]> rows = [];
        List<int> folds = [];
        foreach (Window window in windows.Take(40))
        {
            float[] block = new float[featureCount * window.PixelCount];
            model.Features.Compute(cube, shifts, window, block);
            for (int i = 0; i < perWindow; i++)
            {
                int pixel = random.NextInt(window.PixelCount);
                float[] row = new float[featureCount];
                for (int feature = 0; feature < featureCount; feature++)
                {
                    row[feature] = block[(feature * window.PixelCount) + pixel];
                }

                rows.Add(row);
                folds.Add(BlockFolds.Of(window.Row, window.Column));
            }
        }

        float[] planar = new float[featureCount * rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int feature = 0; feature < featureCount; feature++)
            {
                planar[(feature * rows.Count) + row] = rows[row][feature];
            }
        }

        FeatureTable target = new(model.Sample.Names, planar, rows.Count, model.Sample.CategoricalNames);
        return PopulationShift.Measure(model.Sample, model.SampleFolds, target, [.. folds], context.Threads);
    }
}
