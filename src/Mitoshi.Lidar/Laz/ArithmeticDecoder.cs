using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Lidar;

/// <summary>
/// Adaptive arithmetic decoding of a run of bytes. The interval [0, length) narrows with every symbol and is widened by whole bytes.
/// </summary>
/// <remarks>
/// Source: Said 2004, Introduction to Arithmetic Coding, HP Laboratories HPL-2004-76, and its use in LASzip (Isenburg 2013, PE&amp;RS 79:209).
/// Invariant: value &lt; length, checked once in <see cref="Start"/> and kept by every step; it bounds all look-ups, so that damaged
/// input can give wrong symbols but no access outside a table.
/// </remarks>
internal sealed class ArithmeticDecoder
{
    /// <summary>Bytes that must be readable after the end of the data, because a step loads four at once.</summary>
    public const int Padding = 8;

    private byte[] _data = [];
    private int _position;
    private int _end;
    private uint _value;
    private uint _length;

    /// <summary>Position of the next byte; at most <see cref="Padding"/> beyond the end after damaged input was noticed.</summary>
    public int Position => _position;

    /// <summary>Begins with the bytes from <paramref name="start"/> to <paramref name="end"/> of a buffer that goes on for <see cref="Padding"/> bytes.</summary>
    /// <exception cref="DamagedChunkException">There are fewer than four bytes, or they are no beginning of a stream.</exception>
    public void Start(byte[] data, int start, int end)
    {
        if (end - start < 4 || end + Padding > data.Length)
        {
            throw new DamagedChunkException("a compressed run is shorter than four bytes");
        }

        _data = data;
        _value = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(start));
        _length = uint.MaxValue;
        _position = start + 4;
        _end = end;
        if (_value == uint.MaxValue)
        {
            throw new DamagedChunkException("a compressed run begins with four bytes of 255");
        }
    }

    /// <summary>Decodes one symbol and lets the model learn it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Symbol(SymbolModel model)
    {
        uint unit = _length >> SymbolModel.ProbabilityBits;
        uint scaled = _value / unit;
        ref ushort lower = ref MemoryMarshal.GetArrayDataReference(model.Lower);
        int symbol = model.TableShift < 0 ? 0 : Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(model.Table), (nint)(scaled >> model.TableShift));
        if (Vector256.IsHardwareAccelerated)
        {
            // Sixteen lower bounds at once: how many are not above the value tells the symbol. The array ends in a pad of 0xFFFF.
            Vector256<ushort> wanted = Vector256.Create((ushort)scaled);
            int notAbove;
            do
            {
                Vector256<ushort> bounds = Vector256.LoadUnsafe(ref lower, (nuint)symbol);
                notAbove = BitOperations.PopCount(Vector256.LessThanOrEqual(bounds, wanted).ExtractMostSignificantBits());
                symbol += notAbove;
            }
            while (notAbove == 16);
            symbol--;
        }
        else
        {
            while (Unsafe.Add(ref lower, symbol + 1) <= scaled)
            {
                symbol++;
            }
        }

        uint low = Unsafe.Add(ref lower, symbol) * unit;
        uint high = symbol == model.LastSymbol ? _length : Unsafe.Add(ref lower, symbol + 1) * unit;
        _value -= low;
        _length = high - low;
        Widen();
        model.Learn(symbol);
        return symbol;
    }

    /// <summary>Decodes one adaptive bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Bit(BitModel model)
    {
        uint split = model.ZeroProbability * (_length >> BitModel.ProbabilityBits);
        int bit;
        if (_value >= split)
        {
            bit = 1;
            _value -= split;
            _length -= split;
        }
        else
        {
            bit = 0;
            _length = split;
        }

        Widen();
        model.Learn(bit);
        return bit;
    }

    /// <summary>Decodes 1 to 32 bits that were stored without a model.</summary>
    public uint Bits(int count)
    {
        if (count > 19)
        {
            uint lower = Raw(16);
            return lower | (Raw(count - 16) << 16);
        }

        return Raw(count);
    }

    /// <summary>Decodes a 32-bit number without a model, low half first.</summary>
    public uint UInt32() => Bits(32);

    /// <summary>Decodes a 64-bit number without a model, low half first.</summary>
    public ulong UInt64()
    {
        ulong lower = UInt32();
        return lower | ((ulong)UInt32() << 32);
    }

    private uint Raw(int count)
    {
        _length >>= count;
        uint bits = _value / _length;
        _value -= bits * _length;
        if (bits >> count != 0)
        {
            throw new DamagedChunkException("raw bits lie outside their interval");
        }

        Widen();
        return bits;
    }

    // Takes in as many bytes (0 to 3) as the length has leading zero bytes, without a branch on the data.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Widen()
    {
        int bits = BitOperations.LeadingZeroCount(_length) & 24;
        ref byte next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_data), _position);
        uint incoming = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref next));
        _value = (_value << bits) | (uint)(((ulong)incoming << bits) >> 32);
        _length <<= bits;
        _position += bits >> 3;
        if (_position > _end)
        {
            ThrowPastEnd();
        }
    }

    private static void ThrowPastEnd() => throw new DamagedChunkException("the compressed bytes end before the points do");
}
