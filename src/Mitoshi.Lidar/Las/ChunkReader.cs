namespace Mitoshi.Lidar;

/// <summary>Reads chunks on one thread; its buffers and models are used again from chunk to chunk.</summary>
internal sealed class ChunkReader
{
    private const long ChunkBytesMax = 1L << 30;

    private readonly LasFile _file;
    private readonly LasBytes _bytes;
    private readonly ChunkDecoder? _decoder;
    private byte[] _compressed = [];
    private int _chunkIndex;
    private PointChunk _chunk;
    private long _done;

    public ChunkReader(LasFile file, LasBytes bytes)
    {
        _file = file;
        _bytes = bytes;
        _decoder = file.Compression is { } laz ? ChunkDecoder.For(laz) : null;
    }

    /// <summary>Begins with a chunk.</summary>
    public void Open(int chunkIndex)
    {
        _chunkIndex = chunkIndex;
        _chunk = _file.Chunks[chunkIndex];
        _done = 0;
        if (_decoder is null)
        {
            return;
        }

        if (_chunk.ByteCount > ChunkBytesMax)
        {
            throw LasErrors.ChunkTooLarge(_file.Name, _chunk.ByteCount);
        }

        int byteCount = (int)_chunk.ByteCount;
        if (_compressed.Length < byteCount + ArithmeticDecoder.Padding)
        {
            _compressed = new byte[byteCount + ArithmeticDecoder.Padding];
        }

        ReadBytes(_chunk.Offset, _compressed.AsSpan(0, byteCount));
        _compressed.AsSpan(byteCount, ArithmeticDecoder.Padding).Clear();
        try
        {
            _decoder.Open(_compressed, byteCount, _chunk.PointCount);
        }
        catch (DamagedChunkException damage)
        {
            throw LasErrors.DamagedChunk(_file.Name, _chunkIndex, damage.Message);
        }
    }

    /// <summary>The next points of the chunk in a buffer that is taken from or made for them; null after the last.</summary>
    public PointBlock? Next(byte[]? buffer)
    {
        int count = (int)Math.Min(_chunk.PointCount - _done, LasFile.BlockPointsMax);
        if (count == 0)
        {
            return null;
        }

        int length = count * _file.Header.Layout.RecordLength;
        if (buffer is null || buffer.Length < length)
        {
            buffer = new byte[length];
        }

        Span<byte> records = buffer.AsSpan(0, length);
        if (_decoder is null)
        {
            ReadBytes(_chunk.Offset + (_done * _file.Header.Layout.RecordLength), records);
        }
        else
        {
            try
            {
                _decoder.Read(records);
            }
            catch (DamagedChunkException damage)
            {
                throw LasErrors.DamagedChunk(_file.Name, _chunkIndex, damage.Message);
            }
        }

        PointBlock block = new(_file.Header, buffer, count, _chunk.FirstPoint + (ulong)_done);
        _done += count;
        return block;
    }

    private void ReadBytes(long offset, Span<byte> target)
    {
        try
        {
            _bytes.Read(offset, target);
        }
        catch (EndOfStreamException)
        {
            throw LasErrors.Truncated(_file.Name, $"chunk {_chunkIndex} lies behind its end");
        }
    }
}
