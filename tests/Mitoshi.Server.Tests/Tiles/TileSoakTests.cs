using System.Diagnostics;

namespace Mitoshi.Server.Tests.Tiles;

/// <summary>Mixed load for a bounded time, after as long a warm-up: no error, memory flat, no leaked handle. The time is in <c>MITOSHI_SOAK_SECONDS</c>, 60 unless given.</summary>
public sealed class TileSoakTests(TileServer tiles) : IClassFixture<TileServer>
{
    private const int Clients = 4;

    [Fact]
    [Trait("Length", "Long")]
    public async Task Memory_and_handles_stay_flat_under_mixed_load()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: counts handles in /proc");
        TimeSpan length = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("MITOSHI_SOAK_SECONDS") ?? "60"));
        await LoadAsync(length);
        (long memory, int handles) = Measure();
        int requests = await LoadAsync(length);
        (long memoryAfter, int handlesAfter) = Measure();
        TestContext.Current.SendDiagnosticMessage($"{requests} requests; {memory >> 20} and {memoryAfter >> 20} MiB; {handles} and {handlesAfter} handles");
        Assert.InRange((double)memoryAfter / memory, 0, 1.1);
        Assert.InRange(handlesAfter, 0, handles + 4);
    }

    private async Task<int> LoadAsync(TimeSpan length)
    {
        string[] paths =
        [
            "/tiles/demo/{0}/tiles/WebMercatorQuad/{1}.png?rescale=0,4000", "/tiles/demo/{0}/tiles/WebMercatorQuad/{1}@2x.webp?bidx=1&colormap_name=viridis", "/tiles/demo/{0}/tiles/WebMercatorQuad/{1}?expression=(b2-b1)/(b2%2Bb1)&rescale=0,1",
            "/tiles/demo/tiles/WebMercatorQuad/{1}.png?assets=image", "/tiles/demo/{0}/preview.jpg?max_size=200", "/tiles/demo/{0}/point/139.81,36.02", "/tiles/demo/{0}/statistics?max_size=128", "/tiles/demo/{0}/legend",
            "/tiles/demo/{0}/bbox/139.8,36.0,139.82,36.02.tif?max_size=100", "/tiles/demo/{0}/tiles/WebMercatorQuad/14/1/1.png", "/tiles/demo/{0}/WMTSCapabilities.xml", "/tiles/demo/none/preview", "/tiles/demo/{0}/preview?assets=list",
        ];
        int count = 0;
        Stopwatch clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            Random random = new(client);
            while (clock.Elapsed < length)
            {
                int zoom = random.Next(10, 17);
                double scale = 1 << zoom, x = (139.77 + (0.06 * random.NextDouble()) + 180) / 360, y = (1 - (Math.Asinh(Math.Tan((35.98 + (0.06 * random.NextDouble())) * Math.PI / 180)) / Math.PI)) / 2;
                string path = string.Format(paths[random.Next(paths.Length)], random.Next(2) == 0 ? "old" : "new%201", $"{zoom}/{(int)(x * scale)}/{(int)(y * scale)}");
                using HttpResponseMessage response = await tiles.Server.Client.GetAsync(path);
                Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {path}");
                await response.Content.CopyToAsync(Stream.Null);
                Interlocked.Increment(ref count);
            }
        }));
        return count;
    }

    private static (long Memory, int Handles) Measure()
    {
        // What the collector keeps for later is given back first: what counts is what is still held.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        return (self.WorkingSet64, Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }
}
