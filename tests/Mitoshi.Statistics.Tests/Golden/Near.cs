using System.Text.Json;

namespace Mitoshi.Statistics.Tests.Golden;

internal static class Near
{
    public static void Relative(double expected, double actual, double tolerance)
        => Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), 1e-300) || actual == expected,
            $"expected {expected:R}, got {actual:R}, relative difference {Math.Abs(actual - expected) / Math.Abs(expected):E2} above {tolerance:E1}");

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetDouble())];

    public static double[,] Matrix(this JsonElement element)
    {
        double[][] rows = [.. element.EnumerateArray().Select(row => row.Doubles())];
        double[,] matrix = new double[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[0].Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
