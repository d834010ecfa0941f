using Mitoshi.Server.Accounts;
using Mitoshi.Server.Tiles;

namespace Mitoshi.Server.Host;

/// <summary>Serves the workspace: the map page, the catalogue, tiles and processes.</summary>
[Process("serve", En = "Serve the workspace: map page, catalogue, tiles, processes", Ja = "作業フォルダを配信する:地図ページ、カタログ、タイル、処理",
    Examples = ["serve", "serve --port 9000", "serve --workspace demo"])]
public sealed record Serve : Process<Served>
{
    /// <summary>Address to listen on.</summary>
    [Parameter(En = "Address to listen on; other than loopback only with accounts", Ja = "待ち受けるアドレス。ループバック以外はアカウントがある場合のみ")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port.</summary>
    [Parameter(En = "Port; 0 takes a free one", Ja = "ポート。0なら空いているもの", Min = 0, Max = 65535)]
    public int Port { get; init; } = 8080;

    /// <summary>Address that others use.</summary>
    [Parameter(En = "URL that others use, when a proxy stands in front", Ja = "手前にプロキシがある場合の公開URL")]
    public string? PublicUrl { get; init; }

    /// <summary>OpenID provider.</summary>
    [Parameter(En = "URL of the OpenID provider whose access tokens are taken", Ja = "アクセストークンを受け入れるOpenIDプロバイダのURL")]
    public string? OpenidIssuer { get; init; }

    /// <summary>Audience of its tokens.</summary>
    [Parameter(En = "Audience that its tokens name", Ja = "トークンに書かれる audience")]
    public string OpenidAudience { get; init; } = "mitoshi";

    /// <summary>Where metrics and traces go.</summary>
    [Parameter(En = "URL that metrics and traces are sent to by OTLP; nothing is sent without it", Ja = "メトリクスとトレースをOTLPで送る先のURL。なければ何も送らない")]
    public string? Telemetry { get; init; }

    /// <summary>Whether every request is logged.</summary>
    [Parameter(En = "Log every request, as JSON lines", Ja = "すべての要求をJSON行で記録する")]
    public bool LogRequests { get; init; }

    /// <inheritdoc/>
    protected override async Task<Served> RunAsync(ProcessContext context)
    {
        context = context with { Workspace = WorkspaceOf(context.Workspace) };
        ServerSettings settings = new(Address, Port) { PublicUrl = PublicUrl, TelemetryUrl = Telemetry, LogsRequests = LogRequests };
        AccountBook book = new(context.Workspace, context.Files);
        if (!settings.IsLoopback && !book.HasAccounts)
        {
            throw new MitoshiException("server.no_accounts",
                found: ($"{Address} can be reached from other machines, and this workspace has no accounts", $"{Address} は他の機械から届きますが、この作業フォルダにはアカウントがありません"),
                expected: ("127.0.0.1, or accounts", "127.0.0.1、またはアカウント"),
                remedy: ("Leave --address away, or add an administrator: mitoshi accounts add NAME --right administrator", "--address を外すか、管理者を追加してください: mitoshi accounts add NAME --right administrator"));
        }

        ServerServices services = ServerServices.Of(context, settings, book.HasAccounts ? Provider() : null);
        await using ServerHost host = await ServerHost.StartAsync(services);
        context.Progress.Say(book.HasAccounts
            ? ($"Serving {context.Workspace.Root} at {host.Url} with {book.Accounts.Count} accounts. Stop with Ctrl-C.", $"{context.Workspace.Root} を {host.Url} で配信中(アカウント {book.Accounts.Count} 件)。Ctrl-C で止まります。")
            : ($"Serving {context.Workspace.Root} at {host.Url} - for this machine alone, without accounts. Stop with Ctrl-C.", $"{context.Workspace.Root} を {host.Url} で配信中(この機械だけ、アカウントなし)。Ctrl-C で止まります。"));
        Task warm = Task.Run(() => FirstPicture.MakeAsync(services, context.Cancellation), context.Cancellation);
        await host.WaitAsync(context.Cancellation);
        await warm;
        return new Served(host.Url);
    }

    // Who has only run the demo has no workspace yet but the demo's: that one is meant.
    private static Workspace WorkspaceOf(Workspace named)
    {
        string demo = Path.Combine(Path.GetDirectoryName(named.Root)!, "demo", "workspace");
        return !Directory.Exists(named.Root) && Directory.Exists(demo) ? new Workspace(demo) : named;
    }

    private OpenIdTokens? Provider() => OpenidIssuer is null ? null : new OpenIdTokens(OpenidIssuer, OpenidAudience);
}

/// <summary>The server has stopped.</summary>
/// <param name="Url">Where it was.</param>
public sealed record Served(string Url) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"Stopped serving {Url}", $"{Url} の配信を止めました"));
}
