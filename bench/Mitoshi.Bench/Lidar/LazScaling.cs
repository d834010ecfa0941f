using System.Diagnostics;
using System.Globalization;
using Mitoshi.Lidar;

namespace Mitoshi.Bench.Lidar;

/// <summary>Points per second of wall time on 1, 2, 4, 8, 16 threads over one large file, beside laz-perf on as many worker threads.</summary>
internal static class LazScaling
{
    private const int Runs = 2;

    /// <summary>Prints a row for each number of threads; false when a peer with as many threads is faster.</summary>
    /// <param name="context">Options <c>--points</c> (20,000,000) and <c>--threads</c> (cores).</param>
    /// <param name="peer">Folder of the npm package, or empty.</param>
    /// <param name="source">A LAZ file of the data whose first chunk is repeated.</param>
    public static bool Run(BenchContext context, string peer, string source)
    {
        long points = long.Parse(context.Option("points", "20000000"), CultureInfo.InvariantCulture);
        int threadsMax = int.Parse(context.Option("threads", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        string path = RepeatedLaz.Make(source, context.Work("laz"), points);
        using LasFile file = LasFile.Open(path);
        double count = file.Header.PointCount;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"scaling over {file.Chunks.Count} chunks, {count / 1e6:0.0} M points ({Path.GetFileName(source)}, its first chunk repeated), wall time, best of {Runs}"));
        Console.WriteLine($"{"threads",8} {"own Mpt/s",12} {"per thread",12} {"over one",10} {"peer Mpt/s",12} {"per thread",12} {"over one",10} {"ratio",8}");
        bool isReached = true;
        double ownOne = double.NaN, peerOne = double.NaN;
        foreach (int threads in Counts(threadsMax))
        {
            double own = count / WallBest(() => Decode(file, threads));
            double peers = peer.Length > 0 ? Peer(context, peer, path, file, threads) : double.NaN;
            (ownOne, peerOne) = threads == 1 ? (own, peers) : (ownOne, peerOne);
            isReached &= !(own < peers);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{threads,8} {own / 1e6,12:0.00} {own / threads / 1e6,12:0.00} {own / ownOne,10:0.00} {peers / 1e6,12:0.00} {peers / threads / 1e6,12:0.00} {peers / peerOne,10:0.00} {own / peers,8:0.00}"));
        }

        return isReached;
    }

    private static IEnumerable<int> Counts(int threadsMax)
        => new[] { 1, 2, 4, 8, 16, threadsMax }.Where(threads => threads <= threadsMax).Distinct().Order();

    private static void Decode(LasFile file, int threads)
    {
        long count = 0;
        foreach (PointBlock block in file.ReadBlocks(threads))
        {
            count += block.Count;
        }

        if (count != (long)file.Header.PointCount)
        {
            throw new InvalidOperationException($"decoded {count} of {file.Header.PointCount} points");
        }
    }

    private static double WallBest(Action action)
    {
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static double Peer(BenchContext context, string folder, string path, LasFile file, int threads)
    {
        PointChunk chunk = file.Chunks[0];
        string script = Path.Combine(context.ProjectRoot, "bench", "Mitoshi.Bench", "Lidar", "lazperf_threads.mjs");
        long[] numbers = [threads, Runs, file.Header.Layout.Format, file.Header.Layout.RecordLength, chunk.Offset, chunk.ByteCount, chunk.PointCount, file.Chunks.Count];
        ProcessStartInfo start = new(context.Option("node", "node"), [script, Path.GetFullPath(folder), path, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardOutput = true };
        using System.Diagnostics.Process node = System.Diagnostics.Process.Start(start)!;
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
