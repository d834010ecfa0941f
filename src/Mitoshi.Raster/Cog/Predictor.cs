using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>
/// TIFF's predictors for one band to a tile: 2 stores the difference to the left neighbour, 3 (floating point) sorts the bytes of a row by
/// significance and stores their differences.
/// </summary>
/// <remarks>TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3 (floating point predictor).</remarks>
internal static class Predictor
{
    public static int For(PixelType type) => type.IsFloatingPoint() ? 3 : 2;

    /// <summary>Applies the predictor to a row.</summary>
    /// <param name="row">Little-endian numbers.</param>
    /// <param name="type">Their type.</param>
    /// <param name="predicted">Receives as many bytes.</param>
    public static void Apply(ReadOnlySpan<byte> row, PixelType type, Span<byte> predicted)
    {
        if (type.IsFloatingPoint())
        {
            // The row serves as room for the sorted bytes only after a copy: sorting in place would need cycles.
            Span<byte> sorted = stackalloc byte[0];
            byte[]? rented = null;
            sorted = row.Length <= 8192 ? stackalloc byte[row.Length] : (rented = System.Buffers.ArrayPool<byte>.Shared.Rent(row.Length)).AsSpan(0, row.Length);
            SortBySignificance(row, type.Bytes(), sorted);
            Difference<byte>(sorted, predicted);
            if (rented is not null)
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(rented);
            }
        }
        else if (type.Bytes() == 2)
        {
            Difference(MemoryMarshal.Cast<byte, ushort>(row), MemoryMarshal.Cast<byte, ushort>(predicted));
        }
        else if (type.Bytes() == 4)
        {
            Difference(MemoryMarshal.Cast<byte, uint>(row), MemoryMarshal.Cast<byte, uint>(predicted));
        }
        else
        {
            Difference(row, predicted);
        }
    }

    private static void Difference<T>(ReadOnlySpan<T> row, Span<T> differences)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        differences[0] = row[0];
        TensorPrimitives.Subtract(row[1..], row[..^1], differences[1..]);
    }

    private static void SortBySignificance(ReadOnlySpan<byte> row, int width, Span<byte> sorted)
    {
        int count = row.Length / width;
        if (width == 4)
        {
            Span<byte> first = sorted[..count], second = sorted.Slice(count, count), third = sorted.Slice(2 * count, count), last = sorted.Slice(3 * count, count);
            ReadOnlySpan<uint> numbers = MemoryMarshal.Cast<byte, uint>(row);
            for (int i = 0; i < numbers.Length; i++)
            {
                uint number = numbers[i];
                (first[i], second[i], third[i], last[i]) = ((byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);
            }

            return;
        }

        for (int i = 0; i < count; i++)
        {
            for (int b = 0; b < width; b++)
            {
                sorted[(b * count) + i] = row[(i * width) + width - 1 - b];
            }
        }
    }
}
