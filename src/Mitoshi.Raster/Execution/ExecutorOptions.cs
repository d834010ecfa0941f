namespace Mitoshi.Raster;

/// <summary>How a job is run. Nothing here changes a byte of the result.</summary>
public sealed record ExecutorOptions
{
    /// <summary>Folder of the job's state. It is made, and removed when the job is done; a second run with the same folder goes on where the first stopped.</summary>
    public required string JobFolder { get; init; }

    /// <summary>Edge of the windows that workers compute, in pixels: a divisor or a multiple of the tile size.</summary>
    public int BlockSize { get; init; } = 512;

    /// <summary>Worker threads; 0 for as many as the context has.</summary>
    public int Workers { get; init; }

    /// <summary>Most bytes that the blocks in flight and GDAL's cache may take; the block size shrinks to fit. Null for no limit.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Bytes of decoded input blocks that GDAL may keep. It fills only where windows share blocks: with a halo, or with blocks that don't fit the tiles of the input.</summary>
    public long CacheBytes { get; init; } = 192L << 20;
}
