using System.Diagnostics;
using System.Globalization;
using Mitoshi.Lidar;

namespace Mitoshi.Bench.Lidar;

/// <summary>Points per second of LAZ decoding, per core and over chunks; <c>--peer FOLDER</c> names the npm package laz-perf.</summary>
[Bench("laz", "LAZ decoding in points per second; --peer FOLDER of the npm package laz-perf")]
internal sealed class LazBench : Bench
{
    private const int Passes = 25;
    private const double RatioMin = 1;

    private static readonly string[] s_files = ["laz/single/Megaplot.laz", "laz/single/Topography.laz", "laz/single/MixedConifer.laz", "laz/single/plane.laz", "lidar/las_chablais3.laz"];

    public override bool Run(BenchContext context)
    {
        string peer = context.Option("peer", "");
        if (peer.Length == 0)
        {
            Console.WriteLine("SKIPPED the peer: fetch the npm package laz-perf and name its folder with --peer");
        }

        bool isReached = true;
        Console.WriteLine($"{"file",-20} {"peer Mpt/s",12} {"own Mpt/s",12} {"ratio",8}");
        foreach (string name in s_files)
        {
            string path = Path.Combine(context.Data, "forest_reference", name);
            double? peers = peer.Length > 0 ? Peer(context, peer, path) : null;
            double own = Own(path);
            isReached &= peers is null || own >= RatioMin * peers;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(path),-20} {peers / 1e6,12:0.00} {own / 1e6,12:0.00} {own / peers,8:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two threads over one, wall time: {Scaling(Path.Combine(context.Data, "forest_reference", s_files[0])):0.00}"));
        return isReached;
    }

    private static double Own(string path)
    {
        using LasFile file = LasFile.Open(path);
        Decode(file, 1);
        return file.Header.PointCount / BenchContext.ProcessorSecondsBest(Passes, () => Decode(file, 1));
    }

    private static double Scaling(string path)
    {
        using LasFile file = LasFile.Open(path);
        int[] chunks = [.. Enumerable.Range(0, 40).Select(i => i % file.Chunks.Count)];
        double one = WallBest(() => Decode(file, chunks, 1)), two = WallBest(() => Decode(file, chunks, 2));
        return one / two;
    }

    private static double WallBest(Action action)
    {
        double best = double.PositiveInfinity;
        for (int run = 0; run < 3; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static void Decode(LasFile file, int threads) => Decode(file, [.. Enumerable.Range(0, file.Chunks.Count)], threads);

    private static void Decode(LasFile file, int[] chunks, int threads)
    {
        foreach (PointBlock block in file.ReadBlocks(chunks, threads))
        {
            _ = block.Count;
        }
    }

    private static double Peer(BenchContext context, string folder, string path)
    {
        string script = Path.Combine(context.ProjectRoot, "bench", "Mitoshi.Bench", "Lidar", "lazperf_peer.mjs");
        ProcessStartInfo start = new("node", [script, Path.GetFullPath(folder), path, Passes.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using System.Diagnostics.Process node = System.Diagnostics.Process.Start(start)!;
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
