using System.Diagnostics;
using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.Execution;

public sealed class KilledJobTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Kill_9_leaves_no_half_file_and_the_next_run_gives_the_same_bytes()
        => await KillAndResume(kills: 4, seed: 20260101);

    [Fact, Trait("Length", "Long")]
    public async Task Many_kills_at_any_moment_leave_no_half_file()
        => await KillAndResume(kills: 100, seed: 7);

    [Fact]
    public async Task Without_vector_instructions_the_bytes_are_the_same()
    {
        byte[] expected = await Undisturbed();
        using System.Diagnostics.Process child = ChildJob.Start(_folder.Path, ("DOTNET_EnableHWIntrinsic", "0"));
        string said = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, said);
        Assert.Equal(expected, File.ReadAllBytes(_folder.File(ChildJob.Product)));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<byte[]> Undisturbed()
    {
        using TemporaryFolder folder = new();
        await ChildJob.RunAsync(folder.Path, workers: 1, blockSize: 512);
        return File.ReadAllBytes(folder.File(ChildJob.Product));
    }

    private async Task KillAndResume(int kills, ulong seed)
    {
        byte[] expected = await Undisturbed();
        RandomStream random = new(seed, "kills");
        string product = _folder.File(ChildJob.Product);
        int interrupted = 0, resumed = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            // The log of the whole job has about 3 MB: early moments first, then late ones, up to the building of the product.
            long limit = (kill * 3_000_000L / kills) + random.NextInt(300_000);
            bool wasKilled = await RunUntil(limit);
            interrupted += wasKilled ? 1 : 0;
            if (File.Exists(product))
            {
                Assert.Equal(expected, File.ReadAllBytes(product));
                File.Delete(product);
            }

            resumed += wasKilled && LogLength() > 1000 ? 1 : 0;
        }

        ExecutionReport report = await ChildJob.RunAsync(_folder.Path, workers: 3, blockSize: 256);
        Assert.Equal(expected, File.ReadAllBytes(product));
        Assert.Equal([ChildJob.Product], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        string summary = $"{interrupted} of {kills} were killed in the middle, {resumed} left finished tiles, {report.TilesFoundDone} of {report.TileCount} tiles were found in the end";
        output.WriteLine(summary);
        Assert.True(interrupted > 0 && resumed > 0, summary);
    }

    // True when the child was killed before it was done.
    private async Task<bool> RunUntil(long logLength)
    {
        using System.Diagnostics.Process child = ChildJob.Start(_folder.Path);
        long start = Stopwatch.GetTimestamp();
        while (!child.HasExited && LogLength() < logLength && Stopwatch.GetElapsedTime(start) < s_patience)
        {
            Thread.Yield();
        }

        bool isRunning = !child.HasExited;
        child.Kill();
        await child.WaitForExitAsync();
        return isRunning;
    }

    private long LogLength()
    {
        FileInfo log = new(Path.Combine(_folder.File("job"), "tiles.log"));
        return log.Exists ? log.Length : 0;
    }
}
