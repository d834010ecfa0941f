namespace Mitoshi.Tiles;

/// <summary>Bounds that servers of tiles share.</summary>
public static class TileLimits
{
    /// <summary>Bytes of decoded tiles that are kept: 64 blocks of 512 x 512 x 3 in 16 bits.</summary>
    public const long CacheBytes = 96L << 20;
}
