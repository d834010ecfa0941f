using System.Collections.Concurrent;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>
/// Runs a job over all windows of its grid: all cores, bounded memory, progress, cancellation, and going on after a kill. The bytes of the
/// products depend neither on the number of threads nor on the block size, nor on how often the job was stopped.
/// <code>
/// StackedSource features = new(AlignedSource.Continuous(palsarPower, grid), AlignedSource.Continuous(sentinel2, grid));
/// CogSink agb = new("agb.tif", CogFormat.Float32) { Bands = [0, 1, 2] };
/// CogSink applicability = new("applicability.tif", CogFormat.Int16) { Bands = [3] };
/// await Executor.RunAsync(new MapJob(("Map AGB", "AGBの地図"), features, kernel, agb, applicability),
///     new ExecutorOptions { JobFolder = Path.Combine(context.Workspace.Jobs, "map") }, context);
/// </code>
/// </summary>
public static class Executor
{
    /// <summary>Runs a job to its end.</summary>
    /// <exception cref="OperationCanceledException">The context was cancelled; finished tiles are kept for the next run.</exception>
    /// <exception cref="MitoshiException">An input or the disk refused; <c>job.memory_limit</c>; <c>job.running</c>.</exception>
    public static async Task<ExecutionReport> RunAsync(MapJob job, ExecutorOptions options, ProcessContext context)
    {
        ExecutionPlan plan = ExecutionPlan.For(job, options, context.Threads);
        GdalLibrary.LimitCache(plan.CacheBytes);
        foreach (ISink sink in job.Sinks)
        {
            sink.Begin(job.Source.Grid, job.Kernel.Outputs);
        }

        TileLattice tiles = new(job.Source.Grid, job.Sinks[0].TileSize);
        using JobLog log = JobLog.Open(options.JobFolder, Fingerprint(job, context), job.Sinks.Count);
        int foundDone = log.Count;
        await ComputeAsync(job, plan, tiles, log, context);
        for (int i = 0; i < job.Sinks.Count; i++)
        {
            job.Sinks[i].Build(log.Part(i), plan.Workers, context.Cancellation);
        }

        foreach (ISink sink in job.Sinks)
        {
            sink.Publish();
        }

        log.Remove();
        return new ExecutionReport(plan, tiles.Count, foundDone);
    }

    private static async Task ComputeAsync(MapJob job, ExecutionPlan plan, TileLattice tiles, JobLog log, ProcessContext context)
    {
        int chunkSize = Math.Max(plan.BlockSize, tiles.TileSize);
        Window[] chunks = [.. tiles.Grid.Tiles(chunkSize).Where(chunk => !tiles.Within(chunk).All(tile => log.Holds(tiles.IndexOf(tile))))
            .OrderBy(chunk => ZOrder(chunk.Column / chunkSize, chunk.Row / chunkSize))];
        using IProgressTask progress = context.Progress.Start(job.What, tiles.Count);
        progress.Advance(log.Count);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        ConcurrentQueue<(int Index, Exception Error)> errors = [];
        int next = -1;
        void Work()
        {
            ChunkWorker worker = new(job, plan, tiles, log);
            for (int index = Interlocked.Increment(ref next); index < chunks.Length && !stop.IsCancellationRequested; index = Interlocked.Increment(ref next))
            {
                try
                {
                    worker.Run(chunks[index], progress, stop.Token);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception error)
                {
                    errors.Enqueue((index, error));
                    stop.Cancel();
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(plan.Workers, Math.Max(chunks.Length, 1)))
            .Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        if (!errors.IsEmpty)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(errors.MinBy(error => error.Index).Error);
        }

        context.Cancellation.ThrowIfCancellationRequested();
    }

    // Neighbours in both directions come soon after each other, so that blocks of the input that a halo touches are still in GDAL's cache.
    // Row by row, the tiles of a wide stack of bands would be decoded up to nine times.
    private static ulong ZOrder(int column, int row)
    {
        ulong code = 0;
        for (int bit = 0; bit < 31; bit++)
        {
            code |= ((((ulong)column >> bit) & 1) << (2 * bit)) | ((((ulong)row >> bit) & 1) << ((2 * bit) + 1));
        }

        return code;
    }

    private static string Fingerprint(MapJob job, ProcessContext context)
        => string.Join('\n', [context.Version, GdalLibrary.Version, job.Source.Grid.ToString(), job.Source.Grid.Crs.Definition, job.Source.Grid.Transform.ToString(),
            job.Source.Identity, job.Kernel.Identity, .. job.Sinks.Select(sink => sink.Identity)]);
}
