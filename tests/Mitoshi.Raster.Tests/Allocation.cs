namespace Mitoshi.Raster.Tests;

/// <summary>What a kernel takes from the heap.</summary>
internal static class Allocation
{
    /// <summary>A kernel allocates nothing once it has run.</summary>
    public static void AssertNone(Action kernel)
    {
        kernel();
        kernel();
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernel();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
