using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Mitoshi.Server.Tests.Faults;
using Mitoshi.Server.Tests.Page;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Load;

/// <summary>
/// The shortened mixed load: searches, items, tiles, values, ranges, pages, refusals and writes by four clients on the program itself. It shows no
/// wrong answer, flat memory and no leaked handle; half an hour of the same is <c>bench/soak/mixed_load.py</c>. What it can see: a leak of more
/// than about 3 KiB an answer at 600 answers a second; more where fewer are answered.
/// </summary>
public sealed class MixedLoadTests
{
    private const int Clients = 4;
    private static readonly TimeSpan s_part = TimeSpan.FromSeconds(6);

    // Code is compiled once and for all, and garbage is collected often: what grows then is what is kept.
    private static readonly (string, string)[] s_steady = [("DOTNET_TieredCompilation", "0"), ("DOTNET_GCgen0size", "400000")];

    [Fact]
    public async Task Four_clients_get_right_answers_and_memory_and_handles_stay_flat()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: reads memory and handles in /proc, which only Linux has.");
        using TemporaryFolder folder = new();
        SmallWorkspace.Fill(new Workspace(folder.Path));
        await using ServedProgram server = await ServedProgram.StartAsync(folder.Path, environment: s_steady);
        Assert.Equal(201, (await server.SendAsync(HttpMethod.Post, "/stac/collections", LoadedCatalog.CollectionBody)).Status);
        int answers = 0;
        using CancellationTokenSource stop = new();
        Task[] load = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            Random random = new(client);
            for (int number = 0; !stop.IsCancellationRequested; number++)
            {
                foreach ((HttpMethod method, string path, string? body, int[] right) in Requests(random, $"c{client}{number % 50:000}"))
                {
                    int status = await AskAsync(server, method, path, body);
                    Assert.True(right.Contains(status), $"{method} {path} answered {status}\n{server.Output}");
                    Interlocked.Increment(ref answers);
                }
            }
        }))];
        // Two parts to warm up: connections, code, caches of blocks and statements fill.
        List<(double MemoryMiB, int Handles)>[] parts = [[], [], [], []];
        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed < s_part * parts.Length && !Array.Exists(load, task => task.IsFaulted))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            parts[Math.Min((int)(clock.Elapsed / s_part), parts.Length - 1)].Add(server.Measure());
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        double before = Median(parts[2].Select(sample => sample.MemoryMiB)), after = Median(parts[3].Select(sample => sample.MemoryMiB));
        double handlesBefore = Median(parts[2].Select(sample => (double)sample.Handles)), handlesAfter = Median(parts[3].Select(sample => (double)sample.Handles));
        string figures = string.Create(CultureInfo.InvariantCulture, $"{answers} answers; {before:0.0} then {after:0.0} MiB; {handlesBefore} then {handlesAfter} handles");
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        Assert.True(answers > 100, figures);
        Assert.True(after <= 1.1 * before, figures);
        Assert.True(handlesAfter <= handlesBefore + 4, figures);
        Assert.Equal(0, await server.StopAsync());
    }

    private static IEnumerable<(HttpMethod Method, string Path, string? Body, int[] Right)> Requests(Random random, string name)
    {
        string at = $"/tiles/products/landscape-{(random.Next(2) == 0 ? 2020 : 2024)}", point = string.Create(CultureInfo.InvariantCulture, $"{142.58 + (random.NextDouble() * 0.02)},{37.37 + (random.NextDouble() * 0.02)}");
        string[] reads =
        [
            at + Tile(random) + ".png?assets=agb&rescale=0,400&colormap_name=viridis", at + Tile(random) + ".webp?assets=agb_lower&assets=agb&assets=agb_upper&rescale=0,400", at + Tile(random) + ".jpg?assets=agb&expression=b1*0.47",
            "/stac/search?bbox=142,37,143,38&sortby=-datetime&limit=3", "/stac/search?filter=title%20LIKE%20'%25a%25'&limit=5", "/stac/collections/products/items/landscape-2024", $"{at}/point/{point}?assets=agb", $"{at}/statistics?assets=agb&max_size=64",
            $"{at}/legend?assets=agb", "/processes/forest_map", "/stac", "/stac/collections", "/", "/jobs", "/me", "/claims",
        ];
        string[] refused = ["/stac/search?bbox=1,2,3", "/stac/collections/none", "/files/keys/log.key", $"{at}/point/nowhere", "/stac/search?limit=0", "/stac/search?filter=(((("];
        string item = $"{LoadedCatalog.Items}/{name}";
        return random.Next(12) switch
        {
            < 9 => [(HttpMethod.Get, reads[random.Next(reads.Length)], null, [200])],
            9 => [(HttpMethod.Get, refused[random.Next(refused.Length)], null, [400, 404])],
            10 => [(HttpMethod.Get, "/files/products/landscape-2024/agb.tif", "range", [206])],
            _ => [(HttpMethod.Post, LoadedCatalog.Items, LoadedCatalog.Item("i" + name[1..]).Replace("\"i" + name[1..], "\"" + name, StringComparison.Ordinal), [201]), (HttpMethod.Get, item, null, [200]), (HttpMethod.Patch, item, """{"properties":{"title":"changed"}}""", [200]), (HttpMethod.Delete, item, null, [204])],
        };
    }

    // The made-up maps lie around 142.59 E, 37.39 N.
    private static string Tile(Random random)
    {
        int zoom = random.Next(9, 15), columns = 1 << zoom;
        double latitude = 37.39 * Math.PI / 180;
        return $"/tiles/WebMercatorQuad/{zoom}/{(int)((142.59 + 180) / 360 * columns)}/{(int)((1 - (Math.Asinh(Math.Tan(latitude)) / Math.PI)) / 2 * columns)}";
    }

    private static async Task<int> AskAsync(ServedProgram server, HttpMethod method, string path, string? body)
    {
        using HttpRequestMessage request = new(method, path) { Headers = { Accept = { new("text/html") } } };
        if (body == "range")
        {
            request.Headers.Range = new RangeHeaderValue(0, 999);
        }
        else if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await server.Client.SendAsync(request);
        _ = await response.Content.ReadAsByteArrayAsync();
        return (int)response.StatusCode;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : double.NaN;
}
