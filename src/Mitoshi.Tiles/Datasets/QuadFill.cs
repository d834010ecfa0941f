using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>Turns decoded tiles into quads.</summary>
internal static class QuadFill
{
    /// <summary>Fills the part of a window that a tile covers.</summary>
    /// <param name="type">Type of the stored numbers.</param>
    /// <param name="first">Bytes that hold the first band.</param>
    /// <param name="second">Bytes that hold the second band.</param>
    /// <param name="third">Bytes that hold the third band.</param>
    /// <param name="step">Numbers from one pixel to the next.</param>
    /// <param name="a">Where the first band begins in a pixel.</param>
    /// <param name="b">Where the second band begins in a pixel.</param>
    /// <param name="c">Where the third band begins in a pixel.</param>
    /// <param name="tile">Pixels that the bytes hold.</param>
    /// <param name="inside">Pixels that are wanted.</param>
    /// <param name="rule">From numbers to values.</param>
    /// <param name="quads">Receives them.</param>
    /// <param name="window">Pixels of <paramref name="quads"/>.</param>
    public static void Tile(
        PixelType type, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, int step, int a, int b, int c,
        Window tile, Window inside, QuadRule rule, Span<Vector128<float>> quads, Window window)
    {
        Window shared = tile.Intersect(inside);
        for (int row = shared.Row; row < shared.RowEnd; row++)
        {
            int from = (((row - tile.Row) * tile.Columns) + shared.Column - tile.Column) * step;
            Span<Vector128<float>> to = quads.Slice(((row - window.Row) * window.Columns) + shared.Column - window.Column, shared.Columns);
            switch (type)
            {
                case PixelType.UInt8:
                    Row(first[(from + a)..], second[(from + b)..], third[(from + c)..], step, rule, to);
                    break;
                case PixelType.UInt16:
                    Row(Cast<ushort>(first, from + a), Cast<ushort>(second, from + b), Cast<ushort>(third, from + c), step, rule, to);
                    break;
                case PixelType.Int16:
                    Row(Cast<short>(first, from + a), Cast<short>(second, from + b), Cast<short>(third, from + c), step, rule, to);
                    break;
                default:
                    Row(Cast<float>(first, from + a), Cast<float>(second, from + b), Cast<float>(third, from + c), step, rule, to);
                    break;
            }
        }
    }

    /// <summary>Empties the quads where a mask is 0.</summary>
    public static void Mask(ReadOnlySpan<byte> mask, Window inside, Span<Vector128<float>> quads, Window window)
    {
        for (int row = 0; row < inside.Rows; row++)
        {
            Span<Vector128<float>> to = quads.Slice(((inside.Row + row - window.Row) * window.Columns) + inside.Column - window.Column, inside.Columns);
            for (int column = 0; column < to.Length; column++)
            {
                to[column] = mask[(row * inside.Columns) + column] == 0 ? Vector128<float>.Zero : to[column];
            }
        }
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> bytes, int from)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(bytes)[from..];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, int step, QuadRule rule, Span<Vector128<float>> to)
    {
        for (int i = 0, at = 0; i < to.Length; i++, at += step)
        {
            to[i] = rule.Apply(Vector128.ConvertToSingle(Vector128.Create(first[at], second[at], third[at], 0)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<ushort> first, ReadOnlySpan<ushort> second, ReadOnlySpan<ushort> third, int step, QuadRule rule, Span<Vector128<float>> to)
    {
        for (int i = 0, at = 0; i < to.Length; i++, at += step)
        {
            to[i] = rule.Apply(Vector128.ConvertToSingle(Vector128.Create(first[at], second[at], third[at], 0)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<short> first, ReadOnlySpan<short> second, ReadOnlySpan<short> third, int step, QuadRule rule, Span<Vector128<float>> to)
    {
        for (int i = 0, at = 0; i < to.Length; i++, at += step)
        {
            to[i] = rule.Apply(Vector128.ConvertToSingle(Vector128.Create(first[at], second[at], third[at], 0)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, int step, QuadRule rule, Span<Vector128<float>> to)
    {
        for (int i = 0, at = 0; i < to.Length; i++, at += step)
        {
            to[i] = rule.Apply(Vector128.Create(first[at], second[at], third[at], 0));
        }
    }
}
