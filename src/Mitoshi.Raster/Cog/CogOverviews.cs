using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Mitoshi.Raster;

/// <summary>
/// Makes the tiles of all overviews from the halved pictures of the tiles below. It goes down the tree of tiles depth first, so that few
/// pictures are held at once, however large the raster.
/// </summary>
internal sealed class CogOverviews(IReadOnlyList<TileLattice> levels, int bandCount, CogFormat format, ITileRecords records, FileStream spool) : IDisposable
{
    private readonly ConcurrentDictionary<(int Level, int Tile), float[]> _halves = [];
    private readonly (long Offset, int Length)[][] _packed = [.. levels.Select(level => new (long, int)[level.Count * bandCount])];
    private readonly CogFormat _stored = format with { Scale = 1, Offset = 0 };
    private readonly Lock _lock = new();
    private long _end;

    /// <summary>Packed length of a tile of an overview.</summary>
    public int PackedLength(int level, int tile, int band) => _packed[level][(tile * bandCount) + band].Length;

    /// <summary>Packed bytes of a tile of an overview.</summary>
    public void Read(int level, int tile, int band, Span<byte> bytes)
        => Invariant.Holds(RandomAccess.Read(spool.SafeFileHandle, bytes, _packed[level][(tile * bandCount) + band].Offset) == bytes.Length, "an overview tile is whole");

    public void Make(ParallelOptions options)
    {
        int top = levels.Count - 1;
        if (top == 0)
        {
            return;
        }

        // Enough trees for all workers; what is above them is little.
        int split = top;
        while (split > 1 && levels[split].Count < 2 * options.MaxDegreeOfParallelism)
        {
            split--;
        }

        Parallel.For(0, levels[split].Count, options, tile => _halves[(split, tile)] = Half(split, tile));
        Half(top, 0);
    }

    public void Dispose() => spool.Dispose();

    // The halved picture of a tile; on the way up every overview tile is packed once.
    private float[] Half(int level, int tile)
    {
        if (_halves.TryRemove((level, tile), out float[]? known))
        {
            return known;
        }

        Window window = levels[level][tile];
        int halfColumns = (window.Columns + 1) / 2, halfRows = (window.Rows + 1) / 2, pixels = window.PixelCount;
        float[] half = new float[halfColumns * halfRows * bandCount];
        if (level == 0)
        {
            ReadHalf(tile, half);
            return half;
        }

        float[] picture = ArrayPool<float>.Shared.Rent(pixels * bandCount);
        Assemble(level, tile, picture.AsSpan(0, pixels * bandCount));
        ArrayBufferWriter<byte> packed = new();
        int[] lengths = new int[bandCount];
        for (int band = 0; band < bandCount; band++)
        {
            Span<float> plane = picture.AsSpan(band * pixels, pixels);
            Reduction.Halve(plane, window.Columns, format.Overviews, half.AsSpan(band * halfColumns * halfRows, halfColumns * halfRows));
            PixelEncoding.Quantise(plane, _stored);
            lengths[band] = TileEncoder.Pack(plane, window.Columns, _stored, packed);
        }

        ArrayPool<float>.Shared.Return(picture);
        Keep(level, tile, lengths, packed.WrittenSpan);
        return half;
    }

    private void Assemble(int level, int tile, Span<float> picture)
    {
        TileLattice below = levels[level - 1];
        Window window = levels[level][tile];
        int across = levels[level].Across, tileColumn = tile % across, tileRow = tile / across;
        for (int child = 0; child < 4; child++)
        {
            int column = (2 * tileColumn) + (child & 1), row = (2 * tileRow) + (child >> 1);
            if (column >= below.Across || row >= below.Down)
            {
                continue;
            }

            int childTile = (row * below.Across) + column, edge = format.TileSize / 2;
            float[] half = Half(level - 1, childTile);
            int columns = (below[childTile].Columns + 1) / 2, rows = (below[childTile].Rows + 1) / 2;
            for (int band = 0; band < bandCount; band++)
            {
                for (int r = 0; r < rows; r++)
                {
                    int target = (band * window.PixelCount) + ((((child >> 1) * edge) + r) * window.Columns) + ((child & 1) * edge);
                    half.AsSpan(((band * rows) + r) * columns, columns).CopyTo(picture[target..]);
                }
            }
        }
    }

    private void ReadHalf(int tile, Span<float> half)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(half);
        records.Read(tile, records.Length(tile) - bytes.Length, bytes);
    }

    private void Keep(int level, int tile, int[] lengths, ReadOnlySpan<byte> packed)
    {
        long offset;
        lock (_lock)
        {
            offset = _end;
            _end += packed.Length;
        }

        RandomAccess.Write(spool.SafeFileHandle, packed, offset);
        for (int band = 0; band < lengths.Length; band++)
        {
            _packed[level][(tile * bandCount) + band] = (offset, lengths[band]);
            offset += lengths[band];
        }
    }
}
