namespace Mitoshi.Learning.Bits;

/// <summary>What one thread needs while it predicts: pinned, aligned to a cache line, made once.</summary>
internal sealed unsafe class Scratch
{
    private const int Alignment = 64;
    private readonly byte[] _memory;

    public Scratch(int planeCount, int slotCount, int ensembleCount)
    {
        int codesBytes = planeCount * Lanes.Count, slotsBytes = slotCount * Lanes.BytesPerSlot, leavesBytes = TreeGroup.TreesMax * Lanes.Count;
        int partBytes = ensembleCount * Lanes.Count * sizeof(int), sumsBytes = ensembleCount * Lanes.Count * sizeof(long);
        _memory = GC.AllocateArray<byte>(checked(codesBytes + slotsBytes + leavesBytes + (2 * partBytes) + sumsBytes + Alignment), pinned: true);
        nint start = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]);
        byte* next = (byte*)((start + Alignment - 1) & ~(Alignment - 1));
        Codes = next;
        Slots = next += codesBytes;
        LeafCodes = next += slotsBytes;
        Low = (int*)(next += leavesBytes);
        High = (int*)(next += partBytes);
        Sums = (long*)(next + partBytes);
        new Span<byte>(Slots + (TreeCompiler.Ones * Lanes.BytesPerSlot), Lanes.BytesPerSlot).Fill(byte.MaxValue);
    }

    /// <summary>Planes × 512 bytes.</summary>
    public byte* Codes { get; }

    /// <summary>Slots × 64 bytes; the first two are the constants.</summary>
    public byte* Slots { get; }

    /// <summary>512 bytes per tree of a group.</summary>
    public byte* LeafCodes { get; }

    /// <summary>Ensembles × 512 low sums of the vector path.</summary>
    public int* Low { get; }

    /// <summary>Ensembles × 512 high sums.</summary>
    public int* High { get; }

    /// <summary>Ensembles × 512 whole sums.</summary>
    public long* Sums { get; }
}
