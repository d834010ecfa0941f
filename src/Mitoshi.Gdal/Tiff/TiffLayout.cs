using System.Buffers.Binary;

namespace Mitoshi.Gdal;

/// <summary>
/// Where the tiles of a plain TIFF lie and how they are packed. Nothing here is trusted: what is not exactly as expected gives null, and GDAL
/// reads the file instead.
/// </summary>
internal sealed record TiffLayout(
    int Width, int Height, int TileColumns, int TileRows, int BandCount, PixelType Type, bool IsPlanar, int Predictor, TileCompression Compression, long[] Offsets, long[] Lengths)
{
    private const int MostEntries = 256, MostLevels = 32;

    // More tiles than a raster of 500,000 x 500,000 pixels has; a larger index costs more than it helps.
    private const int MostTiles = 1 << 20;

    /// <summary>Tiles in a row of tiles.</summary>
    public int Across => ((Width - 1) / TileColumns) + 1;

    /// <summary>Tiles of one band (planar) or of all bands together.</summary>
    public int TilesPerPlane => Across * (((Height - 1) / TileRows) + 1);

    /// <summary>Bytes of an unpacked tile.</summary>
    public int TileBytes => TileColumns * TileRows * Type.Bytes() * (IsPlanar ? 1 : BandCount);

    /// <summary>Reads the first directory; null when the file is no plain tiled TIFF of one type of number.</summary>
    public static TiffLayout? Read(IByteSource file) => ReadLevels(file, most: 1) is [TiffLayout first] ? first : null;

    /// <summary>Reads the picture and its reduced copies, the largest first; none when the file is no plain tiled TIFF, or when a mask lies beside its pixels.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="most">Levels that are wanted.</param>
    public static IReadOnlyList<TiffLayout> ReadLevels(IByteSource file, int most = MostLevels)
    {
        Span<byte> head = stackalloc byte[16];
        bool isLittle = file.Read(head, 0) == head.Length && head[0] == 'I' && head[1] == 'I';
        int version = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
        if (!isLittle || version is not (42 or 43))
        {
            return [];
        }

        bool isBig = version == 43;
        long directory = isBig ? BinaryPrimitives.ReadInt64LittleEndian(head[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        List<TiffLayout> levels = [];
        for (int i = 0; i < most && directory > 0; i++)
        {
            if (ReadEntries(file, directory, isBig, out directory) is not { } entries || FromEntries(file, entries, isBig) is not { } layout)
            {
                break;
            }

            const int Reduced = 1, Mask = 4;
            long kind = entries.TryGetValue(254, out (int Type, long Count, byte[] Inline) entry) && ReadNumbers(file, entry, 1, isBig) is [long bits] ? bits : 0;
            if ((kind & Mask) != 0)
            {
                return [];
            }

            if (i == 0 || ((kind & Reduced) != 0 && layout.BandCount == levels[0].BandCount && layout.Type == levels[0].Type && layout.Width < levels[^1].Width))
            {
                levels.Add(layout);
            }
        }

        return levels;
    }

    private static Dictionary<int, (int Type, long Count, byte[] Inline)>? ReadEntries(IByteSource file, long directory, bool isBig, out long next)
    {
        next = 0;
        Span<byte> countBytes = stackalloc byte[8];
        if (directory < 8 || file.Read(countBytes, directory) < countBytes.Length)
        {
            return null;
        }

        long count = isBig ? BinaryPrimitives.ReadInt64LittleEndian(countBytes) : BinaryPrimitives.ReadUInt16LittleEndian(countBytes);
        int entryBytes = isBig ? 20 : 12;
        if (count is <= 0 or > MostEntries)
        {
            return null;
        }

        byte[] bytes = new byte[count * entryBytes];
        if (file.Read(bytes, directory + (isBig ? 8 : 2)) < bytes.Length)
        {
            return null;
        }

        Span<byte> after = stackalloc byte[8];
        after.Clear();
        _ = file.Read(after[..(isBig ? 8 : 4)], directory + (isBig ? 8 : 2) + bytes.Length);
        next = BinaryPrimitives.ReadInt64LittleEndian(after);

        Dictionary<int, (int, long, byte[])> entries = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = bytes.AsSpan(i * entryBytes, entryBytes);
            long elements = isBig ? BinaryPrimitives.ReadInt64LittleEndian(entry[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            entries[BinaryPrimitives.ReadUInt16LittleEndian(entry)] = (BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]), elements, entry[(isBig ? 12 : 8)..].ToArray());
        }

        return entries;
    }

    private static TiffLayout? FromEntries(IByteSource file, Dictionary<int, (int Type, long Count, byte[] Inline)> entries, bool isBig)
    {
        long[]? Numbers(int tag, long otherwise, int most)
            => entries.TryGetValue(tag, out (int Type, long Count, byte[] Inline) entry) ? ReadNumbers(file, entry, most, isBig) : [otherwise];
        long One(int tag, long otherwise) => Numbers(tag, otherwise, 1) is [long number] ? number : -1;

        // Bits, sample format and the rest: tags 258, 339, 266 (order of bits), 277, 284, 317, 259 of TIFF 6.0.
        long width = One(256, -1), height = One(257, -1), tileColumns = One(322, -1), tileRows = One(323, -1), bands = One(277, 1), planar = One(284, 1);
        bool isPlausible = width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue && tileColumns is > 0 and <= 16384 && tileRows is > 0 and <= 16384
            && bands is > 0 and <= 4096 && planar is 1 or 2 && One(266, 1) == 1;
        long[]? bits = Numbers(258, 1, (int)Math.Max(bands, 1)), formats = Numbers(339, 1, (int)Math.Max(bands, 1));
        TileCompression? compression = One(259, 1) switch { 1 => TileCompression.None, 8 or 32946 => TileCompression.Deflate, 50000 => TileCompression.Zstd, _ => null };
        if (!isPlausible || bits is null || formats is null || compression is null || bits.Any(b => b != bits[0]) || formats.Any(f => f != formats[0])
            || TypeOf(bits[0], formats[0]) is not { } type)
        {
            return null;
        }

        long predictor = One(317, 1);
        long across = ((width - 1) / tileColumns) + 1, down = ((height - 1) / tileRows) + 1, tiles = across * down * (planar == 2 ? bands : 1);
        bool fits = tiles <= MostTiles && tileColumns * tileRows * type.Bytes() * (planar == 2 ? 1 : bands) <= 64 << 20;
        bool canUndo = predictor == 1 || (predictor == 2 && !type.IsFloatingPoint() && compression != TileCompression.None) || (predictor == 3 && type == PixelType.Float32 && compression != TileCompression.None);
        if (!fits || !canUndo || Numbers(324, -1, (int)tiles) is not { } offsets || Numbers(325, -1, (int)tiles) is not { } lengths || offsets.Length != tiles || lengths.Length != tiles)
        {
            return null;
        }

        return new TiffLayout((int)width, (int)height, (int)tileColumns, (int)tileRows, (int)bands, type, planar == 2, (int)predictor, compression.Value, offsets, lengths);
    }

    private static long[]? ReadNumbers(IByteSource file, (int Type, long Count, byte[] Inline) entry, int most, bool isBig)
    {
        int size = entry.Type switch { 1 => 1, 3 => 2, 4 => 4, 16 => 8, _ => 0 };
        if (size == 0 || entry.Count <= 0 || entry.Count > most)
        {
            return null;
        }

        byte[] bytes = entry.Inline;
        if (entry.Count * size > bytes.Length)
        {
            long position = isBig ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            bytes = new byte[entry.Count * size];
            if (position < 0 || file.Read(bytes, position) < bytes.Length)
            {
                return null;
            }
        }

        long[] numbers = new long[entry.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.AsSpan(i * size);
            numbers[i] = size switch
            {
                1 => at[0],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(at),
                _ => BinaryPrimitives.ReadInt64LittleEndian(at),
            };
        }

        return numbers;
    }

    private static PixelType? TypeOf(long bits, long format) => (bits, format) switch
    {
        (8, 1) => PixelType.UInt8,
        (16, 1) => PixelType.UInt16,
        (16, 2) => PixelType.Int16,
        (32, 3) => PixelType.Float32,
        _ => null,
    };
}
