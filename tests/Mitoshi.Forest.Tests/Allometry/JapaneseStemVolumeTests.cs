using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Allometry;

public sealed class JapaneseStemVolumeTests
{
    [Fact]
    public void The_published_sugi_of_Tokyo() => Assert.Equal(0.1893091, JapaneseStemVolume.CubicMetres("東京スギ", 15.1, 20.2), 7);

    [Fact]
    public void All_8300_vectors_of_83_names()
    {
        string[] lines = File.ReadAllLines(SharedData.Require("forest_reference/allometry/japan_stem_volume_vectors.csv"));
        List<string> misses = [];
        foreach (string line in lines.Skip(1))
        {
            string[] cells = line.Split(',');
            double expected = double.Parse(cells[3]), actual = JapaneseStemVolume.CubicMetres(cells[0], double.Parse(cells[1]), double.Parse(cells[2]));

            // The file prints 12 decimals, so half of the last one is added to 1e-9 relative.
            if (!(Math.Abs(actual - expected) <= (1e-9 * Math.Abs(expected)) + 5.1e-13))
            {
                misses.Add($"{cells[0]} D {cells[1]} H {cells[2]}: expected {expected}, got {actual}");
            }
        }

        Assert.Equal(8300, lines.Length - 1);
        Assert.True(misses.Count == 0, $"{misses.Count} misses:\n" + string.Join("\n", misses.Take(200)));
    }
}
