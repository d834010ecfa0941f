namespace Mitoshi.Raster;

/// <summary>What a run will take, known before it starts.</summary>
/// <param name="BlockSize">Edge of a window in pixels.</param>
/// <param name="Workers">Threads.</param>
/// <param name="BlockBytes">Bytes of all blocks in flight, with what sources, kernel and sinks need beside them.</param>
/// <param name="CacheBytes">Bytes that GDAL may keep.</param>
public sealed record ExecutionPlan(int BlockSize, int Workers, long BlockBytes, long CacheBytes)
{
    // Below this the halo costs more than the pixels.
    private const int SmallestBlock = 64;

    /// <summary>Bytes in all, beside the program itself and the model.</summary>
    public long TotalBytes => BlockBytes + CacheBytes;

    /// <summary>Chooses the largest block size, not above the one wished for, that keeps the limit.</summary>
    /// <exception cref="MitoshiException"><c>job.memory_limit</c>: not even the smallest blocks fit.</exception>
    public static ExecutionPlan For(MapJob job, ExecutorOptions options, int threads)
    {
        int tileSize = job.Sinks[0].TileSize, workers = options.Workers > 0 ? options.Workers : threads;
        CheckSizes(job, options.BlockSize, tileSize);

        // The cache saves time, the blocks are needed: under a limit the cache gets a quarter at most.
        long cacheBytes = Math.Min(options.CacheBytes, (options.MemoryLimitBytes ?? long.MaxValue) / 4);
        for (int blockSize = options.BlockSize; ; blockSize /= 2)
        {
            ExecutionPlan plan = new(blockSize, workers, workers * WorkerBytes(job, blockSize, tileSize), cacheBytes);
            if (options.MemoryLimitBytes is not { } limit || plan.TotalBytes <= limit)
            {
                return plan;
            }

            if (blockSize / 2 < SmallestBlock || blockSize % 2 != 0)
            {
                throw TooLittle(plan, limit);
            }
        }
    }

    private static long WorkerBytes(MapJob job, int blockSize, int tileSize)
    {
        Window window = new(0, 0, blockSize, blockSize), grown = window.Grow(job.Kernel.Halo);
        int inputs = job.Source.Layers.Count, outputs = job.Kernel.Outputs.Count;
        long chunkPixels = (long)Math.Max(blockSize, tileSize) * Math.Max(blockSize, tileSize);
        return ((long)grown.PixelCount * inputs * sizeof(float)) + job.Source.ScratchBytes(grown) + job.Kernel.ScratchBytes(window)
            + ((chunkPixels + (blockSize < tileSize ? window.PixelCount : 0)) * outputs * sizeof(float))
            + job.Sinks.Sum(sink => sink.EncodeBytes(outputs));
    }

    private static void CheckSizes(MapJob job, int blockSize, int tileSize)
    {
        if (job.Sinks.Any(sink => sink.TileSize != tileSize))
        {
            throw new ArgumentException("the sinks of one job have one tile size", nameof(job));
        }

        if (blockSize <= 0 || (blockSize % tileSize != 0 && tileSize % blockSize != 0))
        {
            throw new ArgumentException($"the block size {blockSize} is neither a divisor nor a multiple of the tile size {tileSize}", nameof(blockSize));
        }
    }

    private static MitoshiException TooLittle(ExecutionPlan plan, long limit) => new("job.memory_limit",
        found: ($"{plan.TotalBytes >> 20} MiB are needed even with blocks of {plan.BlockSize} pixels, with {plan.Workers} workers",
            $"{plan.BlockSize} 画素のブロックでも、{plan.Workers} スレッドで {plan.TotalBytes >> 20} MiB が要ります"),
        expected: ($"at most {limit >> 20} MiB", $"{limit >> 20} MiB 以下"),
        remedy: ("allow more memory, or use fewer threads", "メモリの上限を増やすか、スレッドを減らしてください"));
}
