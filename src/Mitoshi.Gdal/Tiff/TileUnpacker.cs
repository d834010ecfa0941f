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
    public static bool TryUnpack(IByteSource file, TiffLayout layout, int index, Span<byte> tile)
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
            bool isWhole = file.Read(bytes, offset) == bytes.Length && TileCodec.Unpack(layout.Compression, bytes, tile) == tile.Length;
            if (isWhole && layout.Predictor != 1)
            {
                TilePredictor.Undo(tile, layout);
            }

            return isWhole;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
