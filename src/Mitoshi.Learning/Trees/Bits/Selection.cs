using System.Runtime.Intrinsics;

namespace Mitoshi.Learning.Bits;

/// <summary>One step of a tree for all pixels of a block: <c>target = goesRight ? right : left</c>, bit by bit. The four are byte offsets of slots.</summary>
internal readonly record struct Selection(int GoesRight, int Left, int Right, int Target)
{
    public static unsafe void Run(ReadOnlySpan<Selection> steps, byte* slots)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            foreach (ref readonly Selection step in steps)
            {
                Vector512<ulong> goesRight = Vector512.Load((ulong*)(slots + step.GoesRight));
                Vector512.ConditionalSelect(goesRight, Vector512.Load((ulong*)(slots + step.Right)), Vector512.Load((ulong*)(slots + step.Left)))
                    .Store((ulong*)(slots + step.Target));
            }
        }
        else
        {
            RunScalar(steps, slots);
        }
    }

    internal static unsafe void RunScalar(ReadOnlySpan<Selection> steps, byte* slots)
    {
        foreach (ref readonly Selection step in steps)
        {
            ulong* goesRight = (ulong*)(slots + step.GoesRight), left = (ulong*)(slots + step.Left);
            ulong* right = (ulong*)(slots + step.Right), target = (ulong*)(slots + step.Target);
            for (int word = 0; word < Lanes.WordsPerSlot; word++)
            {
                target[word] = (goesRight[word] & right[word]) | (~goesRight[word] & left[word]);
            }
        }
    }
}
