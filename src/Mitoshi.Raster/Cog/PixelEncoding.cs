using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>From values to stored numbers and to the bytes of a TIFF row.</summary>
internal static class PixelEncoding
{
    /// <summary>Replaces values by the numbers that the file will hold, NaN still for no data.</summary>
    public static void Quantise(Span<float> values, CogFormat format)
    {
        if (format.Type == PixelType.Float32 && format.Scale == 1 && format.Offset == 0)
        {
            return;
        }

        int done = Vector256.IsHardwareAccelerated ? QuantiseVector(values, format) : 0;
        QuantiseScalar(values[done..], format);
    }

    /// <summary>The definition of <see cref="Quantise"/>.</summary>
    internal static void QuantiseScalar(Span<float> values, CogFormat format)
    {
        bool isFloating = format.Type.IsFloatingPoint();
        (double minimum, double maximum) = Range(format.Type);
        for (int i = 0; i < values.Length; i++)
        {
            double number = (values[i] - format.Offset) / format.Scale;
            if (!isFloating)
            {
                number = Math.Round(number);
                number = number < minimum ? minimum : number > maximum ? maximum : number;

                // A value must not turn into "no data": it moves to the next number inside of the range.
                number = number == format.NoData ? (number <= 0 ? number + 1 : number - 1) : number;
            }

            values[i] = (float)number;
        }
    }

    // Four numbers at a time, the same operations in the same order. NaN passes every comparison as false, and so stays.
    private static int QuantiseVector(Span<float> values, CogFormat format)
    {
        bool isFloating = format.Type.IsFloatingPoint();
        (double least, double most) = Range(format.Type);
        Vector256<double> minimum = Vector256.Create(least), maximum = Vector256.Create(most), forbidden = Vector256.Create(format.NoData);
        Vector256<double> offset = Vector256.Create(format.Offset), scale = Vector256.Create(format.Scale), one = Vector256<double>.One;
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.Create<float>(values[i..]));
            Vector256.Narrow(Number(lower), Number(upper)).CopyTo(values[i..]);
        }

        return i;

        Vector256<double> Number(Vector256<double> value)
        {
            Vector256<double> number = (value - offset) / scale;
            if (isFloating)
            {
                return number;
            }

            number = Vector256.Round(number);
            number = Vector256.ConditionalSelect(Vector256.LessThan(number, minimum), minimum, Vector256.ConditionalSelect(Vector256.GreaterThan(number, maximum), maximum, number));
            Vector256<double> moved = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(number, Vector256<double>.Zero), number + one, number - one);
            return Vector256.ConditionalSelect(Vector256.Equals(number, forbidden), moved, number);
        }
    }

    /// <summary>Bytes of stored numbers, little endian.</summary>
    public static void ToBytes(ReadOnlySpan<float> numbers, CogFormat format, Span<byte> bytes)
    {
        switch (format.Type)
        {
            case PixelType.Float32 when double.IsNaN(format.NoData):
                MemoryMarshal.AsBytes(numbers).CopyTo(bytes);
                break;
            case PixelType.Float32:
                Span<float> floats = MemoryMarshal.Cast<byte, float>(bytes);
                for (int i = 0; i < numbers.Length; i++)
                {
                    floats[i] = float.IsNaN(numbers[i]) ? (float)format.NoData : numbers[i];
                }

                break;
            case PixelType.Int16:
                Span<short> shorts = MemoryMarshal.Cast<byte, short>(bytes);
                for (int i = 0; i < numbers.Length; i++)
                {
                    shorts[i] = float.IsNaN(numbers[i]) ? (short)format.NoData : (short)numbers[i];
                }

                break;
            case PixelType.UInt16:
                Span<ushort> unsigned = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (int i = 0; i < numbers.Length; i++)
                {
                    unsigned[i] = float.IsNaN(numbers[i]) ? (ushort)format.NoData : (ushort)numbers[i];
                }

                break;
            case PixelType.UInt8:
                for (int i = 0; i < numbers.Length; i++)
                {
                    bytes[i] = float.IsNaN(numbers[i]) ? (byte)format.NoData : (byte)numbers[i];
                }

                break;
            case PixelType.Int32:
                for (int i = 0; i < numbers.Length; i++)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * 4)..], float.IsNaN(numbers[i]) ? (int)format.NoData : (int)numbers[i]);
                }

                break;
            default:
                throw new ArgumentException($"a COG of ours holds no {format.Type}", nameof(format));
        }
    }

    private static (double Minimum, double Maximum) Range(PixelType type) => type switch
    {
        PixelType.UInt8 => (byte.MinValue, byte.MaxValue),
        PixelType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        PixelType.Int16 => (short.MinValue, short.MaxValue),

        // float32 holds every integer up to 2^24; beyond, the neighbours of the ends would overflow.
        PixelType.Int32 => (-16777216, 16777216),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}
