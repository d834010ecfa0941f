using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests;

/// <summary>A server over an empty workspace on a free port of this machine.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ServerHost _host;

    private RunningServer(TemporaryFolder folder, ServerServices services, ServerHost host)
    {
        (_folder, Services, _host) = (folder, services, host);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(host.Url) };
    }

    public ServerServices Services { get; }

    public HttpClient Client { get; }

    public Workspace Workspace => Services.Workspace;

    public string Url => _host.Url;

    /// <summary>Starts it.</summary>
    /// <param name="prepare">Fills the workspace first.</param>
    /// <param name="callers">Who asks; by default its accounts, or the owner when it has none.</param>
    /// <param name="provider">Takes tokens of an OpenID provider.</param>
    internal static async Task<RunningServer> StartAsync(Action<Workspace>? prepare = null, ICallers? callers = null, OpenIdTokens? provider = null)
    {
        TemporaryFolder folder = new();
        Workspace workspace = new(folder.Path);
        prepare?.Invoke(workspace);
        ProcessContext context = new() { Workspace = workspace, Threads = 2 };
        ServerSettings settings = new("127.0.0.1", 0);
        ServerServices services = callers is null ? ServerServices.Of(context, settings, provider) : new(workspace, settings, callers, context);
        return new RunningServer(folder, services, await ServerHost.StartAsync(services));
    }

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    public Task<(int Status, JsonNode? Body)> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<(int Status, JsonNode? Body)> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
