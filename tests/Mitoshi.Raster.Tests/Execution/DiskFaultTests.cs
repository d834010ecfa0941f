using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.Execution;

public sealed class DiskFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_full_disk_under_the_product_keeps_the_old_product_and_the_finished_tiles()
    {
        using SmallDisk disk = new(kilobytes: 200);
        byte[] old = [1, 2, 3];
        File.WriteAllBytes(disk.File("map.tif"), old);
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => Map(disk.File("map.tif"), _folder.File("job")));
        Assert.Equal("disk.full", error.Code);
        Assert.Contains("map.tif", error.Message);
        Assert.Equal(old, File.ReadAllBytes(disk.File("map.tif")));
        Assert.Equal(["map.tif"], Directory.GetFileSystemEntries(disk.Path).Select(Path.GetFileName));

        // The tiles are on another disk and wait for the next run.
        Assert.True(new FileInfo(_folder.File("job/tiles.log")).Length > 100_000);
    }

    [Fact]
    public async Task A_full_disk_under_the_job_is_reported_and_the_next_run_goes_on()
    {
        using SmallDisk disk = new(kilobytes: 300);
        Assert.Equal("disk.full", (await Assert.ThrowsAsync<MitoshiException>(() => Map(_folder.File("map.tif"), disk.File("job")))).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Directory.CreateDirectory(_folder.File("job"));
        File.Copy(disk.File("job/tiles.log"), _folder.File("job/tiles.log"));
        ExecutionReport report = await Map(_folder.File("map.tif"), _folder.File("job"));
        Assert.InRange(report.TilesFoundDone, 1, report.TileCount - 1);
    }

    [Fact]
    public async Task A_disk_that_may_not_be_written_is_known_before_the_work()
    {
        using SmallDisk disk = new(kilobytes: 300);
        disk.MakeReadOnly();
        Assert.Equal("disk.read_only", (await Assert.ThrowsAsync<MitoshiException>(() => Map(disk.File("map.tif"), _folder.File("job")))).Code);
        Assert.Equal("disk.read_only", (await Assert.ThrowsAsync<MitoshiException>(() => Map(_folder.File("map.tif"), disk.File("job")))).Code);
        Assert.Equal("disk.read_only", Assert.Throws<MitoshiException>(() => RasterWriter.Create(disk.File("a.tif"), Landscape.Grid(10, 10), new RasterFormat(PixelType.UInt8, 1))).Code);
    }

    [Fact]
    public void A_plain_GeoTIFF_on_a_full_disk_leaves_nothing()
    {
        using SmallDisk disk = new(kilobytes: 100);
        using MemorySource landscape = Landscape.Of(400, 400);
        MitoshiException error = Assert.Throws<MitoshiException>(() =>
        {
            using RasterWriter writer = RasterWriter.Create(disk.File("a.tif"), landscape.Grid, new RasterFormat(PixelType.Float32, 1) { Compression = "NONE", TileSize = 64 });
            writer.Write(landscape.Grid.Whole, 0, landscape.Band(0));
            writer.Commit();
        });
        Assert.Equal("disk.full", error.Code);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<ExecutionReport> Map(string path, string jobFolder)
    {
        using MemorySource source = Landscape.Of(330, 280);
        CogSink sink = new(path, CogFormat.Float32 with { TileSize = 128 });
        return await Executor.RunAsync(new MapJob("map", source, new SmoothKernel(), sink), new ExecutorOptions { JobFolder = jobFolder, BlockSize = 128 },
            new ProcessContext { Workspace = new Workspace(Path.GetTempPath()), Threads = 2 });
    }
}
