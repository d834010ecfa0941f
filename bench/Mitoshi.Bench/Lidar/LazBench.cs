using System.Diagnostics;
using System.Globalization;
using Mitoshi.Lidar;

namespace Mitoshi.Bench.Lidar;

/// <summary>Points per second of LAZ decoding, per core and over chunks; <c>--peer FOLDER</c> names the npm package laz-perf.</summary>
[Bench("laz", "LAZ decoding in points per second; on 1 to 16 threads too; --peer FOLDER of the npm package laz-perf (npm pack laz-perf), --points 20000000, --threads MAX, --node PATH")]
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

        isReached &= LazScaling.Run(context, peer, Path.Combine(context.Data, "forest_reference", s_files[0]));
        return isReached;
    }

    private static double Own(string path)
    {
        using LasFile file = LasFile.Open(path);
        Decode(file, 1);
        return file.Header.PointCount / BenchContext.ProcessorSecondsBest(Passes, () => Decode(file, 1));
    }

    private static void Decode(LasFile file, int threads)
    {
        foreach (PointBlock block in file.ReadBlocks(threads))
        {
            _ = block.Count;
        }
    }

    private static double Peer(BenchContext context, string folder, string path)
    {
        string script = Path.Combine(context.ProjectRoot, "bench", "Mitoshi.Bench", "Lidar", "lazperf_peer.mjs");
        ProcessStartInfo start = new(context.Option("node", "node"), [script, Path.GetFullPath(folder), path, Passes.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using System.Diagnostics.Process node = System.Diagnostics.Process.Start(start)!;
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
