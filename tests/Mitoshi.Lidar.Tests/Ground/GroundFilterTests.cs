namespace Mitoshi.Lidar.Tests.Ground;

public sealed class GroundFilterTests
{
    [Fact]
    public void A_house_a_tree_and_a_low_echo_on_a_slope_are_no_ground()
    {
        List<(float X, float Y, float Z, bool IsGround)> points = [];
        RandomStream random = new(11, "ground");
        for (int i = 0; i < 20_000; i++)
        {
            float x = (float)(80 * random.NextDouble()), y = (float)(80 * random.NextDouble()), ground = 100 + (0.3f * x);
            bool isHouse = x is > 30 and < 42 && y is > 30 and < 44;
            bool isTree = !isHouse && x is > 55 and < 62 && random.NextDouble() < 0.8;
            points.Add((x, y, ground + (isHouse ? 5 : isTree ? 8 : 0), !isHouse && !isTree));
        }

        points.Add((10.5f, 10.5f, 60, false));
        bool[] found = new GroundFilter().Find([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)], [.. points.Select(p => p.Z)]);
        int taken = found.Zip(points).Count(pair => pair.First && !pair.Second.IsGround), missed = found.Zip(points).Count(pair => !pair.First && pair.Second.IsGround);
        Assert.Equal(0, taken);
        Assert.InRange(missed, 0, points.Count / 100);
    }

    [Fact]
    public void A_moving_extreme_is_that_of_its_window()
        => Gen.Int[1, 12].Select(Gen.Int[1, 12], Gen.Int[1, 5]).Sample((columns, rows, radius) =>
        {
            RandomStream random = new((ulong)((columns * 1000) + (rows * 10) + radius), "extreme");
            float[] values = [.. Enumerable.Range(0, columns * rows).Select(_ => (float)random.NextDouble())];
            float[] lowest = MovingExtreme.Square(values, columns, rows, radius, takesLowest: true);
            for (int i = 0; i < lowest.Length; i++)
            {
                float expected = Enumerable.Range(0, values.Length)
                    .Where(j => Math.Abs((j % columns) - (i % columns)) <= radius && Math.Abs((j / columns) - (i / columns)) <= radius).Min(j => values[j]);
                Assert.Equal(expected, lowest[i]);
            }
        });

    [Fact]
    public void No_points_have_no_ground() => Assert.Empty(new GroundFilter().Find([], [], []));
}
