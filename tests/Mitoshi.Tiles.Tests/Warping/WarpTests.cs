using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Tiles.Tests.Warping;

/// <summary>The fast path beside the plain definition: PROJ for every pixel, double precision, no cache.</summary>
public sealed class WarpTests(WarpTests.Shared shared) : IClassFixture<WarpTests.Shared>
{
    public static TheoryData<string> Formats => ["uint16", "int16", "uint8", "float32"];

    private static CogFormat FormatOf(string name) => name switch
    {
        "int16" => CogFormat.Int16,
        "uint8" => new CogFormat(PixelType.UInt8, 0) { Scale = 20 },
        "float32" => CogFormat.Float32,
        _ => new CogFormat(PixelType.UInt16, 0),
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_native_tile_equals_the_definition_within_a_count(string format)
    {
        using TestScene scene = new(FormatOf(format));
        using TileDataset dataset = scene.Open();
        (int level, int column, int row) = TileAt(dataset, TileMatrixSets.WebMercatorQuad, 0.6);
        Grid tile = TileMatrixSets.WebMercatorQuad.Tile(level, column, row);
        (byte[] actual, byte[] expected) = Both(dataset, tile, levelOfPyramid: 0);
        Compare(expected, actual);
    }

    [Fact]
    public void A_tile_two_levels_up_equals_the_definition_on_the_overview()
    {
        TestScene scene = shared.Scene;
        using TileDataset dataset = scene.Open();
        (int level, int column, int row) = TileAt(dataset, TileMatrixSets.WebMercatorQuad, 0.5);
        Grid tile = TileMatrixSets.WebMercatorQuad.Tile(level - 2, column / 4, row / 4);
        (byte[] actual, byte[] expected) = Both(dataset, tile, levelOfPyramid: 1);
        Compare(expected, actual);
    }

    [Theory]
    [InlineData("WorldCRS84Quad")]
    [InlineData("UTM53N")]
    [InlineData("UTM54N")]
    public void Other_sets_equal_the_definition_too(string set)
    {
        TestScene scene = shared.Scene;
        using TileDataset dataset = scene.Open();
        (int level, int column, int row) = TileAt(dataset, TileMatrixSets.Named(set), 0.4);
        (byte[] actual, byte[] expected) = Both(dataset, TileMatrixSets.Named(set).Tile(level, column, row), levelOfPyramid: 0);
        Compare(expected, actual);
    }

    [Fact]
    public void A_file_that_GDAL_must_read_gives_the_same_picture()
    {
        TestScene scene = shared.Scene;
        using TileDataset fast = scene.Open();
        using TileDataset slow = new(RasterFile.Open(scene.Path), tiff: null, new BlockCache(0), "slow");
        (int level, int column, int row) = TileAt(fast, TileMatrixSets.WebMercatorQuad, 0.1);
        foreach (int up in (int[])[0, 1, 3])
        {
            Grid tile = TileMatrixSets.WebMercatorQuad.Tile(level - up, column >> up, row >> up);
            Assert.Equal(Paint(slow, tile, Resampling.Average), Paint(fast, tile, Resampling.Average));
            Assert.Equal(Paint(slow, tile, Resampling.Bilinear), Paint(fast, tile, Resampling.Bilinear));
        }
    }

    [Fact]
    public void Tiles_elsewhere_are_empty()
    {
        TestScene scene = shared.Scene;
        using TileDataset dataset = scene.Open();
        Assert.All(Paint(dataset, TileMatrixSets.WebMercatorQuad.Tile(14, 3, 5), Resampling.Bilinear), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_world_in_one_tile_shows_the_scene_as_a_speck()
    {
        TestScene scene = shared.Scene;
        using TileDataset dataset = scene.Open();
        int valid = Paint(dataset, TileMatrixSets.WebMercatorQuad.Tile(4, 14, 6), Resampling.Average).Where((value, i) => i % 4 == 3 && value != 0).Count();
        Assert.InRange(valid, 1, 60);
    }

    [Fact]
    public void The_picture_does_not_depend_on_the_cache()
    {
        TestScene scene = shared.Scene;
        using TileDataset roomy = scene.Open(), tight = scene.Open(new BlockCache(0));
        (int level, int column, int row) = TileAt(roomy, TileMatrixSets.WebMercatorQuad, 0.5);
        byte[] expected = Paint(roomy, TileMatrixSets.WebMercatorQuad.Tile(level, column, row), Resampling.Bilinear);
        Parallel.For(0, 16, _ => Assert.Equal(expected, Paint(tight, TileMatrixSets.WebMercatorQuad.Tile(level, column, row), Resampling.Bilinear)));
    }

    public sealed class Shared : IDisposable
    {
        internal TestScene Scene { get; } = new();

        public void Dispose() => Scene.Dispose();
    }

    private static (int Level, int Column, int Row) TileAt(TileDataset dataset, TileMatrixSet set, double share)
    {
        int level = set.NativeLevel(dataset.Grid);
        Rectangle outline = dataset.OutlineIn(set.Crs);
        double edge = set.Matrices[level].Resolution * TileMatrix.TileSize;
        return (level, (int)((outline.West + (share * (outline.East - outline.West)) - set.Left) / edge), (int)((set.Top - outline.North + (share * (outline.North - outline.South))) / edge));
    }

    private static byte[] Paint(TileDataset dataset, Grid tile, Resampling resampling)
    {
        using QuadPicture quads = Warp.Render([new BandOf(dataset, 0), new BandOf(dataset, 1), new BandOf(dataset, 2)], tile, resampling, isPhysical: true);
        byte[] rgba = new byte[tile.Width * tile.Height * 4];
        QuadPainter.Paint(quads, [new Stretch(0, 4000)], rgba);
        return rgba;
    }

    private static (byte[] Actual, byte[] Expected) Both(TileDataset dataset, Grid tile, int levelOfPyramid)
    {
        (int columns, int rows) = dataset.Levels[levelOfPyramid];
        float[] pixels = new float[3 * columns * rows];
        dataset.File.ReadLevel(levelOfPyramid, new Window(0, 0, columns, rows), [0, 1, 2], pixels, []);
        using CoordinateTransform transform = new(tile.Crs, dataset.Grid.Crs);
        byte[] expected = new byte[tile.Width * tile.Height * 4];
        for (int i = 0; i < tile.Width * tile.Height; i++)
        {
            (double mapX, double mapY) = tile.Transform.ToMap((i % tile.Width) + 0.5, (i / tile.Width) + 0.5);
            (mapX, mapY) = transform.Transform(mapX, mapY);
            (double x, double y) = dataset.Grid.Transform.ToPixel(mapX, mapY);
            Define(dataset, pixels, columns, rows, (x * columns / dataset.Grid.Width) - 0.5, (y * rows / dataset.Grid.Height) - 0.5, expected.AsSpan(4 * i, 4));
        }

        return (Paint(dataset, tile, Resampling.Bilinear), expected);
    }

    private static void Define(TileDataset dataset, float[] pixels, int columns, int rows, double x, double y, Span<byte> rgba)
    {
        double weightSum = 0;
        Span<double> sums = stackalloc double[3];
        sums.Clear();
        for (int corner = 0; corner < 4; corner++)
        {
            int column = (int)Math.Floor(x) + (corner & 1), row = (int)Math.Floor(y) + (corner >> 1);
            double weight = Math.Max(0, 1 - Math.Abs(x - column)) * Math.Max(0, 1 - Math.Abs(y - row));
            bool isValid = column >= 0 && row >= 0 && column < columns && row < rows;
            for (int band = 0; band < 3 && isValid; band++)
            {
                float stored = pixels[(band * columns * rows) + (row * columns) + column];
                isValid = !float.IsNaN(stored) && stored != dataset.File.Bands[band].NoData;
            }

            for (int band = 0; band < 3 && isValid; band++)
            {
                sums[band] += weight * ((pixels[(band * columns * rows) + (row * columns) + column] * dataset.File.Bands[band].Scale) + dataset.File.Bands[band].Offset);
            }

            weightSum += isValid ? weight : 0;
        }

        if (weightSum >= 0.5)
        {
            for (int band = 0; band < 3; band++)
            {
                rgba[band] = (byte)Math.Floor(Math.Clamp(sums[band] / weightSum / 4000 * 255, 0, 255) + 0.5);
            }

            rgba[3] = 255;
        }
    }

    // Where the data end, a position that differs by a hundredth of a pixel may fall on the other side: three pixels in a tile, at most.
    private static void Compare(byte[] expected, byte[] actual)
    {
        int differ = 0, valid = 0;
        for (int i = 0; i < expected.Length; i += 4)
        {
            if (expected[i + 3] != actual[i + 3])
            {
                differ++;
                continue;
            }

            valid += expected[i + 3] / 255;
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.InRange(actual[i + channel] - expected[i + channel], -1, 1);
            }
        }

        Assert.InRange(differ, 0, 3);
        Assert.InRange(valid, 10_000, 65_536);
    }
}
