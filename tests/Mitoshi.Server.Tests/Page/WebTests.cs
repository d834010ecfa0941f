using System.Diagnostics;
using Mitoshi.Server.Tests.Accounts;
using Mitoshi.Server.Tests.Uploads;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Page;

/// <summary>Runs the page's own tests, which are written in its language: they need Node, the packages of web/ and Chromium.</summary>
public sealed class WebTests
{
    private static string Web => Path.Combine(SharedData.ProjectRoot, "web");

    private static string Chromium => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    [Fact]
    public async Task The_pages_logic_passes_its_tests()
    {
        RequireNode();
        await RunAsync([Path.Combine("node_modules", "vitest", "vitest.mjs"), "run"], []);
    }

    [Fact]
    public async Task A_visitor_finds_maps_measures_and_runs_over_the_real_server()
    {
        RequireNode();
        RequireChromium();
        await using RunningServer server = await RunningServer.StartAsync(SmallWorkspace.Fill);
        await RunAsync(["--test", Path.Combine("tests", "page", "real.test.mjs")], [("MITOSHI_URL", server.Url)]);
    }

    [Fact]
    public async Task An_account_signs_in_accepts_terms_brings_a_raster_and_signs_out()
    {
        RequireNode();
        RequireChromium();
        await using RunningServer server = await RunningServer.StartAsync(workspace =>
        {
            SmallWorkspace.Fill(workspace);
            SignInTests.FillReader(workspace);
        });
        using TemporaryFolder folder = new();
        string raster = folder.File("stand.tif");
        File.WriteAllBytes(raster, UploadTests.Raster(server.Workspace));
        await RunAsync(["--test", Path.Combine("tests", "page", "accounts.test.mjs")], [("MITOSHI_ACCOUNTS_URL", server.Url), ("MITOSHI_PASSWORD", SignInTests.Password), ("MITOSHI_RASTER", raster)]);
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task Hostile_titles_broken_servers_keyboards_and_axe()
    {
        RequireNode();
        RequireChromium();
        await RunAsync(["--test", Path.Combine("tests", "page", "fake.test.mjs")], []);
    }

    [Fact]
    [Trait("Length", "Long")]
    public async Task Pictures_in_two_languages_two_themes_and_three_widths()
    {
        RequireNode();
        RequireChromium();
        await using RunningServer server = await RunningServer.StartAsync(SmallWorkspace.Fill);
        await RunAsync([Path.Combine("tests", "pictures.mjs"), server.Url, Path.Combine("artifacts", "pictures")], []);
        Assert.Equal(12 * 6, Directory.GetFiles(Path.Combine(Web, "artifacts", "pictures"), "*.png").Length);
    }

    private static void RequireNode()
    {
        bool isThere = Path.Exists(Path.Combine(Web, "node_modules", "vitest")) && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));
        Assert.SkipUnless(isThere, "SKIPPED: the tests of the page need Node 20 and the packages of web/. Install Node, then: cd web && npm ci");
    }

    private static void RequireChromium() => Assert.SkipUnless(File.Exists(Chromium), $"SKIPPED: {Chromium} is not here. Install Chromium, or put its path into CHROMIUM.");

    private static async Task RunAsync(string[] arguments, (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("node", arguments) { WorkingDirectory = Web, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
    }
}
