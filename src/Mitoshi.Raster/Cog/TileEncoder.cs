using System.Buffers;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>Packs one band of one tile.</summary>
internal static class TileEncoder
{
    /// <summary>Bytes that <see cref="Pack"/> needs beside its output.</summary>
    public static long ScratchBytes(CogFormat format) => 2L * format.TileSize * format.TileSize * format.Type.Bytes();

    /// <summary>Packs stored numbers; a tile at the edge is filled up with its last column and row, as GDAL does.</summary>
    /// <param name="numbers">rows × columns of the tile's pixels.</param>
    /// <param name="columns">Columns, at most the tile's edge.</param>
    /// <param name="format">Type, predictor and compression.</param>
    /// <param name="packed">Receives the bytes.</param>
    /// <returns>How many.</returns>
    public static int Pack(ReadOnlySpan<float> numbers, int columns, CogFormat format, IBufferWriter<byte> packed)
    {
        int size = format.TileSize, rowBytes = size * format.Type.Bytes(), rows = numbers.Length / columns;
        byte[] tile = ArrayPool<byte>.Shared.Rent(rowBytes * size), row = ArrayPool<byte>.Shared.Rent(rowBytes);
        float[] line = ArrayPool<float>.Shared.Rent(size);
        for (int r = 0; r < size; r++)
        {
            if (r < rows)
            {
                numbers.Slice(r * columns, columns).CopyTo(line);
                line.AsSpan(columns, size - columns).Fill(line[columns - 1]);
                PixelEncoding.ToBytes(line.AsSpan(0, size), format, row.AsSpan(0, rowBytes));
                if (format.UsesPredictor)
                {
                    Predictor.Apply(row.AsSpan(0, rowBytes), format.Type, tile.AsSpan(r * rowBytes, rowBytes));
                }
                else
                {
                    row.AsSpan(0, rowBytes).CopyTo(tile.AsSpan(r * rowBytes));
                }
            }
            else
            {
                tile.AsSpan((rows - 1) * rowBytes, rowBytes).CopyTo(tile.AsSpan(r * rowBytes));
            }
        }

        int length = rowBytes * size;
        int written = TileCodec.Pack(format.Compression, format.Level, tile.AsSpan(0, length), packed.GetSpan(TileCodec.Bound(length)));
        packed.Advance(written);
        ArrayPool<byte>.Shared.Return(tile);
        ArrayPool<byte>.Shared.Return(row);
        ArrayPool<float>.Shared.Return(line);
        return written;
    }
}
