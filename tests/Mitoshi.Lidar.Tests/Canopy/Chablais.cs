using System.Globalization;
using Mitoshi.Gdal;
using Mitoshi.Lidar.Tests.Laz;

namespace Mitoshi.Lidar.Tests.Canopy;

/// <summary>A scanned and measured forest plot in the French Alps (see SOURCE.md of the data): points, trees and a published canopy model.</summary>
internal static class Chablais
{
    public const double West = 974_320, South = 6_581_610, Cell = 0.5;
    public const int Columns = 200, Rows = 200;
    private const double ReferenceWest = 974_331, ReferenceNorth = 6_581_697;

    /// <summary>All points, those of class 2 marked as ground.</summary>
    public static PointSet Points()
    {
        PointSet points = new();
        using LasFile file = LasFile.Open(LazCorpus.PathOf("lidar/las_chablais3.laz"));
        foreach (PointBlock block in file.ReadBlocks())
        {
            for (int i = 0; i < block.Count; i++)
            {
                Coordinates at = block.Position(i);
                PointKind kind = (block.Class(i) == 2 ? PointKind.Ground : 0) | (block.ReturnNumber(i) == 1 ? PointKind.First : 0);
                points.Add((float)(at.X - West), (float)(at.Y - South), (float)at.Z, kind);
            }
        }

        return points;
    }

    /// <summary>The points with heights above the triangulated ground, in the order of the cells.</summary>
    public static (PointSet Points, int[] FirstOfCell) Normalised(PointSet points)
    {
        PointSet ground = points.Where(PointKind.Ground);
        GroundModel model = GroundModel.Of(ground.X, ground.Y, ground.Z);
        int[] first = points.SortByCell(Cell, Columns, Rows);
        int hint = 0;
        for (int i = 0; i < points.Count; i++)
        {
            points.Z[i] -= model.HeightAt(points.X[i], points.Y[i], ref hint, out _);
        }

        return (points, first);
    }

    public static CanopyRaster PlainModel(PointSet points)
    {
        (PointSet normalised, int[] first) = Normalised(points);
        return CanopyRaster.Highest(normalised.Z, first, Cell, Columns, Rows).WithFilledHoles(int.MaxValue).WithoutPits(2);
    }

    public static CanopyRaster PitFreeModel(PointSet points)
    {
        (PointSet normalised, int[] first) = Normalised(points);
        return new PitFree { EdgeMetres = 3 * Cell, GapMetres = 8 * Cell }.Surface(normalised, first, Cell, Columns, Rows).WithFilledHoles(1);
    }

    /// <summary>The published model: column and row of ours, and its height.</summary>
    public static IEnumerable<(int Column, int Row, float Height)> Reference()
    {
        using RasterFile file = RasterFile.Open(LazCorpus.PathOf("lidar/chm_chablais3.tif"));
        float[] heights = new float[file.Grid.PixelCount];
        file.ReadPhysical(file.Grid.Whole, [0], heights);
        int columnOffset = (int)Math.Round((ReferenceWest - West) / Cell), rowOffset = (int)Math.Round((South + (Rows * Cell) - ReferenceNorth) / Cell);
        for (int i = 0; i < heights.Length; i++)
        {
            if (!float.IsNaN(heights[i]))
            {
                yield return ((i % file.Grid.Width) + columnOffset, (i / file.Grid.Width) + rowOffset, heights[i]);
            }
        }
    }

    /// <summary>All trees; the 42 with a diameter above 20 cm carry the test.</summary>
    public static IReadOnlyList<Stem> Stems()
        => [.. File.ReadLines(LazCorpus.PathOf("lidar/chablais_trees.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new Stem(
            Number(cells[0]) - West, Number(cells[1]) - South, Number(cells[2]), Number(cells[3])))];

    /// <summary>Height of the highest cell whose centre lies within a radius of each stem, less the measured height.</summary>
    public static double[] StemErrors(CanopyRaster canopy, double radius)
        => [.. Stems().Where(stem => stem.DbhCm > 20).Select(stem => HighestNear(canopy, stem, radius) - stem.HeightMetres)];

    /// <summary>
    /// Pairs tops and stems one to one, closest first, by d3^2 / (2.1 + 0.14 h)^2 below 1 (d3: distance in space, h: measured height);
    /// Monnet 2011, p. 34. Gives the number of tops in the plot and the errors of height of the pairs.
    /// </summary>
    public static (int TopCount, double[] Errors) Match(IReadOnlyList<TreeTop> tops)
    {
        IReadOnlyList<Stem> all = Stems();
        double west = all.Min(s => s.X) - 1, east = all.Max(s => s.X) + 1, south = all.Min(s => s.Y) - 1, north = all.Max(s => s.Y) + 1;
        List<(double X, double Y, double Height)> inside = [];
        foreach (TreeTop top in tops)
        {
            double x = (top.Column + 0.5) * Cell, y = (Rows - top.Row - 0.5) * Cell;
            if (x >= west && x <= east && y >= south && y <= north)
            {
                inside.Add((x, y, top.HeightMetres));
            }
        }

        List<Stem> stems = [.. all.Where(stem => stem.DbhCm > 20)];
        List<(double Distance, int Top, int Stem)> pairs = [];
        for (int t = 0; t < inside.Count; t++)
        {
            for (int s = 0; s < stems.Count; s++)
            {
                double dx = inside[t].X - stems[s].X, dy = inside[t].Y - stems[s].Y, dz = inside[t].Height - stems[s].HeightMetres;
                double reach = 2.1 + (0.14 * stems[s].HeightMetres), distance = ((dx * dx) + (dy * dy) + (dz * dz)) / (reach * reach);
                if (distance < 1)
                {
                    pairs.Add((distance, t, s));
                }
            }
        }

        pairs.Sort();
        HashSet<int> topsUsed = [], stemsUsed = [];
        List<double> errors = [];
        foreach ((_, int t, int s) in pairs)
        {
            if (!topsUsed.Contains(t) && !stemsUsed.Contains(s))
            {
                topsUsed.Add(t);
                stemsUsed.Add(s);
                errors.Add(inside[t].Height - stems[s].HeightMetres);
            }
        }

        return (inside.Count, [.. errors]);
    }

    public static double Rmse(double[] errors) => Math.Sqrt(errors.Sum(error => error * error) / errors.Length);

    private static double HighestNear(CanopyRaster canopy, Stem stem, double radius)
    {
        double highest = double.NegativeInfinity;
        for (int row = 0; row < canopy.Rows; row++)
        {
            for (int column = 0; column < canopy.Columns; column++)
            {
                double dx = ((column + 0.5) * Cell) - stem.X, dy = ((canopy.Rows - row - 0.5) * Cell) - stem.Y;
                float height = canopy.Heights[(row * canopy.Columns) + column];
                highest = (dx * dx) + (dy * dy) <= radius * radius && height > highest ? height : highest;
            }
        }

        return highest;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A measured tree: metres from the south-west corner, diameter and height.</summary>
internal readonly record struct Stem(double X, double Y, double DbhCm, double HeightMetres);
