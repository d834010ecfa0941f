using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.Execution;

public sealed class ExecutorTests : IDisposable
{
    private const int SmallTile = 128;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_bytes_depend_neither_on_threads_nor_on_the_block_size()
    {
        byte[] expected = await Map("reference.tif", new ExecutorOptions { JobFolder = _folder.File("job"), Workers = 1 }, tileSize: 512);
        foreach ((int workers, int blockSize) in new[] { (2, 256), (8, 512), (8, 1024), (3, 64) })
        {
            byte[] bytes = await Map("other.tif", new ExecutorOptions { JobFolder = _folder.File("job"), Workers = workers, BlockSize = blockSize }, tileSize: 512);
            Assert.True(expected.AsSpan().SequenceEqual(bytes), $"{workers} workers, blocks of {blockSize}");
        }
    }

    [Fact]
    public async Task A_stopped_run_goes_on_where_it_stopped_and_gives_the_same_bytes()
    {
        byte[] expected = await Map("reference.tif", new ExecutorOptions { JobFolder = _folder.File("job") });
        SmoothKernel stopsAtFive = SmoothKernel.ThatFailsAt(windowNumber: 5);
        ExecutorOptions options = new() { JobFolder = _folder.File("job"), Workers = 1, BlockSize = SmallTile };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run("stopped.tif", stopsAtFive, options));
        Assert.False(File.Exists(_folder.File("stopped.tif")));

        ExecutionReport report = await Run("stopped.tif", new SmoothKernel(), options);
        Assert.Equal((9, 4), (report.TileCount, report.TilesFoundDone));
        Assert.Equal(expected, File.ReadAllBytes(_folder.File("stopped.tif")));
        Assert.False(Directory.Exists(_folder.File("job")));
    }

    [Fact]
    public async Task A_job_with_other_parameters_starts_over()
    {
        ExecutorOptions options = new() { JobFolder = _folder.File("job"), Workers = 1, BlockSize = SmallTile };
        SmoothKernel stops = SmoothKernel.ThatFailsAt(windowNumber: 5);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run("map.tif", stops, options));
        ExecutionReport report = await Run("map.tif", new SmoothKernel { Identity = "another model" }, options);
        Assert.Equal(0, report.TilesFoundDone);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_torn_or_damaged_end_of_the_log_is_computed_again(int bytesLost)
    {
        byte[] expected = await Map("reference.tif", new ExecutorOptions { JobFolder = _folder.File("job") });
        ExecutorOptions options = new() { JobFolder = _folder.File("job"), Workers = 1, BlockSize = SmallTile };
        SmoothKernel stops = SmoothKernel.ThatFailsAt(windowNumber: 5);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run("map.tif", stops, options));
        using (FileStream log = new(Path.Combine(_folder.File("job"), "tiles.log"), FileMode.Open))
        {
            log.SetLength(log.Length - bytesLost);
        }

        ExecutionReport report = await Run("map.tif", new SmoothKernel(), options);
        Assert.Equal(3, report.TilesFoundDone);
        Assert.Equal(expected, File.ReadAllBytes(_folder.File("map.tif")));
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_is_done()
    {
        using CancellationTokenSource cancel = new();
        int windows = 0;
        SmoothKernel kernel = new() { Before = _ => (Interlocked.Increment(ref windows) == 3 ? cancel : null)?.Cancel() };
        ExecutorOptions options = new() { JobFolder = _folder.File("job"), Workers = 1, BlockSize = SmallTile };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run("map.tif", kernel, options, cancellation: cancel.Token));
        Assert.False(File.Exists(_folder.File("map.tif")));
        Assert.Equal(3, (await Run("map.tif", new SmoothKernel(), options)).TilesFoundDone);
    }

    [Fact]
    public async Task Two_runs_of_one_job_do_not_mix()
    {
        using JobLog other = JobLog.Open(_folder.File("job"), "any", 1);
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => Run("map.tif", new SmoothKernel(), new ExecutorOptions { JobFolder = _folder.File("job") }));
        Assert.Equal("job.running", error.Code);
    }

    [Fact]
    public async Task The_block_size_shrinks_to_keep_the_memory_limit()
    {
        ExecutorOptions options = new() { JobFolder = _folder.File("job"), Workers = 2, BlockSize = 1024, MemoryLimitBytes = 16L << 20, CacheBytes = 8L << 20 };
        byte[] expected = await Map("wide.tif", options with { MemoryLimitBytes = null });
        ExecutionReport report = await Run("tight.tif", new SmoothKernel(), options);
        Assert.True(report.Plan.BlockSize < 1024 && report.Plan.TotalBytes <= 16L << 20, report.Plan.ToString());
        Assert.Equal(expected, File.ReadAllBytes(_folder.File("tight.tif")));
        Assert.Equal("job.memory_limit", (await Assert.ThrowsAsync<MitoshiException>(() => Run("none.tif", new SmoothKernel(), options with { MemoryLimitBytes = 1 << 20 }))).Code);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_known_before_the_work()
    {
        SmoothKernel never = new() { Before = _ => throw new InvalidOperationException("work was done") };
        Assert.Equal("disk.not_found", (await Assert.ThrowsAsync<MitoshiException>(() => Run("absent/map.tif", never, new ExecutorOptions { JobFolder = _folder.File("job") }))).Code);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> Map(string name, ExecutorOptions options, int tileSize = SmallTile)
    {
        await Run(name, new SmoothKernel(), options, tileSize: tileSize);
        return File.ReadAllBytes(_folder.File(name));
    }

    private async Task<ExecutionReport> Run(string name, IKernel kernel, ExecutorOptions options, int tileSize = SmallTile, CancellationToken cancellation = default)
    {
        using MemorySource source = tileSize == SmallTile ? Landscape.Of(330, 280) : Landscape.Of(1100, 600);
        ProcessContext context = new() { Workspace = new Workspace(_folder.Path), Threads = 2, Cancellation = cancellation };
        return await Executor.RunAsync(new MapJob("map", source, kernel, new CogSink(_folder.File(name), CogFormat.Float32 with { TileSize = tileSize })), options, context);
    }
}
