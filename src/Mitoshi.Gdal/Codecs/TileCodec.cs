namespace Mitoshi.Gdal;

/// <summary>Packs and unpacks tiles with the compressors inside of GDAL (libdeflate and libzstd on Debian), from any thread.</summary>
public static unsafe class TileCodec
{
    /// <summary>Room that is enough for any packed input of that length.</summary>
    public static int Bound(int length) => length + (length >> 7) + 1024;

    /// <summary>Packs bytes; the same input gives the same bytes, whatever the thread.</summary>
    /// <param name="compression">The format.</param>
    /// <param name="level">1 to 9 (12 with libdeflate) for Deflate, 1 to 22 for Zstd.</param>
    /// <param name="input">Bytes.</param>
    /// <param name="output">At least <see cref="Bound"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="MitoshiException"><c>raster.no_codec</c>: GDAL was built without it.</exception>
    public static int Pack(TileCompression compression, int level, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (compression == TileCompression.None)
        {
            input.CopyTo(output);
            return input.Length;
        }

        GdalLibrary.Start();
        NativeCodec* codec = NativeMethods.CPLGetCompressor(Id(compression));
        int written = Run(codec, compression, input, output, [$"LEVEL={level}"]);
        Invariant.Holds(written > 0, "a tile could not be packed");
        return written;
    }

    /// <summary>Unpacks bytes; -1 when they are damaged or unpack to more than the room.</summary>
    /// <exception cref="MitoshiException"><c>raster.no_codec</c>: GDAL was built without it.</exception>
    public static int Unpack(TileCompression compression, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (compression == TileCompression.None)
        {
            int length = Math.Min(input.Length, output.Length);
            input[..length].CopyTo(output);
            return length;
        }

        GdalLibrary.Start();
        GdalErrors.Begin();
        return Run(NativeMethods.CPLGetDecompressor(Id(compression)), compression, input, output, []);
    }

    /// <summary>
    /// Unpacks the beginning of a deflated tile: the rows that are wanted, a fraction of the work. Like every reader that stops early it does not
    /// see the checksum at the end.
    /// </summary>
    /// <param name="input">The whole packed tile.</param>
    /// <param name="output">Room for more than is wanted; what lies behind the wanted part is undefined.</param>
    /// <param name="wanted">Bytes that are wanted.</param>
    /// <returns>False when it cannot be told that all of them are right: unpack the whole.</returns>
    public static bool TryUnpackBeginning(ReadOnlySpan<byte> input, Span<byte> output, int wanted)
        => wanted + LongestMatch < output.Length && s_keepsBeginning.Value && UnpackBeginning(input, output, wanted);

    // A decoder whose room ends writes until the next match does not fit: up to 258 bytes stay free (RFC 1951, section 3.2.5).
    private const int LongestMatch = 258;

    // Neither libdeflate nor zlib promises it, both do it: asked once, of the library that is there.
    private static readonly Lazy<bool> s_keepsBeginning = new(KeepsBeginning);

    private static bool UnpackBeginning(ReadOnlySpan<byte> input, Span<byte> output, int wanted)
    {
        // A stream that is damaged before the wanted bytes leaves these marks in place.
        ReadOnlySpan<byte> marks = [0x9e, 0x37, 0x79, 0xb9, 0x7f, 0x4a, 0x7c, 0x15, 0xf3, 0x9c, 0xc0, 0x60, 0x5c, 0xed, 0xc8, 0x34];
        Span<byte> end = output.Slice(wanted - Math.Min(wanted, marks.Length), Math.Min(wanted, marks.Length));
        marks[..end.Length].CopyTo(end);
        int written = Unpack(TileCompression.Deflate, input, output[..(wanted + LongestMatch)]);
        return written < 0 && !end.SequenceEqual(marks[..end.Length]);
    }

    private static bool KeepsBeginning()
    {
        byte[] numbers = new byte[20_000], packed = new byte[Bound(20_000)], unpacked = new byte[20_000];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (byte)((i * i) >> (i % 11));
        }

        int length = Pack(TileCompression.Deflate, 6, numbers, packed);
        foreach (int wanted in (ReadOnlySpan<int>)[100, 5000, 15_000])
        {
            unpacked.AsSpan().Clear();
            if (!UnpackBeginning(packed.AsSpan(0, length), unpacked, wanted) || !unpacked.AsSpan(0, wanted).SequenceEqual(numbers.AsSpan(0, wanted)))
            {
                return false;
            }
        }

        return true;
    }

    private static int Run(NativeCodec* codec, TileCompression compression, ReadOnlySpan<byte> input, Span<byte> output, IReadOnlyList<string> options)
    {
        if (codec is null)
        {
            throw new MitoshiException("raster.no_codec",
                found: ($"GDAL {GdalLibrary.Version} was built without {compression}", $"GDAL {GdalLibrary.Version} は {compression} なしで作られています"),
                expected: ("a compression that this GDAL knows", "この GDAL が知っている圧縮方式"),
                remedy: ("choose Deflate, or install a GDAL with it", "Deflate を選ぶか、対応した GDAL を入れてください"));
        }

        fixed (byte* from = input, to = output)
        {
            nint source = (nint)from, target = (nint)to;
            nuint inputLength = (nuint)input.Length, outputLength = (nuint)output.Length;
            return StringList.With(options, list =>
            {
                void* buffer = (void*)target;
                nuint length = outputLength;
                return codec->Run((void*)source, inputLength, &buffer, &length, list, codec->UserData) != 0 && length <= int.MaxValue ? (int)length : -1;
            });
        }
    }

    private static string Id(TileCompression compression) => compression == TileCompression.Zstd ? "zstd" : "zlib";
}
