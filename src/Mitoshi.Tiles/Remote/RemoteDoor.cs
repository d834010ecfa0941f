using System.Collections.Concurrent;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>GeoTIFFs of hosts that are allowed, read in parts.</summary>
/// <param name="http">The door to the network.</param>
/// <param name="cache">Where decoded tiles are kept.</param>
public sealed class RemoteDoor(GuardedHttp http, BlockCache cache) : IRasterDoor
{
    // A block that unpacks to more is not for maps: 64 MiB is 2048 x 2048 x 4 bands of floats.
    private const long LargestBlockBytes = 64L << 20;

    // What was opened is asked again after that time whether it is still the same.
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Identity, long At)> _known = [];

    /// <inheritdoc/>
    public string Identity(string address)
    {
        long now = Environment.TickCount64;
        if (_known.TryGetValue(address, out (string Identity, long At) known) && now - known.At < Trust.TotalMilliseconds)
        {
            return known.Identity;
        }

        using RangeFile file = RangeFile.Open(http, new Uri(address));
        Keep(address, file.Identity, now);
        return file.Identity;
    }

    /// <inheritdoc/>
    public TileDataset Open(string address, string identity)
    {
        RangeFile bytes = RangeFile.Open(http, new Uri(address));
        ByteMount mount = new(bytes, bytes.Length, ".tif");
        RasterFile? file = null;
        try
        {
            file = ByteMount.Read(() => RasterFile.OpenOnly(mount.Path, ["GTiff"]));
            if (file.Bands.Any(band => (long)band.BlockColumns * band.BlockRows * band.Type.Bytes() > LargestBlockBytes))
            {
                throw UrlFault.BadAnswer(new Uri(address), "a raster in blocks of more than 64 MiB");
            }

            TiledTiff? tiff = TiledTiff.TryOpen(file, bytes);
            bytes.Opened();
            return new TileDataset(file, tiff, cache, identity) { Mount = mount, Forget = () => _known.TryRemove(address, out _) };
        }
        catch
        {
            _known.TryRemove(address, out _);
            file?.Dispose();
            mount.Dispose();
            bytes.Dispose();
            throw;
        }
    }

    private void Keep(string address, string identity, long now)
    {
        const int Most = 10_000;
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[address] = (identity, now);
    }
}
