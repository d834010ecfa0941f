using System.Runtime.CompilerServices;

namespace Mitoshi.Learning.Bits;

/// <summary>What one thread needs while it predicts: two blocks of pinned memory, made once.</summary>
internal sealed class Scratch(int planeCount, int slotCount, int ensembleCount)
{
    /// <summary>Pixels of both blocks.</summary>
    public const int PixelCount = 2 * Lanes.Count;

    public PixelBlock First { get; } = new(planeCount, slotCount, ensembleCount);

    public PixelBlock Second { get; } = new(planeCount, slotCount, ensembleCount);

    /// <summary>Bytes of both blocks.</summary>
    public static long Bytes(int planeCount, int slotCount, int ensembleCount) => 2 * PixelBlock.Bytes(planeCount, slotCount, ensembleCount);
}

/// <summary>Working memory of 512 pixels, each part aligned to a cache line.</summary>
internal sealed unsafe class PixelBlock
{
    private const int Alignment = 64;
    private readonly byte[] _memory;

    public PixelBlock(int planeCount, int slotCount, int ensembleCount)
    {
        _memory = GC.AllocateArray<byte>(checked((int)Bytes(planeCount, slotCount, ensembleCount)), pinned: true);
        byte* next = (byte*)(((nint)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(Alignment - 1));
        Codes = next;
        Slots = next += planeCount * Lanes.Count;
        LeafCodes = next += slotCount * Lanes.BytesPerSlot;
        Low = (int*)(next += TreeGroup.TreesMax * Lanes.Count);
        High = (int*)(next += ensembleCount * Lanes.Count * sizeof(int));
        Sums = (long*)(next + (ensembleCount * Lanes.Count * sizeof(int)));
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

    public static long Bytes(int planeCount, int slotCount, int ensembleCount)
        => Alignment + ((long)slotCount * Lanes.BytesPerSlot)
            + (Lanes.Count * (planeCount + TreeGroup.TreesMax + (ensembleCount * ((2L * sizeof(int)) + sizeof(long)))));
}
