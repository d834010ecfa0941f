using System.Buffers.Binary;
using System.Numerics;
using Mitoshi.Lidar;

namespace Mitoshi.Bench.Lidar;

/// <summary>Writes the chunk table of a LAZ file whose chunks hold a fixed number of points: the arithmetic coder's other half, for benches only.</summary>
/// <remarks>Source: Said 2004, HPL-2004-76, the encoder of figure 11 on; it learns with the decoder's own models.</remarks>
internal sealed class ChunkTableWriter
{
    private const uint LengthMin = 1u << 24;
    private const int ModelledBits = 8;

    private readonly List<byte> _bytes = [];
    private uint _base;
    private uint _length = uint.MaxValue;

    /// <summary>The table for chunks of these byte counts: version, number, coded sizes.</summary>
    public static byte[] Encode(IReadOnlyList<int> chunkBytes)
    {
        ChunkTableWriter writer = new();
        SymbolModel classes = new(33);
        BitModel smallest = new();
        Dictionary<int, SymbolModel> corrections = [];
        int before = 0;
        foreach (int size in chunkBytes)
        {
            writer.Correction(size - before, classes, smallest, corrections);
            before = size;
        }

        byte[] head = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), chunkBytes.Count);
        return [.. head, .. writer.Finish()];
    }

    private void Correction(int correction, SymbolModel classes, BitModel smallest, Dictionary<int, SymbolModel> corrections)
    {
        uint magnitude = correction > 0 ? (uint)correction - 1 : (uint)-correction;
        int k = 32 - BitOperations.LeadingZeroCount(magnitude);
        Symbol(classes, k);
        if (k == 0)
        {
            Bit(smallest, correction);
            return;
        }

        if (!corrections.TryGetValue(k, out SymbolModel? model))
        {
            corrections[k] = model = new SymbolModel(1 << Math.Min(k, ModelledBits));
        }

        int place = correction > 0 ? correction - 1 : correction + (1 << k) - 1, rawBits = Math.Max(k - ModelledBits, 0);
        Symbol(model, place >> rawBits);
        if (rawBits > 0)
        {
            _length >>= rawBits;
            Advance((uint)(place & ((1 << rawBits) - 1)) * _length, _length);
        }
    }

    private void Symbol(SymbolModel model, int symbol)
    {
        uint unit = _length >> SymbolModel.ProbabilityBits, low = model.Lower[symbol] * unit;
        uint high = symbol == model.LastSymbol ? _length : model.Lower[symbol + 1] * unit;
        Advance(low, high - low);
        model.Learn(symbol);
    }

    private void Bit(BitModel model, int bit)
    {
        uint split = model.ZeroProbability * (_length >> BitModel.ProbabilityBits);
        Advance(bit == 1 ? split : 0, bit == 1 ? _length - split : split);
        model.Learn(bit);
    }

    private void Advance(uint low, uint length)
    {
        uint before = _base;
        _base += low;
        _length = length;
        if (_base < before)
        {
            int i = _bytes.Count - 1;
            while (_bytes[i] == byte.MaxValue)
            {
                _bytes[i--] = 0;
            }

            _bytes[i]++;
        }

        while (_length < LengthMin)
        {
            _bytes.Add((byte)(_base >> 24));
            _base <<= 8;
            _length <<= 8;
        }
    }

    private byte[] Finish()
    {
        bool isLong = _length > 2 * LengthMin;
        Advance(isLong ? LengthMin : LengthMin >> 1, isLong ? LengthMin >> 1 : LengthMin >> 9);
        return [.. _bytes, 0, 0, 0, 0];
    }
}
