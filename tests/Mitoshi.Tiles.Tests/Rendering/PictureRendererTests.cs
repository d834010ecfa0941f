using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Testing;

namespace Mitoshi.Tiles.Tests.Rendering;

public sealed class PictureRendererTests(PictureRendererTests.Shared shared) : IClassFixture<PictureRendererTests.Shared>
{
    private static readonly Window Full = new(400, 100, 256, 256), Ragged = new(50, 100, 256, 256);

    private TileDataset Dataset => shared.Dataset;

    private BandOf[] Rgb => [new(Dataset, 0), new(Dataset, 1), new(Dataset, 2)];

    [Fact]
    public void Without_a_format_a_full_picture_is_JPEG_and_a_ragged_one_PNG()
    {
        using Picture full = PictureRenderer.Render([Rgb], Dataset.Grid.Crop(Full), new PictureOptions { Stretches = [new(0, 4000)] });
        using Picture ragged = PictureRenderer.Render([Rgb], Dataset.Grid.Crop(Ragged), new PictureOptions { Stretches = [new(0, 4000)] });
        Assert.Equal(("image/jpeg", "image/png"), (full.MediaType, ragged.MediaType));
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg, 12)]
    [InlineData(PictureFormat.WebP, 20)]
    [InlineData(PictureFormat.Png, 0)]
    public void Formats_show_the_same_picture(PictureFormat format, int tolerance)
    {
        PictureOptions options = new() { Stretches = [new(0, 4000)], Format = PictureFormat.Png };
        using Picture exact = PictureRenderer.Render([Rgb], Dataset.Grid.Crop(Full), options), other = PictureRenderer.Render([Rgb], Dataset.Grid.Crop(Full), options with { Format = format });
        byte[] expected = Decoded.Rgba(exact.Bytes.Span), actual = Decoded.Rgba(other.Bytes.Span);
        Assert.InRange(expected.Zip(actual, (left, right) => Math.Abs(left - right)).Average(), 0, tolerance);
    }

    [Fact]
    public void A_colour_map_paints_the_ends_of_its_stretch()
    {
        using Picture picture = PictureRenderer.Render([[new BandOf(Dataset, 0)]], Dataset.Grid.Crop(Ragged), new PictureOptions { Stretches = [new(1e9, 2e9)], Colours = ColourMaps.Named("viridis") });
        byte[] rgba = Decoded.Rgba(picture.Bytes.Span);
        (byte, byte, byte, byte)[] colours = [.. rgba.Chunk(4).Select(pixel => (pixel[0], pixel[1], pixel[2], pixel[3])).Distinct()];

        // Everything is below the stretch: the first colour of viridis, or nothing.
        Assert.Equal<(byte, byte, byte, byte)>([(0, 0, 0, 0), (0x44, 0x01, 0x54, 255)], [.. colours.Order()]);
    }

    [Fact]
    public void An_expression_is_what_the_values_give()
    {
        Expression ndvi = Expression.Parse("(b3-b1)/(b3+b1)");
        float[] actual = PictureRenderer.Values([[new BandOf(Dataset, 2), new BandOf(Dataset, 0)]], Dataset.Grid.Crop(Full), new PictureOptions { Expression = ndvi, Resampling = Resampling.Nearest });
        float[] bands = PictureRenderer.Values([Rgb], Dataset.Grid.Crop(Full), new PictureOptions { Resampling = Resampling.Nearest });
        int count = Full.PixelCount;
        for (int i = 0; i < count; i++)
        {
            Assert.Equal((bands[(2 * count) + i] - bands[i]) / (bands[(2 * count) + i] + bands[i]), actual[i], 1e-6f);
        }
    }

    [Fact]
    public void Bands_of_three_files_are_one_picture()
    {
        using TileDataset other = shared.Scene.Open(), third = shared.Scene.Open();
        PictureOptions options = new() { Stretches = [new(0, 4000)], Format = PictureFormat.Png };
        using Picture expected = PictureRenderer.Render([Rgb], Dataset.Grid.Crop(Ragged), options);
        using Picture actual = PictureRenderer.Render([[new BandOf(Dataset, 0), new BandOf(other, 1), new BandOf(third, 2)]], Dataset.Grid.Crop(Ragged), options);
        Assert.Equal(expected.Bytes.Span, actual.Bytes.Span);
    }

    [Fact]
    public void A_mosaic_fills_gaps_of_the_first_from_the_next()
    {
        using TestScene second = new(size: 400, west: 389000);
        using TileDataset below = second.Open();
        Grid grid = Dataset.Grid.Crop(Ragged);
        PictureOptions options = new() { Resampling = Resampling.Nearest };
        float[] first = PictureRenderer.Values([Rgb], grid, options), next = PictureRenderer.Values([[new BandOf(below, 0), new BandOf(below, 1), new BandOf(below, 2)]], grid, options);
        float[] mosaic = PictureRenderer.Values([Rgb, [new BandOf(below, 0), new BandOf(below, 1), new BandOf(below, 2)]], grid, options);
        Assert.Contains(first, float.IsNaN);
        Assert.Equal(first.Zip(next, (top, bottom) => float.IsNaN(top) ? bottom : top), mosaic);
    }

    [Fact]
    public void A_GeoTIFF_holds_values_and_place()
    {
        using TemporaryFolder folder = new();
        Grid grid = Dataset.Grid.Crop(Ragged);
        using Picture picture = PictureRenderer.Render([Rgb], grid, new PictureOptions { Format = PictureFormat.GeoTiff, Resampling = Resampling.Nearest });
        File.WriteAllBytes(folder.File("part.tif"), picture.Bytes.Span.ToArray());
        using RasterFile file = RasterFile.Open(folder.File("part.tif"));
        float[] values = new float[3 * Ragged.PixelCount];
        file.ReadPhysical(file.Grid.Whole, [0, 1, 2], values);
        Assert.Equal(grid, file.Grid);
        Assert.Equal(PictureRenderer.Values([Rgb], grid, new PictureOptions { Resampling = Resampling.Nearest }), values);
    }

    [Fact]
    public void A_NumPy_array_has_a_header_that_NumPy_reads()
    {
        using Picture picture = PictureRenderer.Render([Rgb], Dataset.Grid.Crop(Ragged), new PictureOptions { Format = PictureFormat.Npy });
        ReadOnlySpan<byte> bytes = picture.Bytes.Span;
        int header = bytes[8] + (256 * bytes[9]);
        Assert.Equal(0, (10 + header) % 64);
        Assert.Contains("'descr': '<f4', 'fortran_order': False, 'shape': (4, 256, 256)", System.Text.Encoding.ASCII.GetString(bytes.Slice(10, header)));
        Assert.Equal(10 + header + (4 * 65536 * 4), bytes.Length);
    }

    [Fact]
    public void The_stretch_of_the_data_is_from_the_2nd_to_the_98th_percentile()
    {
        Stretch stretch = Assert.Single(DataStretch.Of([new BandOf(Dataset, 0)], new PictureOptions()));
        float[] all = new float[Dataset.Grid.Whole.PixelCount];
        Dataset.File.ReadPhysical(Dataset.Grid.Whole, [0], all);
        ValueStatistics figures = ValueStatistics.Of(all);
        Assert.InRange(stretch.Min - figures.Percentile2, -40, 40);
        Assert.InRange(stretch.Max - figures.Percentile98, -40, 40);
    }

    [Fact]
    public void Two_bands_are_no_picture()
        => Assert.Equal("tiles.bands_do_not_fit", Assert.Throws<MitoshiException>(() => PictureRenderer.Render([[new BandOf(Dataset, 0), new BandOf(Dataset, 1)]], Dataset.Grid.Crop(Full),
            new PictureOptions { Stretches = [new(0, 1)] })).Code);

    public sealed class Shared : IDisposable
    {
        public Shared() => Dataset = Scene.Open();

        internal TestScene Scene { get; } = new();

        internal TileDataset Dataset { get; }

        public void Dispose()
        {
            Dataset.Dispose();
            Scene.Dispose();
        }
    }
}
