using System.Diagnostics;

namespace Mitoshi.Raster.Tests.Execution;

/// <summary>A small map job that runs in a process of its own, to be killed or to run without vector instructions.</summary>
public sealed class ChildJob
{
    private const string FolderVariable = "MITOSHI_TEST_CHILD_FOLDER";

    /// <summary>The product's name in the folder.</summary>
    internal const string Product = "map.tif";

    [Fact(Explicit = true)]
    public async Task Runs_only_when_another_test_starts_it()
    {
        string? folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "SKIPPED: this is the child of another test.");
        await RunAsync(folder!, workers: 1, blockSize: 64);
    }

    /// <summary>Aligns a landscape to two resolutions in another CRS, smooths it over block edges, and writes a COG with overviews.</summary>
    internal static async Task<ExecutionReport> RunAsync(string folder, int workers, int blockSize)
    {
        Grid target = new(Crs.Wgs84, AffineTransform.NorthUp(west: 138.78, north: 36.132, pixelSize: 0.00008), 620, 560);
        using StackedSource source = new(AlignedSource.Continuous(Landscape.Of(500, 500), target), AlignedSource.Classes(Landscape.Of(500, 500, seed: 2), target));
        ProcessContext context = new() { Workspace = new Workspace(folder), Threads = workers };
        CogSink sink = new(Path.Combine(folder, Product), CogFormat.Float32 with { TileSize = 128 });
        return await Executor.RunAsync(new MapJob("map", source, new SmoothKernel(), sink),
            new ExecutorOptions { JobFolder = Path.Combine(folder, "job"), BlockSize = blockSize }, context);
    }

    /// <summary>Starts this test program with the one test above.</summary>
    internal static System.Diagnostics.Process Start(string folder, params (string Name, string Setting)[] environment)
    {
        ProcessStartInfo info = new(Environment.ProcessPath!, ["--explicit", "only", "--filter-method", $"*{nameof(ChildJob)}.{nameof(Runs_only_when_another_test_starts_it)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        info.Environment[FolderVariable] = folder;
        foreach ((string name, string setting) in environment)
        {
            info.Environment[name] = setting;
        }

        return System.Diagnostics.Process.Start(info)!;
    }
}
