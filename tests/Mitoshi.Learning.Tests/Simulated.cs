namespace Mitoshi.Learning.Tests;

/// <summary>Simulated samples with a known truth: smooth numeric features, one of classes, some values missing.</summary>
internal static class Simulated
{
    public static (FeatureTable Table, float[] Labels) Samples(int rows, ulong seed = 1, double missing = 0.05, int featureCount = 6)
    {
        RandomStream random = new(seed, "samples");
        string[] names = [.. Enumerable.Range(0, featureCount).Select(i => i == featureCount - 1 ? "species" : $"x{i}")];
        float[] planar = new float[featureCount * rows];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double[] x = new double[featureCount];
            for (int feature = 0; feature < featureCount; feature++)
            {
                x[feature] = feature == featureCount - 1 ? random.NextInt(12) : random.NextNormal();
                planar[(feature * rows) + row] = random.NextDouble() < missing ? float.NaN : (float)x[feature];
            }

            double species = x[featureCount - 1] is 2 or 3 or 7 or 11 ? 40 : 0;
            labels[row] = (float)(100 + (30 * x[0]) - (15 * x[1] * x[2]) + (20 * Math.Sin(2 * x[3])) + species + (10 * random.NextNormal()));
        }

        return (new FeatureTable(names, planar, rows, ["species"]), labels);
    }
}
