using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>Lays bands of a raster on the grid of a picture.</summary>
internal static class Warp
{
    // Quads of one reading: 64 MiB. A raster without fitting reduced copies is thinned out instead.
    private const int MostQuads = 4 << 20;

    // An overview a little coarser than the picture is still taken, as GDAL 3.6 does: it reads a quarter.
    private const double Slack = 1.2;

    /// <summary>Makes the picture.</summary>
    /// <param name="bands">What it shows, of one raster or of several.</param>
    /// <param name="picture">Its grid.</param>
    /// <param name="resampling">How.</param>
    /// <param name="isPhysical">True for stored × scale + offset.</param>
    /// <exception cref="MitoshiException"><c>tiles.no_overviews</c>, or what reading the raster throws.</exception>
    public static QuadPicture Render(IReadOnlyList<BandOf> bands, Grid picture, Resampling resampling, bool isPhysical)
    {
        List<(TileDataset Dataset, List<int> Bands)> groups = [];
        foreach (BandOf band in bands)
        {
            if (groups.Count == 0 || groups[^1].Dataset != band.Dataset || groups[^1].Bands.Count == 3)
            {
                groups.Add((band.Dataset, []));
            }

            groups[^1].Bands.Add(band.Band);
        }

        QuadPicture quads = new(picture.Width, picture.Height, [.. groups.Select(group => group.Bands.Count)]);
        try
        {
            for (int index = 0; index < groups.Count; index++)
            {
                Window covered = groups[index].Dataset.CoveredPart(picture);
                if (!covered.IsEmpty)
                {
                    Render(groups[index].Dataset, picture, covered, [.. groups[index].Bands], resampling, isPhysical, quads.Group(index));
                }
            }

            quads.Agree();
            return quads;
        }
        catch
        {
            quads.Dispose();
            throw;
        }
    }

    private static void Render(TileDataset dataset, Grid picture, Window covered, ReadOnlySpan<int> bands, Resampling resampling, bool isPhysical, Span<Vector128<float>> quads)
    {
        PositionLattice lattice = PositionLattice.Create(dataset.Grid, picture.Crop(covered), dataset.TransformFrom(picture.Crs));
        if (double.IsNaN(lattice.Scale) || lattice.Bounds() is not { } bounds)
        {
            return;
        }

        int level = LevelFor(dataset, resampling == Resampling.Average ? lattice.Scale / 2 : lattice.Scale);
        double factorX = (double)dataset.Levels[level].Columns / dataset.Grid.Width, factorY = (double)dataset.Levels[level].Rows / dataset.Grid.Height;
        double scale = lattice.Scale * factorX;
        int halo = resampling == Resampling.Average ? 2 + (int)scale : 2;
        Window whole = new(0, 0, dataset.Levels[level].Columns, dataset.Levels[level].Rows);
        Window window = whole.Grow(1).Intersect(Around(bounds, factorX, factorY, halo, whole));
        if (window.IsEmpty)
        {
            return;
        }

        int thinning = 1 + (int)Math.Sqrt((double)window.Columns * window.Rows / MostQuads);
        thinning = (long)window.Columns * window.Rows <= MostQuads ? 1 : thinning;
        Window thin = thinning == 1 ? window : new Window(0, 0, (window.Columns + thinning - 1) / thinning, (window.Rows + thinning - 1) / thinning);
        Vector128<float>[] source = QuadArrays.Rent(thin.PixelCount);
        try
        {
            if (thinning == 1)
            {
                dataset.Read(level, window, bands, isPhysical, source);
            }
            else
            {
                dataset.ReadThinned(level, window, thinning, bands, isPhysical, source);
            }

            QuadWindow pixels = new(source.AsSpan(0, thin.PixelCount), thin.Columns, thin.Rows);
            Placement place = new(factorX / thinning, factorY / thinning, (double)window.Column / thinning, (double)window.Row / thinning);
            Sample(lattice, covered, pixels, place, resampling, (float)(scale / thinning), quads, picture.Width);
        }
        finally
        {
            QuadArrays.Return(source);
        }
    }

    private static void Sample(
        PositionLattice lattice, Window covered, QuadWindow pixels, Placement place, Resampling resampling, float scale, Span<Vector128<float>> quads, int width)
    {
        int stride = lattice.Stride;
        for (int row = 0; row < covered.Rows; row++)
        {
            int nodeRow = row / stride;
            double down = (row + 0.5 - (nodeRow * stride)) / stride;
            Span<Vector128<float>> line = quads.Slice(((covered.Row + row) * width) + covered.Column, covered.Columns);
            for (int nodeColumn = 0; nodeColumn * stride < covered.Columns; nodeColumn++)
            {
                int node = (nodeRow * lattice.Across) + nodeColumn, count = Math.Min(stride, covered.Columns - (nodeColumn * stride));
                double x = Between(lattice.X, node, lattice.Across, down), nextX = Between(lattice.X, node + 1, lattice.Across, down);
                double y = Between(lattice.Y, node, lattice.Across, down), nextY = Between(lattice.Y, node + 1, lattice.Across, down);
                double stepX = (nextX - x) / stride, stepY = (nextY - y) / stride;

                // Half a pixel: nodes are corners, samples are centres, in the picture and in the raster.
                float firstX = (float)(((x + (stepX / 2)) * place.FactorX) - 0.5 - place.Column), firstY = (float)(((y + (stepY / 2)) * place.FactorY) - 0.5 - place.Row);
                float dx = (float)(stepX * place.FactorX), dy = (float)(stepY * place.FactorY);
                Span<Vector128<float>> segment = line.Slice(nodeColumn * stride, count);
                if (resampling == Resampling.Nearest)
                {
                    QuadKernels.Nearest(pixels, firstX, firstY, dx, dy, segment);
                }
                else if (resampling == Resampling.Average && scale >= 2)
                {
                    QuadKernels.Average(pixels, firstX, firstY, dx, dy, scale / 2, segment);
                }
                else
                {
                    QuadKernels.Bilinear(pixels, firstX, firstY, dx, dy, segment);
                }
            }
        }
    }

    // The coarsest level whose pixels are not larger than the picture's, or hardly.
    private static int LevelFor(TileDataset dataset, double scale)
    {
        int level = 0;
        for (int i = 1; i < dataset.Levels.Count; i++)
        {
            if ((double)dataset.Grid.Width / dataset.Levels[i].Columns <= scale * Slack)
            {
                level = i;
            }
        }

        return level;
    }

    private static Window Around((double Left, double Top, double Right, double Bottom) bounds, double factorX, double factorY, int halo, Window whole)
    {
        int left = Bounded((bounds.Left * factorX) - halo, whole.Columns), right = Bounded((bounds.Right * factorX) + halo + 1, whole.Columns);
        int top = Bounded((bounds.Top * factorY) - halo, whole.Rows), bottom = Bounded((bounds.Bottom * factorY) + halo + 1, whole.Rows);
        return new Window(left, top, right - left, bottom - top);
    }

    private static int Bounded(double place, int most) => (int)Math.Clamp(Math.Floor(place), -1, most + 1);

    private static double Between(double[] nodes, int node, int across, double down) => nodes[node] + ((nodes[node + across] - nodes[node]) * down);

    // From pixels of the raster to pixels of the window that was read.
    private readonly record struct Placement(double FactorX, double FactorY, double Column, double Row);
}
