using System.Diagnostics;
using System.Text.Json;

namespace Mitoshi.Bench;

/// <summary>
/// PNG tiles over HTTP beside MapServer, by one client in one run. The server under test is the program that users run: built by
/// <c>./mitoshi</c>, serving a workspace with the scene in its catalogue. MapServer runs twice: as the peers' script sets it, and set to
/// what is comparable: pixels exact (GDAL warps, one rounding), PNG of the same size (RGB, filters, level 4).
/// </summary>
[Bench("tiles", "256-pixel PNG tiles from a 10,980 x 10,980 x 3 COG, beside MapServer; --tiles 400")]
internal sealed class TilesBench : Bench
{
    private const double MostProcessorMs = 8, LeastRatio = 2.5, MostP99Ms = 60, MostMebibytes = 300, MostSizeApart = 0.1;

    public override bool Run(BenchContext context)
    {
        string folder = context.Option("folder", "/tmp/mitoshi-tiles"), scene = Path.Combine(folder, "scene_10980.tif");
        if (!File.Exists(scene) || !File.Exists(Path.Combine(folder, "scene.map")))
        {
            Console.Write(context.Python(Path.Combine(context.Baselines, "tiles_mapserver.py"), "--dir", folder, "--tiles", "1"));
        }

        string workspace = context.Work("tiles"), script = Path.Combine(context.ProjectRoot, "mitoshi");
        using (System.Diagnostics.Process adds = System.Diagnostics.Process.Start(script, ["catalog", "add", scene, "--collection", "bench", "--datetime", "2024-06-09T00:00:00Z", "--workspace", workspace, "--quiet"]))
        {
            adds.WaitForExit();
        }

        using System.Diagnostics.Process server = System.Diagnostics.Process.Start(new ProcessStartInfo(script, ["serve", "--port", "0", "--workspace", workspace]) { RedirectStandardError = true })!;
        try
        {
            string url = server.StandardError.ReadLine()!.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal));
            string answer = context.Python(Path.Combine(AppContext.BaseDirectory, "Tiles", "tiles_peer.py"), folder, $"{server.Id}",
                url + "/tiles/bench/scene_10980/tiles/WebMercatorQuad/{z}/{x}/{y}.png?rescale=0,4000", context.Option("tiles", "400"));
            return Judge(answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement));
        }
        finally
        {
            server.Kill();
        }
    }

    private static bool Judge(IEnumerable<JsonElement> lines)
    {
        bool isGood = true;
        List<Figures> peers = [];
        foreach (JsonElement line in lines)
        {
            if (line.TryGetProperty("of", out JsonElement of))
            {
                double within = line.GetProperty("within_1").GetDouble();
                Console.WriteLine($"  zoom {line.GetProperty("zoom")} pixels of {of,-15} beside {line.GetProperty("beside"),-15} equal {line.GetProperty("equal").GetDouble():0.00000} within 1 count {within:0.00000} within 2 {line.GetProperty("within_2").GetDouble():0.00000} worst {line.GetProperty("worst")}");
                isGood &= of.GetString() != "mitoshi" || line.GetProperty("beside").GetString() == "mapserver" || within == 1;
            }
            else if (line.TryGetProperty("load", out JsonElement load))
            {
                Console.WriteLine($"  load {load}");
            }
            else
            {
                Figures figures = line.Deserialize<Figures>()!;
                Console.WriteLine($"  {figures.server,-15} zoom {figures.zoom} {figures.connections} connections {figures.cpu_ms,6:0.0} ms of processor p50 {figures.p50_ms,6:0.0} ms p99 {figures.p99_ms,6:0.0} ms {figures.tiles_per_s,6:0.0} tiles/s {figures.bytes,9:0} bytes {figures.rss_MiB,5:0} MiB");
                if (figures.server != "mitoshi")
                {
                    peers.Add(figures);
                    continue;
                }

                foreach (Figures peer in peers)
                {
                    Console.WriteLine($"  {peer.server} / mitoshi: processor time {peer.cpu_ms / figures.cpu_ms:0.00}, bytes {peer.bytes / figures.bytes:0.00}");
                    isGood &= peer.cpu_ms / figures.cpu_ms >= LeastRatio && (peer.server == "mapserver" || Math.Abs((peer.bytes / figures.bytes) - 1) <= MostSizeApart);
                }

                isGood &= figures.cpu_ms <= MostProcessorMs && figures.rss_MiB < MostMebibytes && (figures.connections == 1 || figures.p99_ms < MostP99Ms);
                peers.Clear();
            }
        }

        return isGood;
    }

#pragma warning disable IDE1006 // names as the script writes them
    private sealed record Figures(string server, int zoom, int connections, int tiles, double cpu_ms, double p50_ms, double p99_ms, double tiles_per_s, double bytes, double rss_MiB);
#pragma warning restore IDE1006
}
