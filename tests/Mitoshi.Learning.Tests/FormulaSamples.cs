using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Learning.Tests;

/// <summary>The samples of <c>golden/peers/golden.py</c>, made by the same formula, and the peers' answers.</summary>
internal static class FormulaSamples
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

    public static JsonElement Golden { get; } = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.ProjectRoot, "tests", "Mitoshi.Learning.Tests", "golden", "peers", "golden.json"))).RootElement;

    public static double[] GoldenNumbers(string key) => [.. Golden.GetProperty(key).EnumerateArray().Select(item => item.GetDouble())];

    public static double U(int i, int j) => (i + 1) * Math.Sqrt(Primes[j]) % 1.0;

    /// <summary>Friedman's function of eight features, with noise; rows 0..1999 are for training.</summary>
    public static (FeatureTable Table, float[] Labels, double[] Truth) Friedman()
    {
        const int Rows = 3000, Features = 8;
        float[] planar = new float[Rows * Features], labels = new float[Rows];
        double[] truth = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            double[] z = new double[Features];
            for (int j = 0; j < Features; j++)
            {
                z[j] = planar[(j * Rows) + i] = (float)U(i, j);
            }

            truth[i] = (10 * Math.Sin(Math.PI * z[0] * z[1])) + (20 * Math.Pow(z[2] - 0.5, 2)) + (10 * z[3]) + (5 * z[4]);
            labels[i] = (float)(truth[i] + (2 * (U(i, 8) + U(i, 9) + U(i, 10) - 1.5)));
        }

        return (new FeatureTable([.. Enumerable.Range(0, Features).Select(j => $"x{j}")], planar, Rows), labels, truth);
    }
}
