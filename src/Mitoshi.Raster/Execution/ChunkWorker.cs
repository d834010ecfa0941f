using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>One worker: reads, computes and encodes one chunk at a time, in arrays that it keeps.</summary>
internal sealed class ChunkWorker
{
    private readonly MapJob _job;
    private readonly ExecutionPlan _plan;
    private readonly TileLattice _tiles;
    private readonly JobLog _log;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly float[] _chunk;
    private readonly ArrayBufferWriter<byte>[] _records;

    public ChunkWorker(MapJob job, ExecutionPlan plan, TileLattice tiles, JobLog log)
    {
        (_job, _plan, _tiles, _log) = (job, plan, tiles, log);
        int block = plan.BlockSize, chunk = Math.Max(block, tiles.TileSize), outputs = job.Kernel.Outputs.Count;
        _input = GC.AllocateUninitializedArray<float>(new Window(0, 0, block, block).Grow(job.Kernel.Halo).PixelCount * job.Source.Layers.Count);
        _chunk = GC.AllocateUninitializedArray<float>(chunk * chunk * outputs);
        _output = block < chunk ? GC.AllocateUninitializedArray<float>(block * block * outputs) : _chunk;
        _records = [.. job.Sinks.Select(_ => new ArrayBufferWriter<byte>())];
    }

    public void Run(Window chunk, IProgressTask progress, CancellationToken cancellation)
    {
        Block pixels = Compute(chunk, cancellation);
        foreach (Window tile in _tiles.Within(chunk))
        {
            int tileIndex = _tiles.IndexOf(tile);
            if (_log.Holds(tileIndex))
            {
                continue;
            }

            for (int i = 0; i < _records.Length; i++)
            {
                _records[i].ResetWrittenCount();
                _job.Sinks[i].Encode(tile, pixels, _records[i]);
            }

            _log.Append(tileIndex, [.. _records.Select(record => record.WrittenMemory)]);
            progress.Advance(1);
        }
    }

    private Block Compute(Window chunk, CancellationToken cancellation)
    {
        Block pixels = new(chunk, _job.Kernel.Outputs.Count, _chunk);
        for (int row = chunk.Row; row < chunk.RowEnd; row += _plan.BlockSize)
        {
            for (int column = chunk.Column; column < chunk.ColumnEnd; column += _plan.BlockSize)
            {
                cancellation.ThrowIfCancellationRequested();
                Window window = chunk.Intersect(new Window(column, row, _plan.BlockSize, _plan.BlockSize));
                Block output = ReferenceEquals(_output, _chunk) ? pixels : new Block(window, pixels.BandCount, _output);
                Block input = new(window.Grow(_job.Kernel.Halo), _job.Source.Layers.Count, _input);
                _job.Source.Read(input.Window, input.Values);
                _job.Kernel.Apply(input, output);
                if (output != pixels)
                {
                    CopyInto(pixels, output);
                }
            }
        }

        return pixels;
    }

    private static void CopyInto(Block whole, Block part)
    {
        for (int band = 0; band < part.BandCount; band++)
        {
            Span<float> from = part.Band(band), to = whole.Band(band);
            for (int row = 0; row < part.Window.Rows; row++)
            {
                int target = ((part.Window.Row - whole.Window.Row + row) * whole.Window.Columns) + part.Window.Column - whole.Window.Column;
                from.Slice(row * part.Window.Columns, part.Window.Columns).CopyTo(to[target..]);
            }
        }
    }
}
