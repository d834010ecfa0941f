using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Callers;

/// <summary>
/// Without accounts the server listens on the loopback address alone, and whoever reaches it is the owner. A page of the web can make a
/// browser send requests here too: so the host must be named as this machine (against DNS rebinding), and a request that another site's page
/// sends must not change anything (against forged requests).
/// </summary>
internal sealed class OwnerOnly : ICallers
{
    public Task<Caller> OfAsync(HttpContext context)
    {
        bool isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsThisMachine(context.Request.Host.Host);
        return Task.FromResult(isLocal && !IsForged(context.Request) ? Caller.Owner : Caller.Anonymous with { Highest = Routes.Access.Anyone });
    }

    private static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";

    // Reading is the same-origin policy's work: no cross-origin answer is readable without our CORS headers, and credentials are never allowed.
    private static bool IsForged(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        bool isOther = origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && IsThisMachine(uri.Host));
        return isOther && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            && !(HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/stac/search"));
    }
}
