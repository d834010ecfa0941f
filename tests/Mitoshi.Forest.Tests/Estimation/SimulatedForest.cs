using System.Text;
using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Estimation;

/// <summary>A simulated forest with a map that is wrong in a known way; the truth is known at every pixel.</summary>
internal sealed class SimulatedForest
{
    public const int Side = 200, AreaSide = 100;
    public const double Pixel = 10, West = -20000, North = -30000;

    public SimulatedForest(ulong seed = 1)
    {
        RandomStream random = new(seed, "simulated forest");
        float[] waves = new float[Side * Side];
        for (int i = 0; i < waves.Length; i++)
        {
            int row = i / Side, column = i % Side;
            waves[i] = (float)(120 + (50 * Math.Sin(row / 17.0)) + (40 * Math.Cos(column / 23.0)) + (column >= AreaSide ? 15 : 0));
        }

        for (int i = 0; i < waves.Length; i++)
        {
            Map[i] = (float)Math.Max(0, waves[i] + (6 * random.NextNormal()));
            Truth[i] = (float)Math.Max(0, (0.85 * waves[i]) + 10 + (22 * random.NextNormal()));
        }
    }

    public float[] Map { get; } = new float[Side * Side];

    public float[] Truth { get; } = new float[Side * Side];

    public static Grid Grid { get; } = new(new Crs("EPSG:6677"), AffineTransform.NorthUp(West, North, Pixel), Side, Side);

    public void WriteMap(string path) => Write(path, Map);

    public static void Write(string path, float[] values)
    {
        using RasterWriter writer = RasterWriter.Create(path, Grid, new RasterFormat(PixelType.Float32, 1) { NoData = -9999 });
        writer.Write<float>(Grid.Whole, 0, values);
        writer.Commit();
    }

    /// <summary>Four squares of 100 x 100 pixels: NW, NE, SW, SE.</summary>
    public static void WriteAreas(string path)
    {
        List<VectorFeature> features = [];
        string[] names = ["NW", "NE", "SW", "SE"];
        for (int i = 0; i < 4; i++)
        {
            double west = West + (i % 2 * AreaSide * Pixel), north = North - (i / 2 * AreaSide * Pixel), east = west + (AreaSide * Pixel), south = north - (AreaSide * Pixel);
            features.Add(new VectorFeature(i, Polygon([(west, south), (east, south), (east, north), (west, north), (west, south)]), [VectorAttribute.Of(names[i])]));
        }

        VectorFile.Write(path, new VectorLayer("areas", Grid.Crs, [new VectorField("name", false)], features), VectorGeometry.Polygon);
    }

    /// <summary>Draws plots of one pixel at random inside a square of the four, or anywhere for -1.</summary>
    public string Plots(int count, RandomStream random, int square = -1)
    {
        StringBuilder text = new("plot,x,y,agb_mg_ha\n");
        for (int i = 0; i < count; i++)
        {
            int column = square < 0 ? random.NextInt(Side) : random.NextInt(AreaSide) + (square % 2 * AreaSide);
            int row = square < 0 ? random.NextInt(Side) : random.NextInt(AreaSide) + (square / 2 * AreaSide);
            (double x, double y) = Grid.Transform.ToMap(column + 0.5, row + 0.5);
            text.Append($"P{square}_{i},{x:R},{y:R},{Truth[(row * Side) + column]:R}\n");
        }

        return text.ToString();
    }

    public double TrueMean(int square)
    {
        double sum = 0;
        for (int row = 0; row < AreaSide; row++)
        {
            for (int column = 0; column < AreaSide; column++)
            {
                sum += Truth[((row + (square / 2 * AreaSide)) * Side) + column + (square % 2 * AreaSide)];
            }
        }

        return sum / (AreaSide * AreaSide);
    }

    private static byte[] Polygon((double X, double Y)[] ring)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write((byte)1);
        writer.Write(3u);
        writer.Write(1u);
        writer.Write((uint)ring.Length);
        foreach ((double x, double y) in ring)
        {
            writer.Write(x);
            writer.Write(y);
        }

        return stream.ToArray();
    }
}
