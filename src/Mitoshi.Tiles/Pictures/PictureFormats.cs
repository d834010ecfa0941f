using SkiaSharp;

namespace Mitoshi.Tiles;

/// <summary>Names of formats, and encoders of colours.</summary>
public static class PictureFormats
{
    private const int Quality = 80;

    /// <summary>The media type of a format.</summary>
    public static string MediaType(PictureFormat format) => format switch
    {
        PictureFormat.Png => "image/png",
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.WebP => "image/webp",
        PictureFormat.GeoTiff => "image/tiff; application=geotiff",
        _ => "application/x-npy",
    };

    /// <summary>The format of an ending, a media type or a name.</summary>
    /// <exception cref="MitoshiException"><c>tiles.unknown_format</c>.</exception>
    public static PictureFormat Named(string name) => name.ToLowerInvariant() switch
    {
        "png" or "pngraw" or "image/png" => PictureFormat.Png,
        "jpg" or "jpeg" or "image/jpeg" or "image/jpg" => PictureFormat.Jpeg,
        "webp" or "image/webp" => PictureFormat.WebP,
        "tif" or "tiff" or "image/tiff" or "image/tiff; application=geotiff" => PictureFormat.GeoTiff,
        "npy" or "application/x-npy" => PictureFormat.Npy,
        _ => throw new MitoshiException("tiles.unknown_format",
            found: ($"no picture is written as \"{name}\"", $"\"{name}\" 形式の画像は書けません"),
            expected: "png, jpg, webp, tif, npy",
            remedy: ("take png for a map", "地図には png を使ってください")),
    };

    /// <summary>Encodes colours as PNG, JPEG or WebP.</summary>
    internal static unsafe void Encode(ReadOnlySpan<byte> rgba, int width, int height, bool isOpaque, PictureFormat format, bool isLossless, PooledBytes file)
    {
        if (format == PictureFormat.Png)
        {
            PngEncoder.EncodeColours(rgba, width, height, isOpaque, file);
            return;
        }

        fixed (byte* pixels = rgba)
        {
            SKImageInfo info = new(width, height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
            using SKPixmap pixmap = new(info, (nint)pixels, width * 4);
            using SKData? data = format == PictureFormat.Jpeg
                ? pixmap.Encode(new SKJpegEncoderOptions(Quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.BlendOnBlack))
                : pixmap.Encode(new SKWebpEncoderOptions(isLossless ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy, isLossless ? 20 : Quality));
            Invariant.Holds(data is not null, "a picture could not be encoded");
            ReadOnlySpan<byte> encoded = data!.AsSpan();
            encoded.CopyTo(file.GetSpan(encoded.Length));
            file.Advance(encoded.Length);
        }
    }
}
