using Mitoshi.Gdal;

namespace Mitoshi.Raster.Tests.Alignment;

public sealed class AlignedSourceTests
{
    private static readonly Crs s_utm = new("EPSG:32654");

    [Fact]
    public void The_mean_of_minus_6_and_minus_14_decibels_in_power_is_minus_8_4()
    {
        float high = MathF.Pow(10, -0.6f), low = MathF.Pow(10, -1.4f);
        using ISource coarse = AlignedSource.Continuous(Of(s_utm, 0, 20, 10, 2, [high, low, low, high]), Target(s_utm, 0, 20, 20, 1, 1));
        Assert.Equal(-8.37, 10 * Math.Log10(coarse.ReadBlock(coarse.Grid.Whole).Values[0]), tolerance: 0.005);
    }

    [Fact]
    public void A_pixel_counts_by_the_area_that_it_shares()
    {
        // Three pixels of 10 m under one and a half of 20 m: 0-10, 10-20 and half of 20-30.
        using ISource coarse = AlignedSource.Continuous(Of(s_utm, 0, 10, 10, 3, [1, 2, 7]), Target(s_utm, 0, 10, 25, 1, 1) with
        {
            Transform = new AffineTransform(0, 25, 0, 10, 0, -10),
        });
        Assert.Equal((10 + 20 + 35) / 25f, coarse.ReadBlock(coarse.Grid.Whole).Values[0]);
    }

    [Fact]
    public void Pixels_without_data_do_not_count_and_none_at_all_is_no_data()
    {
        using ISource coarse = AlignedSource.Continuous(Of(s_utm, 0, 20, 10, 4, [1, float.NaN, float.NaN, float.NaN, 3, float.NaN, float.NaN, float.NaN]), Target(s_utm, 0, 20, 20, 2, 1));
        Assert.Equal([2, float.NaN], coarse.ReadBlock(coarse.Grid.Whole).Values.ToArray());
    }

    [Fact]
    public void The_largest_class_wins_and_of_equals_the_smaller_number()
    {
        using ISource coarse = AlignedSource.Classes(Of(s_utm, 0, 20, 10, 4, [5, 5, 9, 4, 5, 2, 4, 9]), Target(s_utm, 0, 20, 20, 2, 1));
        Assert.Equal([5, 4], coarse.ReadBlock(coarse.Grid.Whole).Values.ToArray());
    }

