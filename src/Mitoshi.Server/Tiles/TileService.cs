using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>What all routes of tiles share: open rasters, decoded tiles, and a bound on how many pictures are made at once.</summary>
internal sealed class TileService : IDisposable
{
    // Pictures beyond that wait; each has a few megabytes in work.
    private static readonly int AtOnce = 2 * Math.Max(2, Environment.ProcessorCount);
    private const int LongestQueue = 512;

    private const int RemoteAtOnce = 8;

    private readonly SemaphoreSlim _gate = new(AtOnce);

    // A remote that stalls must not hold up what lies on this machine.
    private readonly SemaphoreSlim _remoteGate = new(RemoteAtOnce);
    private readonly RasterDoor _door;
    private int _waiting;

    public TileService(ServerServices services)
    {
        BlockCache cache = new(TileLimits.CacheBytes);
        _door = RasterDoor.Of(services.Workspace, cache);
        Pool = new DatasetPool(_door);
        Version = services.Context.Version;
    }

    /// <summary>Open rasters.</summary>
    public DatasetPool Pool { get; }

    private string Version { get; }

    /// <summary>A tag that changes with the rasters, the item, the request and the program; strong, because the bytes depend on nothing else.</summary>
    private string Tag(HttpContext context, IEnumerable<string> addresses, string item)
    {
        StringBuilder text = new($"{Version}\n{item}\n{context.Request.Path}\n{context.Request.QueryString}\n");
        foreach (string address in addresses)
        {
            text.Append(_door.Identity(address)).Append('\n');
        }

        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12))}\"";
    }

    /// <summary>Sets tag and cache headers; true when the client has it already and 304 has been set.</summary>
    /// <param name="context">The request.</param>
    /// <param name="addresses">Rasters that it shows.</param>
    /// <param name="item">Fingerprint of the item, where its description decides what is shown.</param>
    public async Task<bool> IsKnownAsync(HttpContext context, IEnumerable<string> addresses, string item = "")
    {
        // The tag of a remote raster may have to be asked for.
        string tag = addresses.Any(RasterDoor.IsRemote) ? await InTurnAsync(context, addresses, () => Tag(context, addresses, item)) : Tag(context, addresses, item);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = context.Caller().ReadableCollections is null && !context.Caller().IsSignedIn ? "public, max-age=3600" : "private, max-age=3600";
        bool isKnown = context.Request.Headers.IfNoneMatch.ToString().Split(',').Any(known => known.Trim() == tag || known.Trim() == "W/" + tag);
        if (isKnown)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        }

        return isKnown;
    }

    /// <summary>Makes something from rasters when its turn has come.</summary>
    /// <exception cref="MitoshiException"><c>tiles.too_many</c>.</exception>
    public async Task<T> InTurnAsync<T>(HttpContext context, IEnumerable<string> addresses, Func<T> make)
    {
        SemaphoreSlim gate = addresses.Any(RasterDoor.IsRemote) ? _remoteGate : _gate;
        if (Interlocked.Increment(ref _waiting) > LongestQueue)
        {
            Interlocked.Decrement(ref _waiting);
            throw new MitoshiException("tiles.too_many", found: ($"{LongestQueue} pictures are waited for already", $"すでに {LongestQueue} 枚の画像が待っています"),
                expected: ("fewer at once", "より少ない同時要求"), remedy: ("Ask again in a few seconds.", "数秒後にもう一度試してください。"));
        }

        try
        {
            await gate.WaitAsync(context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return make();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        Pool.Dispose();
        _door.Dispose();
        _gate.Dispose();
        _remoteGate.Dispose();
    }
}

/// <summary>Finds the service.</summary>
internal static class TilesOfServices
{
    /// <summary>The one service of tiles of this server.</summary>
    public static TileService Tiles(this ServerServices services) => services.Shared(shared => new TileService(shared));
}
