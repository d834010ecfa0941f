using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>Bytes of pictures, many at a time.</summary>
internal static class PixelPacking
{
    /// <summary>Red, green and blue without alpha.</summary>
    /// <param name="rgba">Four bytes a pixel.</param>
    /// <param name="rgb">Receives three bytes a pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        int pixel = 0, count = rgba.Length / 4;

        // Sixteen bytes are stored for twelve: the last pixels go one by one.
        for (; pixel + 6 <= count; pixel += 4)
        {
            Vector128.Shuffle(Vector128.Create(rgba.Slice(4 * pixel, 16)), order).CopyTo(rgb[(3 * pixel)..]);
        }

        for (; pixel < count; pixel++)
        {
            rgba.Slice(4 * pixel, 3).CopyTo(rgb[(3 * pixel)..]);
        }
    }

    /// <summary>Differences modulo 256.</summary>
    public static void Subtract(ReadOnlySpan<byte> line, ReadOnlySpan<byte> above, Span<byte> difference)
        => TensorPrimitives.Subtract(line, above, difference);

    /// <summary>Sums of the bytes as signed magnitudes: of the line itself, and of its differences from the line above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Plain, long Difference) Magnitudes(ReadOnlySpan<byte> line, ReadOnlySpan<byte> above)
    {
        long plain = 0, difference = 0;
        for (int i = 0; i < line.Length; i++)
        {
            plain += Math.Abs((int)(sbyte)line[i]);
            difference += Math.Abs((int)(sbyte)(byte)(line[i] - above[i]));
        }

        return (plain, difference);
    }

    /// <summary>Turns quads into colours: value × scale + offset, rounded, 0 to 255; transparent black where invalid.</summary>
    /// <param name="quads">Three values and validity.</param>
    /// <param name="scale">Of the three values; lane 3 is 255.</param>
    /// <param name="offset">Of the three values; lane 3 is 0.</param>
    /// <param name="rgba">Receives four bytes a pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Stretch(ReadOnlySpan<Vector128<float>> quads, Vector128<float> scale, Vector128<float> offset, Span<byte> rgba)
    {
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        Vector128<float> half = Vector128.Create(0.5f), most = Vector128.Create(255f);
        int i = 0;
        for (; i + 4 <= quads.Length; i += 4)
        {
            Vector128<int> a = Colour(quads[i], scale, offset, half, most), b = Colour(quads[i + 1], scale, offset, half, most);
            Vector128<int> c = Colour(quads[i + 2], scale, offset, half, most), d = Colour(quads[i + 3], scale, offset, half, most);
            Vector128<byte> bytes = Vector128.Narrow(Vector128.Narrow(a, b).AsUInt16(), Vector128.Narrow(c, d).AsUInt16());
            bytes.AsUInt32().CopyTo(pixels[i..]);
        }

        for (; i < quads.Length; i++)
        {
            Vector128<int> colour = Colour(quads[i], scale, offset, half, most);
            pixels[i] = (uint)(colour.GetElement(0) | (colour.GetElement(1) << 8) | (colour.GetElement(2) << 16) | (colour.GetElement(3) << 24));
        }
    }

    /// <summary>The definition of <see cref="Stretch"/>, number by number.</summary>
    internal static void StretchScalar(ReadOnlySpan<Vector128<float>> quads, Vector128<float> scale, Vector128<float> offset, Span<byte> rgba)
    {
        for (int i = 0; i < quads.Length; i++)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                float number = (quads[i].GetElement(lane) * scale.GetElement(lane)) + (offset.GetElement(lane) * quads[i].GetElement(3));
                rgba[(4 * i) + lane] = (byte)(Math.Clamp(number, 0, 255) + (0.5f * quads[i].GetElement(3)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Colour(Vector128<float> quad, Vector128<float> scale, Vector128<float> offset, Vector128<float> half, Vector128<float> most)
    {
        Vector128<float> valid = Vector128.Shuffle(quad, Vector128.Create(3, 3, 3, 3));
        Vector128<float> number = Vector128.Min(Vector128.Max((quad * scale) + (offset * valid), Vector128<float>.Zero), most);
        return Vector128.ConvertToInt32Native(number + (half * valid));
    }
}