    [Fact]
    public void Shares_of_classes_are_shares_of_the_area_with_data()
    {
        using ISource coarse = AlignedSource.Shares(Of(s_utm, 0, 20, 10, 2, [5, 5, 9, float.NaN]), Target(s_utm, 0, 20, 20, 1, 1), [5, 9, 1]);
        Assert.Equal([2 / 3f, 1 / 3f, 0], coarse.ReadBlock(coarse.Grid.Whole).Values.ToArray());
        Assert.Equal(["share_5", "share_9", "share_1"], coarse.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Classes_are_repeated_where_the_target_is_finer()
    {
        using ISource fine = AlignedSource.Classes(Of(s_utm, 0, 10, 10, 2, [3, 8]), Target(s_utm, 0, 10, 5, 4, 1));
        Assert.Equal([3, 3, 8, 8], fine.ReadBlock(fine.Grid.Whole).Values.ToArray());
    }

    [Fact]
    public void A_plane_stays_a_plane_where_the_target_is_finer()
    {
        // Bilinear interpolation is exact on a + b x + c y, away from the edge.
        float[] plane = [.. Enumerable.Range(0, 400).Select(i => (3f * (i % 20)) + (5f * (i / 20)))];
        using ISource fine = AlignedSource.Continuous(Of(s_utm, 0, 200, 10, 20, plane), Target(s_utm, 50, 150, 4, 25, 25));
        Block block = fine.ReadBlock(fine.Grid.Whole);
        for (int row = 0; row < 25; row++)
        {
            for (int column = 0; column < 25; column++)
            {
                double sourceColumn = ((50 + ((column + 0.5) * 4)) / 10) - 0.5, sourceRow = ((50 + ((row + 0.5) * 4)) / 10) - 0.5;
                Assert.Equal((3 * sourceColumn) + (5 * sourceRow), block.Values[(row * 25) + column], tolerance: 1e-4);
            }
        }
    }

    [Fact]
    public void A_field_of_longitude_and_latitude_lands_where_PROJ_puts_it()
    {
        // The source holds 1000 x longitude + latitude at its pixel centres; at 10 m the target must show the same of its own centres.
        const int Size = 200;
        const double Step = 0.0002;
        float[] field = [.. Enumerable.Range(0, Size * Size).Select(i => (float)((1000 * (((i % Size) + 0.5) * Step)) - (((i / Size) + 0.5) * Step)))];
        Grid geographic = new(Crs.Wgs84, AffineTransform.NorthUp(140, 36, Step), Size, Size);
        Grid target = new(s_utm, AffineTransform.NorthUp(411000, 3983000, 10), 150, 150);
        using ISource fine = AlignedSource.Continuous(new MemorySource(geographic, [new Layer("field")], field), target);
        Block block = fine.ReadBlock(target.Whole);
        using CoordinateTransform toDegrees = new(s_utm, Crs.Wgs84);
        for (int row = 0; row < target.Height; row += 7)
        {
            for (int column = 0; column < target.Width; column += 7)
            {
                (double east, double north) = target.Transform.ToMap(column + 0.5, row + 0.5);
                (double longitude, double latitude) = toDegrees.Transform(east, north);

                // A hundredth of a source pixel in longitude is 2e-6 degrees, 0.002 in the field; plus the rounding of float32.
                Assert.Equal((1000 * (longitude - 140)) + (latitude - 36), block.Values[(row * 150) + column], tolerance: 0.0025);
            }
        }
    }

    [Fact]
    public void Coarsening_to_another_CRS_keeps_the_sum_of_value_times_area()
    {
        // A bright disc of 10 m pixels, wholly inside of a coarse turned target: mean x area must be kept.
        const int Size = 300;
        float[] disc = [.. Enumerable.Range(0, Size * Size).Select(i => Math.Pow((i % Size) - 150, 2) + Math.Pow((i / Size) - 150, 2) < 3600 ? 1f : 0f)];
        Grid fine = new(s_utm, AffineTransform.NorthUp(411000, 3983000, 10), Size, Size);
        (double longitude, double latitude) = new CoordinateTransform(s_utm, Crs.Wgs84).Transform(411000 + 1500, 3983000 - 1500);
        Grid coarse = new(Crs.Wgs84, AffineTransform.NorthUp(longitude - 0.012, latitude + 0.012, 0.0012), 20, 20);
        using ISource aligned = AlignedSource.Continuous(new MemorySource(fine, [new Layer("disc")], disc), coarse);
        Block block = aligned.ReadBlock(coarse.Whole);
        using GridMapping mapping = new(fine, coarse);
        double[] x = new double[21 * 21], y = new double[21 * 21];
        mapping.Map(new Window(0, 0, 21, 21), 0, x, y);
        double sum = 0;
        for (int i = 0; i < 400; i++)
        {
            int upper = (i / 20 * 21) + (i % 20), lower = upper + 21;
            double area = Math.Abs(((x[upper] - x[lower + 1]) * (y[upper + 1] - y[lower])) - ((y[upper] - y[lower + 1]) * (x[upper + 1] - x[lower]))) / 2;
            sum += float.IsNaN(block.Values[i]) ? 0 : block.Values[i] * area;
        }

        Assert.Equal(disc.Sum(), sum, tolerance: 0.01);
    }

    [Fact]
    public void Cutting_windows_changes_no_bit()
        => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[1, 80], Gen.Int[1, 80], Gen.Bool).Sample((column, row, columns, rows, isCoarser) =>
        {
            Grid fine = new(s_utm, AffineTransform.NorthUp(411000, 3983000, 10), 400, 400);
            (double longitude, double latitude) = new CoordinateTransform(s_utm, Crs.Wgs84).Transform(411000, 3983000);
            Grid target = new(Crs.Wgs84, AffineTransform.NorthUp(longitude - 0.001, latitude + 0.001, isCoarser ? 0.0004 : 0.00007), 120, 120);
            RandomStream random = new(4, "cut");
            float[] noise = [.. Enumerable.Range(0, 160000).Select(_ => random.NextInt(20) == 0 ? float.NaN : (float)random.NextDouble())];
            using ISource source = AlignedSource.Continuous(new MemorySource(fine, [new Layer("noise")], noise), target);
            // Windows reach 140 pixels, 20 beyond the target: the whole must hold them all.
            Block whole = source.ReadBlock(target.Whole.Grow(20)), part = source.ReadBlock(new Window(column, row, columns, rows));
            float[] expected = new float[columns * rows];
            SourceReading.CopyOverlap(whole.Values, whole.Window, expected, part.Window);
            Assert.Equal(expected, part.Values.ToArray());
        }, iter: 30);

    [Fact]
    public void A_large_window_is_read_in_parts_and_gives_the_same()
    {
        // 300 x 300 target pixels over 3,000 x 3,000 of the source are more than is held at once.
        Grid fine = new(s_utm, AffineTransform.NorthUp(0, 30000, 10), 3000, 3000), target = Target(s_utm, 0, 30000, 100, 300, 300);
        float[] ramp = [.. Enumerable.Range(0, 9_000_000).Select(i => (float)(i % 3000))];
        using ISource source = AlignedSource.Continuous(new MemorySource(fine, [new Layer("ramp")], ramp), target);
        Block whole = source.ReadBlock(target.Whole);
        for (int i = 0; i < whole.Values.Length; i++)
        {
            Assert.Equal(((i % 300) * 10) + 4.5f, whole.Values[i]);
        }
    }

    [Fact]
    public void The_same_lattice_is_shifted_and_not_resampled()
    {
        using ISource shifted = AlignedSource.Continuous(Of(s_utm, 0, 20, 10, 2, [1, 2, 3, 4]), Target(s_utm, 10, 30, 10, 2, 2));
        Assert.Equal([float.NaN, float.NaN, 2, float.NaN], shifted.ReadBlock(shifted.Grid.Whole).Values.ToArray());
    }

    [Fact]
    public void Grids_that_do_not_meet_are_both_printed()
    {
        MitoshiException error = Assert.Throws<MitoshiException>(() => AlignedSource.Continuous(Of(s_utm, 0, 20, 10, 2, [1, 2, 3, 4]), Target(s_utm, 50000, 30, 10, 2, 2)));
        Assert.Equal("grid.no_overlap", error.Code);
        Assert.Contains("(0, 20)", error.Found.En);
        Assert.Contains("(50000, 30)", error.Expected.En);
    }

    [Fact]
    public void A_local_grid_and_the_Earth_do_not_mix()
        => Assert.Equal("grid.local_mismatch", Assert.Throws<MitoshiException>(() => AlignedSource.Continuous(Of(Crs.Local, 0, 20, 10, 2, [1, 2, 3, 4]), Target(s_utm, 0, 20, 10, 2, 2))).Code);

    [Fact]
    public void Tiles_are_joined_and_those_beside_the_area_are_left_out()
    {
        using ISource mosaic = MosaicSource.Align(
            [Of(s_utm, 0, 10, 10, 1, [1]), Of(s_utm, 10, 10, 10, 1, [2]), Of(s_utm, 9000, 10, 10, 1, [9])], Target(s_utm, 0, 10, 5, 4, 2), AlignedSource.Classes);
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], mosaic.ReadBlock(mosaic.Grid.Whole).Values.ToArray());
    }

    [Fact]
    public void Stacked_sources_of_two_grids_are_refused()
        => Assert.Equal("grid.mismatch", Assert.Throws<MitoshiException>(() => new StackedSource(Of(s_utm, 0, 10, 10, 1, [1]), Of(s_utm, 0, 10, 10, 2, [1, 2]))).Code);

    private static MemorySource Of(Crs crs, double west, double north, double pixelSize, int width, float[] values)
        => new(Target(crs, west, north, pixelSize, width, values.Length / width), [new Layer("band")], values);

    private static Grid Target(Crs crs, double west, double north, double pixelSize, int width, int height)
        => new(crs, AffineTransform.NorthUp(west, north, pixelSize), width, height);
}
