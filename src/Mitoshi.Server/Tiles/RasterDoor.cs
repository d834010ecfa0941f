using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>Opens what catalogue items name: files of this machine, and addresses of hosts that the workspace allows.</summary>
internal sealed class RasterDoor : IRasterDoor, IDisposable
{
    private readonly LocalDoor _local;

    private RasterDoor(LocalDoor local) => _local = local;

    public static RasterDoor Of(Workspace workspace, BlockCache cache) => new(new LocalDoor(cache));

    public string Identity(string address) => _local.Identity(address);

    public TileDataset Open(string address, string identity) => _local.Open(address, identity);

    public void Dispose()
    {
    }
}
