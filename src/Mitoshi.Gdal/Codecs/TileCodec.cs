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
