using System.Diagnostics;
using System.Text.Json;

namespace Mitoshi.Bench;

/// <summary>
/// PNG tiles over HTTP beside MapServer, by one client in one run. The server under test is this program again, with the renderer, the pool
/// and Kestrel as <c>mitoshi serve</c> has them, and one scene instead of a catalogue.
/// </summary>
[Bench("tiles", "256-pixel PNG tiles from a 10,980 x 10,980 x 3 COG, beside MapServer; --tiles 400")]
internal sealed class TilesBench : Bench
{
    private const double MostProcessorMs = 8, LeastRatio = 2.5, MostP99Ms = 60, MostMebibytes = 300, LeastWithin1 = 0.999;

    public override bool Run(BenchContext context)
    {
        string folder = context.Option("folder", "/tmp/mitoshi-tiles"), scene = Path.Combine(folder, "scene_10980.tif");
        if (context.Option("serve", "") is { Length: > 0 })
        {
            return TileServer.Run(context.Option("serve", scene));
        }

        if (!File.Exists(scene) || !File.Exists(Path.Combine(folder, "scene.map")))
        {
            Console.Write(context.Python(Path.Combine(context.Baselines, "tiles_mapserver.py"), "--dir", folder, "--tiles", "1"));
        }

        using System.Diagnostics.Process server = System.Diagnostics.Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["tiles", "--serve", scene]) { RedirectStandardOutput = true })!;
        try
        {
            string url = server.StandardOutput.ReadLine()!;
            string answer = context.Python(Path.Combine(AppContext.BaseDirectory, "Tiles", "tiles_peer.py"), folder, $"{server.Id}", url, context.Option("tiles", "400"));
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
        Figures? peer = null;
        foreach (JsonElement line in lines)
        {
            if (line.TryGetProperty("compare", out JsonElement zoom))
            {
                double within = line.GetProperty("within_1").GetDouble();
                Console.WriteLine($"  zoom {zoom} pixels within 1 count of the peer {within:0.00000}, within 2 {line.GetProperty("within_2").GetDouble():0.00000}, worst {line.GetProperty("worst")}, mean difference {line.GetProperty("mean").GetDouble():0.00}");
                isGood &= zoom.GetInt32() != 14 || within >= LeastWithin1;
            }
            else if (line.TryGetProperty("load", out JsonElement load))
            {
                Console.WriteLine($"  load {load}");
            }
            else
            {
                Figures figures = line.Deserialize<Figures>()!;
                Console.WriteLine($"  {figures.server,-10} zoom {figures.zoom} {figures.connections} connections {figures.cpu_ms,6:0.0} ms of processor p50 {figures.p50_ms,6:0.0} ms p99 {figures.p99_ms,6:0.0} ms {figures.tiles_per_s,6:0.0} tiles/s {figures.bytes,9:0} bytes {figures.rss_MiB,5:0} MiB");
                if (peer is not null)
                {
                    double ratio = peer.cpu_ms / figures.cpu_ms;
                    Console.WriteLine($"  {"ratio",-10} zoom {figures.zoom} {ratio:0.00}, bytes {figures.bytes / peer.bytes:0.00}");
                    isGood &= ratio >= LeastRatio && figures.cpu_ms <= MostProcessorMs && figures.rss_MiB < MostMebibytes && figures.bytes <= 1.1 * peer.bytes && (figures.connections == 1 || figures.p99_ms < MostP99Ms);
                }

                peer = peer is null ? figures : null;
            }
        }

        return isGood;
    }

#pragma warning disable IDE1006 // names as the script writes them
    private sealed record Figures(string server, int zoom, int connections, int tiles, double cpu_ms, double p50_ms, double p99_ms, double tiles_per_s, double bytes, double rss_MiB);
#pragma warning restore IDE1006
}
