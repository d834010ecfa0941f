using System.Globalization;
using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests;

/// <summary>Reads the small tables of numbers that peers made.</summary>
internal static class GoldenNumbers
{
    /// <summary>All numbers of a comma separated file beside the tests, row after row.</summary>
    public static float[] ReadCsv(string relativePath) => Read(relativePath, skipLines: 0, ',');

    /// <summary>The values of an ASCII grid beside the tests, NaN for its no-data -9999.</summary>
    public static float[] ReadAsciiGrid(string relativePath)
        => [.. Read(relativePath, skipLines: 6, ' ').Select(value => value == -9999 ? float.NaN : value)];

    /// <summary>Compares value by value; NaN equals NaN only.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isClose = float.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) <= tolerance;
            Assert.True(isClose, $"value {i}: expected {expected[i]}, found {actual[i]}");
        }
    }

    private static float[] Read(string relativePath, int skipLines, char separator)
    {
        string path = Path.Combine(SharedData.ProjectRoot, "tests", "Mitoshi.Raster.Tests", relativePath);
        return [.. File.ReadLines(path).Skip(skipLines)
            .SelectMany(line => line.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text => text == "nan" ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture))];
    }
}
