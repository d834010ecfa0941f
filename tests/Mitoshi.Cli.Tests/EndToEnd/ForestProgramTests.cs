using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Mitoshi.Forest.Simulation;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.EndToEnd;

/// <summary>The program itself, started as a process on a small simulated landscape.</summary>
public sealed class ForestProgramTests(ForestProgramTests.Landscape landscape) : IClassFixture<ForestProgramTests.Landscape>
{
    [Fact]
    public void A_map_that_is_killed_leaves_no_half_file_and_the_rerun_gives_the_same_bytes()
    {
        landscape.Run("train", "--workspace", landscape.Workspace);
        landscape.Run("map", "--workspace", landscape.Workspace, "--name", "whole");
        string log = Path.Combine(landscape.Workspace, "jobs", "killed", "tiles.log"), product = Path.Combine(landscape.Workspace, "products", "killed");
        using (System.Diagnostics.Process map = landscape.Start("map", ["--workspace", landscape.Workspace, "--name", "killed", "--threads", "1", "--block", "128"]))
        {
            while (!map.HasExited && !(File.Exists(log) && new FileInfo(log).Length > 4096))
            {
                Thread.Yield();
            }

            map.Kill(entireProcessTree: true);
            map.WaitForExit();
        }

        Assert.True(File.Exists(log), "the map was done before it could be killed");
        Assert.False(File.Exists(Path.Combine(product, "item.json")), "the product calls itself finished");

        // Under the name of a raster there is the whole raster or nothing, wherever the kill came.
        string whole = Hashes(Path.Combine(landscape.Workspace, "products", "whole"));
        Assert.All(Directory.Exists(product) ? Hashes(product).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [], raster => Assert.Contains(raster, whole, StringComparison.Ordinal));
        long done = new FileInfo(log).Length;
        Assert.True(done > 4096);
        landscape.Run("map", "--workspace", landscape.Workspace, "--name", "killed", "--threads", "1", "--block", "128");
        Assert.Equal(whole, Hashes(product));
        Assert.False(Directory.Exists(Path.GetDirectoryName(log)));
    }

    [Fact]
    public void A_scene_behind_a_server_that_stalls_is_given_up_with_its_address()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/HV.tif", project = landscape.Project("stall.yaml", url);
        (int code, string words) = landscape.Finish(landscape.Start("train", ["--workspace", landscape.Workspace, "--model", "stall"], project, ("GDAL_HTTP_TIMEOUT", "1"), ("GDAL_HTTP_MAX_RETRY", "0")));
        Assert.Equal(2, code);
        Assert.Contains("url.stalled", words, StringComparison.Ordinal);
        Assert.Contains(url, words, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_of_a_project_is_answered_with_the_nearest_one()
    {
        string project = landscape.Project("typo.yaml", landscape.Hv);
        File.AppendAllText(project, "resolutoin: 10\n");
        (int code, string words) = landscape.Finish(landscape.Start("train", ["--workspace", landscape.Workspace], project));
        Assert.Equal(2, code);
        Assert.Contains("resolutoin", words, StringComparison.Ordinal);
        Assert.Contains("`resolution`", words, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Length", "Long")]
    public void Model_and_map_have_the_same_bytes_on_any_number_of_threads_in_any_blocks_and_without_intrinsics()
    {
        (string Threads, string Block, string Intrinsics)[] ways = [("1", "256", "1"), ("2", "1024", "1"), ("8", "256", "1"), ("2", "256", "0")];
        List<string> hashes = [];
        foreach ((string threads, string block, string intrinsics) in ways)
        {
            string workspace = landscape.File($"ws-{threads}-{block}-{intrinsics}");
            landscape.Finished(landscape.Start("train", ["--workspace", workspace, "--threads", threads], null, ("DOTNET_EnableHWIntrinsic", intrinsics)));
            landscape.Finished(landscape.Start("map", ["--workspace", workspace, "--threads", threads, "--block", block, "--name", "m"], null, ("DOTNET_EnableHWIntrinsic", intrinsics)));
            hashes.Add(Hashes(Path.Combine(workspace, "products", "m")) + Hashes(Path.Combine(workspace, "models", "forest")));
        }

        Assert.All(hashes, hash => Assert.Equal(hashes[0], hash));
    }

    private static string Hashes(string folder) => string.Join('\n', Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".tif" or ".trees" or ".bin").Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));

    // Beside the tests lie assemblies that are no rooms; the program is started from its own folder.
    internal static string Program => Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "Mitoshi.Cli.Tests"), Path.Combine("src", "Mitoshi.Cli"), StringComparison.Ordinal), "mitoshi.dll");

    /// <summary>One landscape with terrain and radar, and a project file.</summary>
    public sealed class Landscape : IAsyncLifetime
    {
        private const int Size = 400;
        private readonly TemporaryFolder _folder = new();

        public string Workspace => _folder.File("workspace");

        public string Hv => "palsar2/N38E142_20_sl_HV_F02DAR_simulated.tif";

        public string File(string name) => _folder.File(name);

        public string Project(string name, string hv)
        {
            string path = _folder.File(Path.Combine("landscape", name));
            System.IO.File.WriteAllText(path, $"""
                rows: 1500
                features:
                  texture: palsar_HV
                  texture_measures: [contrast, entropy]
                agb: lidar/agb_2020.tif
                inputs:
                  - path: dem.tif
                    role: elevation
                  - path: {hv}
                    role: palsar
                    bands: HV

                """, Encoding.UTF8);
            return path;
        }

        public void Run(string verb, params string[] options) => Finished(Start(verb, options));

        public void Finished(System.Diagnostics.Process process)
        {
            (int code, string words) = Finish(process);
            Assert.True(code == 0, words);
        }

        public (int Code, string Words) Finish(System.Diagnostics.Process process)
        {
            using (process)
            {
                Task<string> errors = process.StandardError.ReadToEndAsync();
                string words = process.StandardOutput.ReadToEnd() + errors.Result;
                process.WaitForExit();
                return (process.ExitCode, words);
            }
        }

        public System.Diagnostics.Process Start(string verb, IEnumerable<string> options, string? project = null, params (string Name, string Setting)[] environment)
        {
            ProcessStartInfo info = new("dotnet", [Program, "forest", verb, project ?? _folder.File("landscape/small.yaml"), .. options])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path,
            };
            info.Environment["OMP_WAIT_POLICY"] = "passive";
            foreach ((string name, string setting) in environment)
            {
                info.Environment[name] = setting;
            }

            return System.Diagnostics.Process.Start(info)!;
        }

        public async ValueTask InitializeAsync()
        {
            ProcessContext context = new() { Workspace = new Workspace(Workspace), Threads = 2 };
            await new SimulateLandscape { Output = _folder.File("landscape"), Size = Size, Plots = 0, Years = [2020] }.RunTypedAsync(context);
            Project("small.yaml", Hv);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
