using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Learning.Bits;

/// <summary>One step of a tree for all pixels of a block: <c>target = goesRight ? right : left</c>, bit by bit. The four are byte offsets of slots.</summary>
internal readonly record struct Selection(int GoesRight, int Left, int Right, int Target)
{
    /// <summary>Runs steps on one block.</summary>
    public static unsafe void Run(ReadOnlySpan<Selection> steps, byte* slots, KernelPath path)
    {
        if (path == KernelPath.Scalar)
        {
            RunScalar(steps, slots);
            return;
        }

        foreach (ref readonly Selection step in steps)
        {
            Select(slots, step.GoesRight, step.Left, step.Right, step.Target);
        }
    }

    /// <summary>Runs steps on two blocks in step.</summary>
    public static unsafe void Run(ReadOnlySpan<Selection> steps, byte* first, byte* second, KernelPath path)
    {
        if (path == KernelPath.Scalar)
        {
            RunScalar(steps, first);
            RunScalar(steps, second);
            return;
        }

        foreach (ref readonly Selection step in steps)
        {
            nint goesRight = step.GoesRight, left = step.Left, right = step.Right, target = step.Target;
            Select(first, goesRight, left, right, target);
            Select(second, goesRight, left, right, target);
        }
    }

    // Without AVX-512 the compiler makes two operations of 256 bits of it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Select(byte* slots, nint goesRight, nint left, nint right, nint target)
        => Vector512.ConditionalSelect(
            Vector512.Load((ulong*)(slots + goesRight)), Vector512.Load((ulong*)(slots + right)), Vector512.Load((ulong*)(slots + left)))
            .Store((ulong*)(slots + target));

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
