using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>Decodes the points of one chunk after the other; its models keep their memory from chunk to chunk.</summary>
internal abstract class ChunkDecoder
{
    /// <summary>The decoder for a file.</summary>
    public static ChunkDecoder For(LazDescription laz)
        => laz.Compressor == 3 ? new LayeredChunkDecoder(laz) : new PointwiseChunkDecoder(laz);

    /// <summary>Opens a chunk.</summary>
    /// <param name="data">Its bytes and at least <see cref="ArithmeticDecoder.Padding"/> more.</param>
    /// <param name="byteCount">How many are the chunk's.</param>
    /// <param name="pointCount">How many points it must hold.</param>
    public abstract void Open(byte[] data, int byteCount, long pointCount);

    /// <summary>Decodes the next points into whole records.</summary>
    public abstract void Read(Span<byte> records);
}

/// <summary>Chunks of compressors 1 and 2: the first point as it is, then one stream.</summary>
internal sealed class PointwiseChunkDecoder : ChunkDecoder
{
    private readonly PointItem[] _items;
    private readonly int _recordLength;
    private readonly ArithmeticDecoder _source = new();
    private readonly byte[] _first;
    private int _byteCount;
    private byte[] _data = [];
    private bool _isAtFirst;
    private bool _hasStream;

    public PointwiseChunkDecoder(LazDescription laz)
    {
        _items = ItemDecoders.Pointwise(laz);
        foreach (PointItem item in _items)
        {
            _recordLength += item.Size;
        }

        _first = new byte[_recordLength];
    }

    public override void Open(byte[] data, int byteCount, long pointCount)
    {
        if (byteCount < _recordLength)
        {
            throw new DamagedChunkException($"a chunk of {byteCount} bytes is shorter than its first point");
        }

        data.AsSpan(0, _recordLength).CopyTo(_first);
        _data = data;
        _byteCount = byteCount;
        _isAtFirst = true;
        _hasStream = false;
    }

    public override void Read(Span<byte> records)
    {
        int position = 0;
        if (_isAtFirst && records.Length > 0)
        {
            ReadFirst(records);
            position = _recordLength;
        }

        if (position < records.Length && !_hasStream)
        {
            // Opened late: a chunk of a single point may have no stream.
            _source.Start(_data, _recordLength, _byteCount);
            _hasStream = true;
        }

        while (position < records.Length)
        {
            foreach (PointItem item in _items)
            {
                item.Decode(_source, records[position..]);
                position += item.Size;
            }
        }
    }

    private void ReadFirst(Span<byte> records)
    {
        _first.CopyTo(records);
        int offset = 0;
        foreach (PointItem item in _items)
        {
            item.Start(_first.AsSpan(offset));
            offset += item.Size;
        }

        _isAtFirst = false;
    }
}

/// <summary>Chunks of compressor 3: the first point as it is, the number of points, the sizes of all layers, the layers.</summary>
internal sealed class LayeredChunkDecoder : ChunkDecoder
{
    private readonly LayeredItem[] _items;
    private readonly int _recordLength;
    private readonly int _layerCount;
    private readonly byte[] _first;
    private bool _isAtFirst;

    public LayeredChunkDecoder(LazDescription laz)
    {
        _items = ItemDecoders.Layered(laz);
        foreach (LayeredItem item in _items)
        {
            _recordLength += item.Size;
            _layerCount += item.Layers.Length;
        }

        _first = new byte[_recordLength];
    }

    public override void Open(byte[] data, int byteCount, long pointCount)
    {
        int headBytes = _recordLength + 4 + (4 * _layerCount);
        if (byteCount < headBytes)
        {
            throw new DamagedChunkException($"a chunk of {byteCount} bytes is shorter than its head of {headBytes}");
        }

        data.AsSpan(0, _recordLength).CopyTo(_first);
        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(_recordLength));
        if (stated != pointCount)
        {
            throw new DamagedChunkException($"a chunk says {stated} points, the chunk table {pointCount}");
        }

        OpenLayers(data, byteCount, headBytes, pointCount);
        _isAtFirst = true;
    }

    public override void Read(Span<byte> records)
    {
        int position = 0;
        if (_isAtFirst && records.Length > 0)
        {
            ReadFirst(records);
            position = _recordLength;
        }

        while (position < records.Length)
        {
            int channel = 0;
            foreach (LayeredItem item in _items)
            {
                item.Decode(records[position..], ref channel);
                position += item.Size;
            }
        }
    }

    private void OpenLayers(byte[] data, int byteCount, int headBytes, long pointCount)
    {
        int start = headBytes, sizeAt = _recordLength + 4;
        foreach (LayeredItem item in _items)
        {
            foreach (Layer layer in item.Layers)
            {
                uint size = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(sizeAt));
                sizeAt += 4;
                if (size > (uint)(byteCount - start))
                {
                    throw new DamagedChunkException("the layers of a chunk are longer than the chunk");
                }

                // A single point needs no stream, and some writers leave an unfinished one.
                layer.Open(data, start, pointCount > 1 ? start + (int)size : start);
                start += (int)size;
            }
        }

        if (pointCount > 1 && !_items[0].Layers[0].Changes)
        {
            throw new DamagedChunkException("a chunk has no layer of coordinates");
        }
    }

    private void ReadFirst(Span<byte> records)
    {
        _first.CopyTo(records);
        int channel = (_first[15] >> 4) & 3, offset = 0;
        foreach (LayeredItem item in _items)
        {
            item.Start(_first.AsSpan(offset), channel);
            offset += item.Size;
        }

        _isAtFirst = false;
    }
}
