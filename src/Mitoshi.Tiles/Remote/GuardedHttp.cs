using System.Net;
using System.Net.Sockets;

namespace Mitoshi.Tiles;

/// <summary>
/// The one door to the network for rasters. The host must be on the list; its name is resolved once, every address is checked, and the
/// connection goes to the checked address: a name that points elsewhere a moment later changes nothing. Redirects are followed by hand and
/// checked like the first address.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HostList _hosts;
    private readonly HttpClient _client;

    /// <summary>Makes the door.</summary>
    /// <param name="hosts">Hosts that may be asked.</param>
    /// <param name="limits">Times and tries.</param>
    public GuardedHttp(HostList hosts, RemoteLimits? limits = null)
    {
        (_hosts, Limits) = (hosts, limits ?? new RemoteLimits());
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false, UseProxy = false, ConnectTimeout = Limits.Connect,
            MaxResponseHeadersLength = 32, MaxConnectionsPerServer = 8, PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectCallback = ConnectAsync,
        }) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Mitoshi");
        _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
    }

    /// <summary>Times and tries.</summary>
    public RemoteLimits Limits { get; }

    /// <summary>Sends a request and gives the head of the answer; redirects have been followed.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="prepare">Sets the headers.</param>
    /// <param name="cancellation">The time that is allowed.</param>
    /// <exception cref="MitoshiException"><c>url.not_allowed</c>, <c>url.private_address</c>, <c>url.failed</c>.</exception>
    internal async Task<HttpResponseMessage> SendAsync(Uri url, Action<HttpRequestMessage> prepare, CancellationToken cancellation)
    {
        Uri here = url;
        for (int hop = 0; hop <= MostRedirects; hop++)
        {
            _hosts.Check(here);
            using HttpRequestMessage request = new(HttpMethod.Get, here);
            prepare(request);
            HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            Uri next = new(here, location);
            if (here.Scheme == "https" && next.Scheme != "https")
            {
                throw UrlFault.Failed(url, "it leads from https to http");
            }

            here = next;
        }

        throw UrlFault.Failed(url, $"more than {MostRedirects} redirects");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        DnsEndPoint target = context.DnsEndPoint;
        IPAddress[] addresses = IPAddress.TryParse(target.Host.Trim('[', ']'), out IPAddress? literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellation).ConfigureAwait(false);

        // One private address among several is enough to refuse: which one is taken must not be left to chance.
        if (!_hosts.MayBePrivate(target.Host, target.Port) && Array.Exists(addresses, address => !PublicAddress.IsPublic(address)))
        {
            throw UrlFault.Private(target.Host);
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Times and tries of remote reading.</summary>
public sealed record RemoteLimits
{
    /// <summary>Time to connect.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest silence, before the answer and within it.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time of one request.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Tries of one request.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>Wait before the second try; doubles each time. A server's Retry-After is heeded up to ten times this.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Requests for opening one raster.</summary>
    public int RequestsToOpen { get; init; } = 256;

    /// <summary>Bytes of small parts (headers) that are kept of one raster.</summary>
    public int KeptBytes { get; init; } = 4 << 20;
}
