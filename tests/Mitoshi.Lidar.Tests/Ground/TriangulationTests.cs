namespace Mitoshi.Lidar.Tests.Ground;

public sealed class TriangulationTests
{
    [Fact]
    public void No_point_lies_in_the_circle_of_a_triangle()
        => Gen.Int[0, 300].Select(Gen.Int[0, 300]).Array[3, 60].Sample(places =>
        {
            (int X, int Y)[] points = [.. places.Distinct()];
            Triangulation triangles = Triangulation.Of([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]);
            foreach ((int a, int b, int c) in Inside(triangles))
            {
                Assert.True(Orientation(points[a], points[b], points[c]) > 0);
                foreach ((int X, int Y) other in points)
                {
                    Assert.True(InCircle(points[a], points[b], points[c], other) <= 0);
                }
            }
        });

    [Fact]
    public void The_triangles_of_a_lattice_cover_its_square()
    {
        int[] x = [.. Enumerable.Range(0, 400).Select(i => i % 20 * 1000)], y = [.. Enumerable.Range(0, 400).Select(i => i / 20 * 1000)];
        Triangulation triangles = Triangulation.Of(x, y);
        List<(int A, int B, int C)> inside = [.. Inside(triangles)];
        Assert.Equal(2 * 19 * 19, inside.Count);
        Assert.Equal(2L * 19_000 * 19_000, inside.Sum(t => (long)Orientation((x[t.A], y[t.A]), (x[t.B], y[t.B]), (x[t.C], y[t.C]))));
    }

    [Fact]
    public void A_tilted_plane_is_interpolated_exactly()
    {
        RandomStream random = new(7, "plane");
        float[] x = new float[500], y = new float[500], z = new float[500];
        for (int i = 0; i < 500; i++)
        {
            x[i] = (float)Math.Round(100 * random.NextDouble(), 2);
            y[i] = (float)Math.Round(100 * random.NextDouble(), 2);
            z[i] = 500 + (0.4f * x[i]) - (0.2f * y[i]);
        }

        GroundModel ground = GroundModel.Of(x, y, z);
        int hint = 0;
        for (int i = 0; i < 1000; i++)
        {
            double px = 100 * random.NextDouble(), py = 100 * random.NextDouble();
            float height = ground.HeightAt(px, py, ref hint, out bool isInside);
            Assert.True(!isInside || Math.Abs(height - (500 + (0.4 * px) - (0.2 * py))) < 2e-3);
        }
    }

    [Fact]
    public void Outside_the_hull_the_nearest_ground_counts_and_it_is_said()
    {
        GroundModel ground = GroundModel.Of([10, 20, 10], [10, 10, 20], [1, 2, 3]);
        int hint = 0;
        float height = ground.HeightAt(25, 9, ref hint, out bool isInside);
        Assert.False(isInside);
        Assert.Equal(2, height);
    }

    [Fact]
    public void Two_points_at_one_place_are_one()
    {
        GroundModel ground = GroundModel.Of([0, 10, 0, 0], [0, 0, 10, 10], [1, 1, 1, 50]);
        int hint = 0;
        Assert.Equal(1, ground.HeightAt(2, 2, ref hint, out _));
    }

    private static IEnumerable<(int A, int B, int C)> Inside(Triangulation triangles)
        => Enumerable.Range(0, triangles.TriangleCount).Where(triangles.IsInside).Select(triangles.Corners);

    private static decimal Orientation((int X, int Y) a, (int X, int Y) b, (int X, int Y) c)
        => ((decimal)(b.X - a.X) * (c.Y - a.Y)) - ((decimal)(b.Y - a.Y) * (c.X - a.X));

    private static decimal InCircle((int X, int Y) a, (int X, int Y) b, (int X, int Y) c, (int X, int Y) d)
    {
        decimal ax = a.X - d.X, ay = a.Y - d.Y, bx = b.X - d.X, by = b.Y - d.Y, cx = c.X - d.X, cy = c.Y - d.Y;
        return (((ax * ax) + (ay * ay)) * ((bx * cy) - (cx * by))) - (((bx * bx) + (by * by)) * ((ax * cy) - (cx * ay)))
            + (((cx * cx) + (cy * cy)) * ((ax * by) - (bx * ay)));
    }
}
