using System.Runtime.CompilerServices;

namespace Mitoshi.Lidar;

/// <summary>The probability of a zero bit, learnt while decoding.</summary>
/// <remarks>Source: Said 2004, HPL-2004-76; update cycle and limits as LASzip fixes them.</remarks>
internal sealed class BitModel
{
    /// <summary>Probabilities have 13 bits.</summary>
    public const int ProbabilityBits = 13;

    private const uint CountMax = 1u << 13;

    private uint _zeros;
    private uint _total;
    private uint _cycle;
    private uint _untilUpdate;

    /// <summary>A model in which both bits are equally likely.</summary>
    public BitModel() => Reset();

    /// <summary>Probability of a zero in 1/8192.</summary>
    public uint ZeroProbability { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _zeros = 1;
        _total = 2;
        ZeroProbability = 1u << (ProbabilityBits - 1);
        _cycle = _untilUpdate = 4;
    }

    /// <summary>Counts a bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Learn(int bit)
    {
        _zeros += (uint)(1 - bit);
        if (--_untilUpdate == 0)
        {
            Update();
        }
    }

    private void Update()
    {
        _total += _cycle;
        if (_total > CountMax)
        {
            _total = (_total + 1) >> 1;
            _zeros = (_zeros + 1) >> 1;
            if (_zeros == _total)
            {
                _total++;
            }
        }

        uint scale = 0x80000000u / _total;
        ZeroProbability = (_zeros * scale) >> (31 - ProbabilityBits);
        _cycle = Math.Min((5 * _cycle) >> 2, 64);
        _untilUpdate = _cycle;
    }
}
