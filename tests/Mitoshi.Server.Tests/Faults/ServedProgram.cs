using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Server.Tests.Faults;

/// <summary>The program <c>mitoshi serve</c> in a process of its own, which can be killed.</summary>
internal sealed partial class ServedProgram : IAsyncDisposable
{
    private readonly System.Diagnostics.Process _process;
    private readonly StringBuilder _output = new();

    private ServedProgram(System.Diagnostics.Process process) => _process = process;

    public required HttpClient Client { get; init; }

    /// <summary>What it wrote to the terminal.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Memory of its own in MiB (not of mapped files) and open handles, from /proc.</summary>
    public (double MemoryMiB, int Handles) Measure()
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return (double.Parse(line["RssAnon:".Length..^2], CultureInfo.InvariantCulture) / 1024, Directory.GetFiles($"/proc/{_process.Id}/fd").Length);
    }

    /// <summary>Starts it over a workspace, on a free port.</summary>
    public static async Task<ServedProgram> StartAsync(string workspace, string? key = null, (string Name, string Value)[]? environment = null)
    {
        // The program in its own folder: beside the tests it would take their assemblies for rooms.
        string program = AppContext.BaseDirectory.Replace("tests/Mitoshi.Server.Tests", "src/Mitoshi.Cli", StringComparison.Ordinal) + "mitoshi";
        ProcessStartInfo start = new(program, ["serve", "--workspace", workspace, "--port", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LANG"] = "C.UTF-8";
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        TaskCompletionSource<string> url = new(TaskCreationOptions.RunContinuationsAsynchronously);
        System.Diagnostics.Process process = new() { StartInfo = start, EnableRaisingEvents = true };
        ServedProgram served = new(process) { Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(100) } };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => url.TrySetException(new InvalidOperationException("the server ended: " + served.Output));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        served.Client.BaseAddress = new Uri(await url.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        if (key is not null)
        {
            served.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return served;

        void Take(string? line)
        {
            lock (served._output)
            {
                served._output.AppendLine(line);
            }

            if (line is not null && Address().Match(line) is { Success: true } found)
            {
                url.TrySetResult(found.Value);
            }
        }
    }

    public async Task<(int Status, JsonNode? Body, HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, response.Headers);
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As a service manager does it; gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (System.Diagnostics.Process kill = System.Diagnostics.Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
