using System.Buffers;

namespace Mitoshi.Gdal;

/// <summary>Reads one stored tile and turns it back into numbers.</summary>
internal static class TileUnpacker
{
    /// <summary>False for a tile that is absent (sparse), damaged or beyond the end: GDAL knows what to make of it.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="layout">Where the tiles lie.</param>
    /// <param name="index">Which tile, planes one after another.</param>
    /// <param name="tile">Receives <see cref="TiffLayout.TileBytes"/> bytes.</param>
    /// <param name="rows">Rows that are wanted, from the top; those below may be undefined.</param>
    public static bool TryUnpack(IByteSource file, TiffLayout layout, int index, Span<byte> tile, int rows = int.MaxValue)
    {
        long offset = layout.Offsets[index], length = layout.Lengths[index];
        if (offset <= 0 || length <= 0 || length > TileCodec.Bound(tile.Length))
        {
            return false;
        }

        byte[] packed = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            Span<byte> bytes = packed.AsSpan(0, (int)length);
            if (file.Read(bytes, offset) < bytes.Length)
            {
                return false;
            }

            Span<byte> wanted = rows < layout.TileRows ? tile[..(tile.Length / layout.TileRows * rows)] : tile;
            bool isPart = wanted.Length < tile.Length && layout.Compression == TileCompression.Deflate && TileCodec.TryUnpackBeginning(bytes, tile, wanted.Length);
            if (!isPart && TileCodec.Unpack(layout.Compression, bytes, tile) != tile.Length)
            {
                return false;
            }

            if (layout.Predictor != 1)
            {
                TilePredictor.Undo(isPart ? wanted : tile, layout);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
