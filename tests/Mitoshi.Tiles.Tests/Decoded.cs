using SkiaSharp;

namespace Mitoshi.Tiles.Tests;

/// <summary>Pictures read back by the decoders inside Skia (libpng, libjpeg-turbo, libwebp).</summary>
internal static class Decoded
{
    public static byte[] Rgba(ReadOnlySpan<byte> file) => Rgba(file, out _, out _);

    public static byte[] Rgba(ReadOnlySpan<byte> file, out int width, out int height)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec codec = SKCodec.Create(data);
        (width, height) = (codec.Info.Width, codec.Info.Height);
        SKImageInfo info = new(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKBitmap bitmap = new(info);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, bitmap.GetPixels()));
        return bitmap.Bytes;
    }
}
