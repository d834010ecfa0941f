using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>Frequencies of the symbols 0..n-1, learnt while decoding and turned into an interval for each symbol now and then.</summary>
/// <remarks>Source: Said 2004, HPL-2004-76, section 3; update cycle and limits as LASzip fixes them.</remarks>
internal sealed class SymbolModel
{
    /// <summary>Probabilities have 15 bits.</summary>
    public const int ProbabilityBits = 15;

    private const uint TotalMax = 1u << 15;
    private const int Pad = 16;

    private readonly ushort[] _counts;
    private uint _total;
    private int _cycle;
    private int _untilUpdate;

    /// <summary>A model for <paramref name="symbolCount"/> symbols (2 to 1024), all equally likely.</summary>
    public SymbolModel(int symbolCount)
    {
        LastSymbol = symbolCount - 1;
        _counts = new ushort[symbolCount];
        Lower = new ushort[symbolCount + Pad];
        Lower.AsSpan(symbolCount).Fill(ushort.MaxValue);
        if (symbolCount > 16)
        {
            int tableBits = 3;
            while (symbolCount > 1 << (tableBits + 2))
            {
                tableBits++;
            }

            TableShift = ProbabilityBits - tableBits;
            Table = new ushort[(1 << tableBits) + 2];
        }
        else
        {
            TableShift = -1;
            Table = [];
        }

        Reset();
    }

    /// <summary>n - 1.</summary>
    public int LastSymbol { get; }

    /// <summary>Lower end of each symbol's interval, in 1/32768, rising; then a pad of 0xFFFF so that vectors may read beyond the end.</summary>
    public ushort[] Lower { get; }

    /// <summary>A symbol to begin the search with, for the upper bits of the wanted value; empty for at most 16 symbols.</summary>
    public ushort[] Table { get; }

    /// <summary>How far the wanted value is shifted to index <see cref="Table"/>; -1 without a table.</summary>
    public int TableShift { get; }

    /// <summary>Forgets everything: all symbols equally likely.</summary>
    public void Reset()
    {
        _counts.AsSpan().Fill(1);
        _total = 0;
        _cycle = _counts.Length;
        Update();
        _cycle = (_counts.Length + 6) >> 1;
        _untilUpdate = _cycle;
    }

    /// <summary>Counts a symbol; every now and then the intervals follow the counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Learn(int symbol)
    {
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), symbol)++;
        if (--_untilUpdate == 0)
        {
            Update();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Update()
    {
        Span<ushort> counts = _counts;
        _total += (uint)_cycle;
        if (_total > TotalMax)
        {
            _total = 0;
            for (int k = 0; k < counts.Length; k++)
            {
                counts[k] = (ushort)((counts[k] + 1) >> 1);
                _total += counts[k];
            }
        }

        uint scale = 0x80000000u / _total;
        Span<ushort> lower = Lower.AsSpan(0, counts.Length);
        uint sum = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            lower[k] = (ushort)((scale * sum) >> (31 - ProbabilityBits));
            sum += counts[k];
        }

        if (TableShift >= 0)
        {
            FillTable(lower);
        }

        _cycle = Math.Min((5 * _cycle) >> 2, (counts.Length + 6) << 3);
        _untilUpdate = _cycle;
    }

    private void FillTable(ReadOnlySpan<ushort> lower)
    {
        Span<ushort> table = Table;
        int filled = 0;
        table[0] = 0;
        for (int k = 0; k < lower.Length; k++)
        {
            int slot = lower[k] >> TableShift;
            while (filled < slot)
            {
                table[++filled] = (ushort)(k - 1);
            }
        }

        table[(filled + 1)..].Fill((ushort)LastSymbol);
    }
}
