using System.Buffers;
using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>
/// Reads windows that cover whole tiles of a plain local TIFF straight into floats: no copy in GDAL's block cache and no lock on it. For
/// anything else, and for anything odd, it declines and GDAL reads.
/// </summary>
internal sealed class TiledTiffReader : IDisposable
{
    // A window that uses less of the tiles that it touches is better served by GDAL, which keeps decoded blocks for the next window.
    private const double LeastUse = 0.7;

    private readonly FileBytes _file;
    private readonly TiffLayout _layout;

    private TiledTiffReader(FileBytes file, TiffLayout layout)
    {
        _file = file;
        _layout = layout;
    }

    /// <summary>Opens a file that GDAL has opened; null when it is not of the plain kind or when the two disagree about it.</summary>
    public static TiledTiffReader? TryOpen(string path, RasterHeader header)
    {
        if (header.Format != "GTiff" || path.StartsWith("/vsi", StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        FileBytes file = new(path);
        TiffLayout? layout = TiffLayout.Read(file);
        bool agrees = layout is not null && layout.Width == header.Width && layout.Height == header.Height && layout.BandCount == header.Bands.Count
            && header.Bands.All(band => band.Type == layout.Type && band.BlockColumns == layout.TileColumns && band.BlockRows == layout.TileRows);
        if (!agrees)
        {
            file.Dispose();
            return null;
        }

        return new TiledTiffReader(file, layout!);
    }

    /// <summary>Reads stored numbers; false when GDAL must do it.</summary>
    /// <param name="window">Within the grid.</param>
    /// <param name="bandIndexes">From 0.</param>
    /// <param name="numbers">Receives bands × rows × columns; undefined when the answer is false.</param>
    public bool TryRead(Window window, ReadOnlySpan<int> bandIndexes, Span<float> numbers)
    {
        int firstColumn = window.Column / _layout.TileColumns, endColumn = ((window.ColumnEnd - 1) / _layout.TileColumns) + 1;
        int firstRow = window.Row / _layout.TileRows, endRow = ((window.RowEnd - 1) / _layout.TileRows) + 1;
        Window touched = new Window(firstColumn * _layout.TileColumns, firstRow * _layout.TileRows, (endColumn - firstColumn) * _layout.TileColumns, (endRow - firstRow) * _layout.TileRows)
            .Intersect(new Window(0, 0, _layout.Width, _layout.Height));
        double used = (double)window.PixelCount * (_layout.IsPlanar ? 1 : bandIndexes.Length) / ((double)touched.Columns * touched.Rows * (_layout.IsPlanar ? 1 : _layout.BandCount));
        if (used < LeastUse)
        {
            return false;
        }

        byte[] tile = ArrayPool<byte>.Shared.Rent(_layout.TileBytes);
        bool isRead = true;
        for (int row = firstRow; row < endRow && isRead; row++)
        {
            for (int column = firstColumn; column < endColumn && isRead; column++)
            {
                isRead = ReadTile(column, row, window, bandIndexes, numbers, tile.AsSpan(0, _layout.TileBytes));
            }
        }

        ArrayPool<byte>.Shared.Return(tile);
        return isRead;
    }

    public void Dispose() => _file.Dispose();

    private bool ReadTile(int tileColumn, int tileRow, Window window, ReadOnlySpan<int> bandIndexes, Span<float> numbers, Span<byte> tile)
    {
        int index = (tileRow * _layout.Across) + tileColumn;
        Window area = new(tileColumn * _layout.TileColumns, tileRow * _layout.TileRows, _layout.TileColumns, _layout.TileRows);
        if (!_layout.IsPlanar && !TileUnpacker.TryUnpack(_file, _layout, index, tile))
        {
            return false;
        }

        int step = _layout.IsPlanar ? 1 : _layout.BandCount;
        for (int i = 0; i < bandIndexes.Length; i++)
        {
            if (_layout.IsPlanar && !TileUnpacker.TryUnpack(_file, _layout, (bandIndexes[i] * _layout.TilesPerPlane) + index, tile))
            {
                return false;
            }

            Place(tile, area, window, step, first: _layout.IsPlanar ? 0 : bandIndexes[i], numbers.Slice(i * window.PixelCount, window.PixelCount));
        }

        return true;
    }

    private void Place(ReadOnlySpan<byte> tile, Window area, Window window, int step, int first, Span<float> numbers)
    {
        Window shared = area.Intersect(window);
        for (int row = shared.Row; row < shared.RowEnd; row++)
        {
            int from = ((((row - area.Row) * area.Columns) + shared.Column - area.Column) * step) + first;
            Span<float> to = numbers.Slice(((row - window.Row) * window.Columns) + shared.Column - window.Column, shared.Columns);
            switch (_layout.Type)
            {
                case PixelType.UInt8:
                    Convert(tile[from..], step, to);
                    break;
                case PixelType.UInt16:
                    Convert(MemoryMarshal.Cast<byte, ushort>(tile)[from..], step, to);
                    break;
                case PixelType.Int16:
                    Convert(MemoryMarshal.Cast<byte, short>(tile)[from..], step, to);
                    break;
                case PixelType.Float32 when step == 1:
                    MemoryMarshal.Cast<byte, float>(tile).Slice(from, to.Length).CopyTo(to);
                    break;
                default:
                    Convert(MemoryMarshal.Cast<byte, float>(tile)[from..], step, to);
                    break;
            }
        }
    }

    private static void Convert(ReadOnlySpan<byte> from, int step, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i * step];
        }
    }

    private static void Convert(ReadOnlySpan<ushort> from, int step, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i * step];
        }
    }

    private static void Convert(ReadOnlySpan<short> from, int step, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i * step];
        }
    }

    private static void Convert(ReadOnlySpan<float> from, int step, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i * step];
        }
    }
}
