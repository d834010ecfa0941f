using System.Runtime.CompilerServices;

namespace Mitoshi.Lidar;

/// <summary>
/// Decodes integers as prediction + correction. The correction's magnitude class k (it lies in -(2^k - 1) .. 2^k) is a symbol of its
/// own, chosen by context; inside the class the upper eight bits have a model and the rest are raw.
/// </summary>
/// <remarks>Source: Isenburg 2013, PE&amp;RS 79:209, section on integer compression.</remarks>
internal sealed class IntegerDecoder
{
    private const int ModelledBits = 8;

    private readonly int _bits;
    private readonly SymbolModel?[] _classes;
    private readonly BitModel _smallest = new();
    private readonly SymbolModel?[] _corrections;

    /// <summary>For integers of 8, 16 or 32 bits.</summary>
    /// <param name="bits">Width; results wrap at it.</param>
    /// <param name="contexts">Number of contexts for the magnitude class.</param>
    public IntegerDecoder(int bits, int contexts)
    {
        _bits = bits;
        _classes = new SymbolModel?[contexts];
        _corrections = new SymbolModel?[bits + 1];
    }

    /// <summary>Magnitude class of the last correction.</summary>
    public int LastClass { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        LastClass = 0;
        _smallest.Reset();
        foreach (SymbolModel? model in _classes)
        {
            model?.Reset();
        }

        foreach (SymbolModel? model in _corrections)
        {
            model?.Reset();
        }
    }

    /// <summary>The next integer, as the unsigned or signed 32-bit pattern of its width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(ArithmeticDecoder source, int prediction, int context)
    {
        SymbolModel classes = _classes[context] ?? AddClasses(context);
        int k = LastClass = source.Symbol(classes);
        int value = prediction + (k == 0 ? source.Bit(_smallest) : Correction(source, k));
        return _bits == 32 ? value : value & ((1 << _bits) - 1);
    }

    private int Correction(ArithmeticDecoder source, int k)
    {
        if (k == 32)
        {
            return int.MinValue;
        }

        SymbolModel model = _corrections[k] ?? AddCorrection(k);
        int upper = source.Symbol(model);
        if (k > ModelledBits)
        {
            int rawBits = k - ModelledBits;
            upper = (upper << rawBits) | (int)source.Bits(rawBits);
        }

        // 0 .. 2^(k-1) - 1 stand for the negative half, the others for the positive one.
        return upper >= 1 << (k - 1) ? upper + 1 : upper - ((1 << k) - 1);
    }

    private SymbolModel AddClasses(int context) => _classes[context] = new SymbolModel(_bits + 1);

    private SymbolModel AddCorrection(int k) => _corrections[k] = new SymbolModel(1 << Math.Min(k, ModelledBits));
}
