using SkiaSharp;

namespace Mitoshi.Tiles.Tests.Pictures;

/// <summary>Decoded by libpng (inside Skia), which this project did not write.</summary>
public sealed class PngEncoderTests
{
    [Fact]
    public void Any_opaque_picture_survives()
        => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((width, height, seed) =>
        {
            byte[] rgba = Pixels(width, height, seed, isOpaque: true);
            using PooledBytes file = new();
            PngEncoder.EncodeColours(rgba, width, height, isOpaque: true, file);
            Assert.Equal(rgba, Decode(file.Span, width, height));
        });

    [Fact]
    public void Any_picture_with_gaps_survives()
        => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((width, height, seed) =>
        {
            byte[] rgba = Pixels(width, height, seed, isOpaque: false);
            using PooledBytes file = new();
            PngEncoder.EncodeColours(rgba, width, height, isOpaque: false, file);
            Assert.Equal(rgba, Decode(file.Span, width, height));
        });

    [Fact]
    public void A_palette_survives()
    {
        byte[] palette = [10, 20, 30, 255, 40, 50, 60, 255, 0, 0, 0, 0], indexes = [0, 1, 2, 2, 1, 0];
        using PooledBytes file = new();
        PngEncoder.EncodeIndexes(indexes, 3, 2, palette, file);
        byte[] expected = [.. indexes.SelectMany(index => palette[(4 * index)..((4 * index) + 4)])];
        Assert.Equal(expected, Decode(file.Span, 3, 2));
    }

    private static byte[] Pixels(int width, int height, int seed, bool isOpaque)
    {
        byte[] rgba = new byte[width * height * 4];
        Random random = new(seed);
        random.NextBytes(rgba);
        for (int i = 0; i < rgba.Length; i += 4)
        {
            rgba[i + 3] = isOpaque || random.Next(2) == 0 ? (byte)255 : (byte)0;
            if (rgba[i + 3] == 0)
            {
                rgba.AsSpan(i, 3).Clear();
            }
        }

        return rgba;
    }

    private static byte[] Decode(ReadOnlySpan<byte> file, int width, int height)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec codec = SKCodec.Create(data);
        Assert.Equal((width, height), (codec.Info.Width, codec.Info.Height));
        SKImageInfo info = new(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKBitmap bitmap = new(info);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, bitmap.GetPixels()));
        return bitmap.Bytes;
    }
}
