using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Audit;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Metering;
using Mitoshi.Server.Operations;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Host;

/// <summary>The HTTP server over a workspace. The order of the steps is the order of trust: limits, headers, errors, who asks, may they, answer.</summary>
public sealed class ServerHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ServerServices _services;

    private readonly AuditLog? _audit;

    private ServerHost(WebApplication application, ServerServices services)
    {
        (_application, _services) = (application, services);
        _audit = services.Callers is AccountCallers ? AccountServices.Of(services).Audit : null;
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:8080</c>.</summary>
    public string Url => _application.Urls.First();

    /// <summary>Starts to listen.</summary>
    /// <exception cref="MitoshiException">server.port_taken.</exception>
    public static async Task<ServerHost> StartAsync(ServerServices services)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mitoshi" });
        builder.WebHost.UseKestrelCore().UseUrls($"http://{services.Settings.Address}:{services.Settings.Port}").ConfigureKestrel(Limit);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true).SetMinimumLevel(services.Settings.LogsRequests ? LogLevel.Information : LogLevel.Warning);
        Telemetry.AddTo(builder, services.Settings);
        WebApplication application = builder.Build();
        ILogger log = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Mitoshi.Server");
        services.Shared(_ => new Scrape(application));
        if (services.Settings.LogsRequests)
        {
            application.Use((context, next) => RequestLog.RunAsync(context, next, log));
        }

        application.Use((context, next) => SafeHeaders.RunAsync(context, next));
        application.Use((context, next) => ErrorAnswers.RunAsync(context, () => next(context), services.Workspace, log));
        application.Use(async (context, next) =>
        {
            context.SetCaller(await services.Callers.OfAsync(context));
            await next(context);
        });
        application.UseRouting();
        ServerHost host = new(application, services);
        foreach (Route route in RouteTable.Of(services))
        {
            string[] methods = route.Method == "GET" ? ["GET", "HEAD"] : [route.Method];
            application.MapMethods(route.Pattern, methods, (RequestDelegate)(context => host.AnswerAsync(route, context)));
        }

        application.MapFallback(context => throw new MitoshiException("route.not_found",
            found: ($"nothing is at {context.Request.Path}", $"{context.Request.Path} には何もありません"),
            expected: ("a path of /api", "/api にあるパス"), remedy: ("See /api for what there is.", "/api を見てください。")));
        application.UseEndpoints(_ => { });
        services.Shared(shared => new Jobs.JobQueue(shared));
        try
        {
            await application.StartAsync();
        }
        catch (IOException error)
        {
            await application.DisposeAsync();
            throw new MitoshiException("server.port_taken",
                found: ($"{services.Settings.Address}:{services.Settings.Port} cannot be listened on: {error.Message}", $"{services.Settings.Address}:{services.Settings.Port} で待ち受けできません: {error.Message}"),
                expected: ("a free port", "空いているポート"), remedy: ("Stop the other program, or choose another: --port 8081", "他のプログラムを止めるか、--port 8081 のように変えてください。"), error);
        }

        return host;
    }

    /// <summary>Waits until it is stopped (Ctrl-C, SIGTERM or the token), then lets running answers finish.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _application.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _services.DisposeAsync();
    }

    private Task AnswerAsync(Route route, HttpContext context)
    {
        Caller caller = context.Caller();
        if (!caller.May(route.Access) || (route.IsOfCaller && !caller.IsSignedIn))
        {
            MitoshiException denied = Denied(route, caller);
            _audit?.AddOrKeep(caller.Name, $"{route.Method} {route.Pattern}", context.Request.Path, denied.Code);
            throw denied;
        }

        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = route.BodyBytesMax;
        }

        return AuditedAsync(route, context, caller);
    }

    // What changes something, and what was refused, is in the audit log; signing in writes its own line.
    private async Task AuditedAsync(Route route, HttpContext context, Caller caller)
    {
        if (_audit is not null)
        {
            context.Response.OnCompleted(() =>
            {
                _services.Usage().Add(caller.Name, HttpMethods.IsHead(context.Request.Method) ? 0 : context.Response.ContentLength ?? 0);
                return Task.CompletedTask;
            });
        }

        if (_audit is null || route.Method == "GET" || route.Access == Access.Anyone || route.Pattern == "/stac/search")
        {
            await route.Answer(context);
            return;
        }

        _audit.WriteKept();
        string outcome = "server.bug";
        try
        {
            await route.Answer(context);
            outcome = "done";
        }
        catch (MitoshiException error)
        {
            outcome = error.Code;
            throw;
        }
        finally
        {
            _audit.AddOrKeep(caller.Name, $"{route.Method} {route.Pattern}", context.Request.Path, outcome);
        }
    }

    private static MitoshiException Denied(Route route, Caller caller) => caller.IsSignedIn
        ? new("access.denied", found: ($"{caller.Name} may not {route.Method} {route.Pattern}", $"{caller.Name} には {route.Method} {route.Pattern} の権利がありません"),
            expected: ($"the right `{route.Access}`", $"権利 `{route.Access}`"), remedy: ("Ask an administrator of this server.", "このサーバーの管理者に頼んでください。"))
        : new("access.sign_in", found: ($"{route.Method} {route.Pattern} needs an account", $"{route.Method} {route.Pattern} にはアカウントが必要です"),
            expected: ($"a caller with the right `{route.Access}`", $"権利 `{route.Access}` を持つ利用者"), remedy: ("Sign in, or send an API key.", "サインインするか、APIキーを送ってください。"));

    private static void Limit(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 4 << 20;
        options.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        options.Limits.MaxRequestLineSize = 16 << 10;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        options.Limits.MaxConcurrentConnections = 1000;
    }
}
