using Mitoshi.Server.Accounts;
using Mitoshi.Server.Callers;

namespace Mitoshi.Server.Host;

/// <summary>What routes share: made once when the server starts, disposed when it stops.</summary>
/// <param name="Workspace">The folder that is served.</param>
/// <param name="Settings">How it is served.</param>
/// <param name="Callers">Tells who asks.</param>
/// <param name="Context">Files, clock, version and language for processes.</param>
public sealed record ServerServices(Workspace Workspace, ServerSettings Settings, ICallers Callers, ProcessContext Context) : IAsyncDisposable
{
    private readonly Dictionary<Type, object> _shared = [];

    /// <summary>Services for a workspace: with its accounts when it has any, else for the owner alone.</summary>
    internal static ServerServices Of(ProcessContext context, ServerSettings settings, OpenIdTokens? provider = null)
    {
        if (!new AccountBook(context.Workspace, context.Files).HasAccounts)
        {
            return new(context.Workspace, settings, new OwnerOnly(), context);
        }

        AccountServices accounts = AccountServices.Make(context.Workspace, context);
        ServerServices services = new(context.Workspace, settings, new AccountCallers(accounts.Book, accounts.Sessions, provider, context.Time), context);
        services.Shared(_ => accounts);
        return services;
    }

    /// <summary>The one instance of a service, made at the first call; disposed with the server when it is disposable.</summary>
    public T Shared<T>(Func<ServerServices, T> make)
        where T : class
    {
        lock (_shared)
        {
            if (!_shared.TryGetValue(typeof(T), out object? service))
            {
                _shared.Add(typeof(T), service = make(this));
            }

            return (T)service;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (object service in _shared.Values)
        {
            switch (service)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }
        }
    }
}

/// <summary>How the workspace is served.</summary>
/// <param name="Address">Address to listen on.</param>
/// <param name="Port">Port; 0 takes a free one.</param>
public sealed record ServerSettings(string Address, int Port)
{
    /// <summary>The address that others use, when a proxy stands in front: <c>https://maps.example.org/mitoshi</c>. Links are built from it.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Where metrics and traces go by OTLP, or null: nothing is sent anywhere by itself.</summary>
    public string? TelemetryUrl { get; init; }

    /// <summary>True when every request is written to the log, not only what went wrong.</summary>
    public bool LogsRequests { get; init; }

    /// <summary>True when only this machine can connect.</summary>
    public bool IsLoopback => System.Net.IPAddress.TryParse(Address, out System.Net.IPAddress? address) ? System.Net.IPAddress.IsLoopback(address) : Address == "localhost";
}
