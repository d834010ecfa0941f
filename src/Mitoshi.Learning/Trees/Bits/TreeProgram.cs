namespace Mitoshi.Learning.Bits;

/// <summary>Questions about byte planes, and the steps that turn their answers into leaves. Questions of one plane and one side for missing values are one batch.</summary>
internal sealed class TreeProgram
{
    /// <summary>One batch: ascending bounds, and where the first answer goes.</summary>
    public readonly record struct Batch(int Plane, bool MissingGoesLeft, byte[] Bounds, int Slot);

    public required Batch[] ThresholdBatches { get; init; }

    public required (ClassQuestion Question, int Slot)[] ClassQuestions { get; init; }

    public required TreeGroup[] Groups { get; init; }

    /// <summary>Slots in all: the constants, the answers, and the steps' targets, which each tree uses afresh.</summary>
    public required int SlotCount { get; init; }
}
