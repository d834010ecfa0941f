using System.Runtime.InteropServices;

namespace Mitoshi.Bench.Registry;

/// <summary>Processor time of the calling thread: what a step costs on a machine that others use too. Linux only.</summary>
internal static partial class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID of Linux.
    private const int ThreadClock = 3;

    public static double Milliseconds()
    {
        _ = Read(ThreadClock, out Timespec now);
        return (1e3 * now.Seconds) + (1e-6 * now.Nanoseconds);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Timespec now);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
