using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>
/// Writes PNG (ISO/IEC 15948) fast: three bytes a pixel when every pixel is opaque, four when not, one with a palette; one filter for the
/// whole picture and the fastest level of DEFLATE.
/// </summary>
internal static class PngEncoder
{
    // Level 1 of libdeflate: level 2 takes half as long again and saves 3 % of a noisy tile.
    private const int Level = 1;
    private const byte GreyDepth = 8, TrueColour = 2, Indexed = 3, TrueColourWithAlpha = 6;
    private const byte FilterNone = 0, FilterUp = 2;

    /// <summary>A picture in colours.</summary>
    /// <param name="rgba">Red, green, blue, alpha of each pixel, row after row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="isOpaque">True when every alpha is 255: it is left out.</param>
    /// <param name="file">Receives the file.</param>
    public static void EncodeColours(ReadOnlySpan<byte> rgba, int width, int height, bool isOpaque, PooledBytes file)
    {
        int channels = isOpaque ? 3 : 4, lineBytes = (width * channels) + 1;
        byte[] lines = ArrayPool<byte>.Shared.Rent(lineBytes * height);
        byte[] packed = isOpaque ? ArrayPool<byte>.Shared.Rent(width * height * 3) : [];
        try
        {
            ReadOnlySpan<byte> pixels = rgba;
            if (isOpaque)
            {
                PixelPacking.DropAlpha(rgba, packed);
                pixels = packed.AsSpan(0, width * height * 3);
            }

            Filter(pixels, width * channels, height, lines);
            Begin(file, width, height, isOpaque ? TrueColour : TrueColourWithAlpha);
            WriteData(file, lines.AsSpan(0, lineBytes * height));
            WriteChunk(file, "IEND"u8, []);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lines);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>A picture with a palette.</summary>
    /// <param name="indexes">Index of each pixel, row after row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">Colours as red, green, blue, alpha; at most 256.</param>
    /// <param name="file">Receives the file.</param>
    public static void EncodeIndexes(ReadOnlySpan<byte> indexes, int width, int height, ReadOnlySpan<byte> palette, PooledBytes file)
    {
        int lineBytes = width + 1, count = palette.Length / 4;
        byte[] lines = ArrayPool<byte>.Shared.Rent(lineBytes * height);
        Span<byte> colours = stackalloc byte[768], alphas = stackalloc byte[256];
        for (int i = 0; i < count; i++)
        {
            palette.Slice(4 * i, 3).CopyTo(colours[(3 * i)..]);
            alphas[i] = palette[(4 * i) + 3];
        }

        for (int row = 0; row < height; row++)
        {
            lines[row * lineBytes] = FilterNone;
            indexes.Slice(row * width, width).CopyTo(lines.AsSpan((row * lineBytes) + 1));
        }

        Begin(file, width, height, Indexed);
        WriteChunk(file, "PLTE"u8, colours[..(3 * count)]);
        if (alphas[..count].ContainsAnyExcept((byte)255))
        {
            WriteChunk(file, "tRNS"u8, alphas[..count]);
        }

        WriteData(file, lines.AsSpan(0, lineBytes * height));
        WriteChunk(file, "IEND"u8, []);
        ArrayPool<byte>.Shared.Return(lines);
    }

    // "Up" or nothing, whichever leaves the smaller numbers in every eighth row: pictures of the Earth take Up, flat classes nothing.
    private static void Filter(ReadOnlySpan<byte> pixels, int bytesInRow, int height, Span<byte> lines)
    {
        long plain = 0, difference = 0;
        for (int row = 1; row < height; row += 8)
        {
            ReadOnlySpan<byte> line = pixels.Slice(row * bytesInRow, bytesInRow), above = pixels.Slice((row - 1) * bytesInRow, bytesInRow);
            (long ofPlain, long ofDifference) = PixelPacking.Magnitudes(line, above);
            (plain, difference) = (plain + ofPlain, difference + ofDifference);
        }

        bool isUp = difference < plain;
        for (int row = 0; row < height; row++)
        {
            Span<byte> line = lines.Slice(row * (bytesInRow + 1), bytesInRow + 1);
            line[0] = isUp && row > 0 ? FilterUp : FilterNone;
            ReadOnlySpan<byte> now = pixels.Slice(row * bytesInRow, bytesInRow);
            if (line[0] == FilterUp)
            {
                PixelPacking.Subtract(now, pixels.Slice((row - 1) * bytesInRow, bytesInRow), line[1..]);
            }
            else
            {
                now.CopyTo(line[1..]);
            }
        }
    }

    private static void Begin(PooledBytes file, int width, int height, byte colourType)
    {
        file.Write((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (GreyDepth, colourType);
        WriteChunk(file, "IHDR"u8, header);
    }

    private static void WriteData(PooledBytes file, ReadOnlySpan<byte> lines)
    {
        Span<byte> chunk = file.GetSpan(TileCodec.Bound(lines.Length) + 12);
        "IDAT"u8.CopyTo(chunk[4..]);
        int length = TileCodec.Pack(TileCompression.Deflate, Level, lines, chunk[8..^4]);
        BinaryPrimitives.WriteInt32BigEndian(chunk, length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + length)..], Crc32.HashToUInt32(chunk.Slice(4, length + 4)));
        file.Advance(length + 12);
    }

    private static void WriteChunk(PooledBytes file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> chunk = file.GetSpan(content.Length + 12)[..(content.Length + 12)];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        kind.CopyTo(chunk[4..]);
        content.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + content.Length)..], Crc32.HashToUInt32(chunk.Slice(4, content.Length + 4)));
        file.Advance(chunk.Length);
    }
}
