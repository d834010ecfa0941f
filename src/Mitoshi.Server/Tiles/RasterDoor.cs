using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>Opens what catalogue items name: files of this machine, and addresses of hosts that <c>catalog/hosts.conf</c> of the workspace allows.</summary>
internal sealed class RasterDoor : IRasterDoor, IDisposable
{
    private readonly LocalDoor _local;
    private readonly RemoteDoor _remote;
    private readonly GuardedHttp _http;

    private RasterDoor(LocalDoor local, RemoteDoor remote, GuardedHttp http) => (_local, _remote, _http) = (local, remote, http);

    public static RasterDoor Of(Workspace workspace, BlockCache cache)
    {
        GuardedHttp http = new(HostList.Read(Path.Combine(workspace.Root, "catalog", "hosts.conf")));
        return new RasterDoor(new LocalDoor(cache), new RemoteDoor(http, cache), http);
    }

    public string Identity(string address) => DoorOf(address).Identity(address);

    public TileDataset Open(string address, string identity) => DoorOf(address).Open(address, identity);

    public void Dispose() => _http.Dispose();

    /// <summary>True when reading it uses the network.</summary>
    public static bool IsRemote(string address)
        => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private IRasterDoor DoorOf(string address) => IsRemote(address) ? _remote : _local;
}
