using System.Collections.Concurrent;

namespace Mitoshi.Lidar;

/// <summary>Decodes chunks ahead on several threads and gives their blocks in order.</summary>
internal sealed class BlockReading(LasFile file, IReadOnlyList<int> chunkIndexes, int threads, CancellationToken cancellation)
{
    private readonly ConcurrentBag<ChunkReader> _readers = [];
    private readonly ConcurrentBag<byte[]> _buffers = [];

    public IEnumerable<PointBlock> Blocks()
    {
        Queue<Task<Decoded>> ahead = new();
        int next = 0;
        try
        {
            for (int i = 0; i < chunkIndexes.Count; i++)
            {
                while (next < chunkIndexes.Count && ahead.Count < threads + 1)
                {
                    ahead.Enqueue(Start(chunkIndexes[next++]));
                }

                cancellation.ThrowIfCancellationRequested();
                Decoded decoded = ahead.Dequeue().GetAwaiter().GetResult();
                foreach (PointBlock block in Blocks(decoded))
                {
                    yield return block;
                }
            }
        }
        finally
        {
            // Whoever stops early must not leave threads behind that read a closed file.
            foreach (Task<Decoded> task in ahead)
            {
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }

    private Task<Decoded> Start(int chunkIndex)
        => threads == 1 ? Task.FromResult(Decode(chunkIndex)) : Task.Run(() => Decode(chunkIndex), CancellationToken.None);

    private Decoded Decode(int chunkIndex)
    {
        ChunkReader reader = _readers.TryTake(out ChunkReader? used) ? used : file.OpenReader();
        reader.Open(chunkIndex);
        PointBlock? first = reader.Next(_buffers.TryTake(out byte[]? buffer) ? buffer : null);
        return new Decoded(reader, first);
    }

    // The first block of a chunk is decoded ahead; a chunk with more than one (they are rare) goes on here.
    private IEnumerable<PointBlock> Blocks(Decoded decoded)
    {
        for (PointBlock? block = decoded.First; block is not null; block = decoded.Reader.Next(block.Buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return block;
            if (file.Chunks.Count > 0 && block.Count < LasFile.BlockPointsMax)
            {
                _buffers.Add(block.Buffer);
                break;
            }
        }

        _readers.Add(decoded.Reader);
    }

    private readonly record struct Decoded(ChunkReader Reader, PointBlock? First);
}
