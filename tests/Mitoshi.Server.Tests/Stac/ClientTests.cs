using System.Diagnostics;
using Mitoshi.Catalog.Import;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Stac;

/// <summary>Programs that people use, over real scenes: GDAL's drivers, and the requests of pystac-client.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Gdal_reads_pixels_of_a_search_through_stacit()
    {
        await using RunningServer server = await StartAsync();
        string printed = await RunAsync("/usr/bin/gdalinfo", $"STACIT:\"{server.Client.BaseAddress}stac/search?collections=landsat\":asset=B4", "-checksum");
        Assert.Contains("287, 310", printed);
        string direct = await RunAsync("/usr/bin/gdalinfo", SharedData.Require("forest/landsat5_amazon/LT52240631988227CUB02_B4.TIF"), "-checksum");
        Assert.Equal(Line(direct, "Checksum"), Line(printed, "Checksum"));
    }

    [Fact]
    public async Task Gdal_lists_collections_and_items_through_oapif()
    {
        await using RunningServer server = await StartAsync();
        string layers = await RunAsync("/usr/bin/ogrinfo", "-ro", $"OAPIF:{server.Client.BaseAddress}stac");
        Assert.Contains("palsar2-mosaic", layers);
        string items = await RunAsync("/usr/bin/ogrinfo", "-ro", "-al", $"OAPIF:{server.Client.BaseAddress}stac", "landsat");
        Assert.Contains("Feature Count: 1", items);
        Assert.Contains("LT52240631988227CUB02", items);
    }

    [Fact]
    public async Task The_requests_of_pystac_client_are_answered()
    {
        await using RunningServer server = await StartAsync();
        string printed = await RunAsync("/usr/bin/python3", Path.Combine(SharedData.ProjectRoot, "tests", "clients", "pystac_requests.py"), $"{server.Client.BaseAddress}stac", "palsar2-mosaic");
        Assert.EndsWith("as pystac-client needs them", printed.TrimEnd());
    }

    private static string Line(string text, string word) => text.Split('\n').First(line => line.Contains(word, StringComparison.Ordinal)).Trim();

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(program), $"SKIPPED: {program} is not here (apt: gdal-bin, python3).");
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }

    private static Task<RunningServer> StartAsync()
    {
        string palsar = SharedData.Require("forest/palsar2_mosaic"), landsat = SharedData.Require("forest/landsat5_amazon");
        return RunningServer.StartAsync(workspace => new AddToCatalog { Paths = [palsar, landsat] }.RunTypedAsync(new ProcessContext { Workspace = workspace }).GetAwaiter().GetResult());
    }
}
