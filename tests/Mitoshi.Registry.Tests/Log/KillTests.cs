using System.Text;
using Mitoshi.Testing;

namespace Mitoshi.Registry.Tests.Log;

/// <summary>
/// Processes that are killed while they append. This proves that nothing acknowledged is lost when a process dies; what a power cut takes
/// is the matter of <see cref="CrashTests"/>, because the operating system keeps unsynced pages of a dead process.
/// </summary>
public sealed class KillTests
{
    [Fact]
    public void Ten_killed_writers_lose_nothing_that_was_acknowledged() => Kill(runs: 10);

    [Fact, Trait("Length", "Long")]
    public void Two_hundred_killed_writers_lose_nothing_that_was_acknowledged() => Kill(runs: 200);

    private static void Kill(int runs)
    {
        using TemporaryFolder folder = new();
        RandomStream random = new(11, "kill");
        Dictionary<ulong, string> acknowledged = [];
        int killed = 0;
        for (int run = 0; run < runs; run++)
        {
            Dictionary<ulong, string> mine = WriterProcess.RunAndKill("file", folder.Path, $"run{run}", entries: 1000, threads: 8, random.NextInt(1000));
            killed += mine.Count < 1000 ? 1 : 0;
            foreach ((ulong index, string entry) in mine)
            {
                acknowledged.Add(index, entry);
            }
        }

        Assert.Empty(LogFsck.Run(DiskFiles.Instance, folder.Path).Problems);
        LogReader log = LogReader.Open(DiskFiles.Instance, folder.Path);
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, Encoding.UTF8.GetString(log.Entry(pair.Key).Span)));
        Assert.InRange(killed, runs / 2, runs);
        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} writers, {killed} killed before they were done, {acknowledged.Count} acknowledged, {Checkpoint.Parse(log.Checkpoint.Text).Size} in the log");
    }
}
