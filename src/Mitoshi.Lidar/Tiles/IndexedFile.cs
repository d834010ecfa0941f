using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Mitoshi.Lidar;

/// <summary>A file with the rectangle of each of its chunks.</summary>
internal sealed class IndexedFile(LasFile file)
{
    private const int GroundClass = 2, LowNoiseClass = 7, HighNoiseClass = 18;

    private readonly Box[] _boxes = new Box[file.Chunks.Count];
    private readonly ConcurrentBag<ChunkReader> _readers = [];
    private readonly double _heightUnit = LasCrs.HeightUnitMetres(file);

    public LasFile File { get; } = file;

    public Box Extent { get; private set; } = Box.Nothing;

    /// <summary>Reads every chunk once, several at a time.</summary>
    public CloudCounts Read(ProcessContext context, IProgressTask task)
    {
        CloudCounts[] counts = new CloudCounts[_boxes.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation };
        RunInParallel(options, chunkIndex =>
        {
            (_boxes[chunkIndex], counts[chunkIndex]) = Survey(chunkIndex);
            task.Advance(counts[chunkIndex].Points);
        });
        CloudCounts total = default;
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            Extent = Extent.With(_boxes[i]);
        }

        return total;
    }

    /// <summary>Adds the points of a rectangle.</summary>
    public void Collect(Box area, PointSet target, bool usesGroundClass, CancellationToken cancellation)
    {
        if (Extent.IsEmpty || !Extent.Meets(area))
        {
            return;
        }

        ChunkReader reader = Borrow();
        byte[]? buffer = null;
        for (int i = 0; i < _boxes.Length; i++)
        {
            if (!_boxes[i].Meets(area))
            {
                continue;
            }

            reader.Open(i);
            for (PointBlock? block = reader.Next(buffer); block is not null; block = reader.Next(buffer))
            {
                cancellation.ThrowIfCancellationRequested();
                buffer = block.Buffer;
                Add(block, area, target, usesGroundClass);
            }
        }

        _readers.Add(reader);
    }

    private void RunInParallel(ParallelOptions options, Action<int> work)
    {
        try
        {
            Parallel.For(0, _boxes.Length, options, work);
        }
        catch (AggregateException several) when (several.InnerExceptions is [MitoshiException first, ..])
        {
            throw first;
        }
    }

    private (Box Box, CloudCounts Counts) Survey(int chunkIndex)
    {
        ChunkReader reader = Borrow();
        reader.Open(chunkIndex);
        int west = int.MaxValue, south = int.MaxValue, east = int.MinValue, north = int.MinValue;
        long points = 0, ground = 0, dropped = 0;
        byte[]? buffer = null;
        for (PointBlock? block = reader.Next(buffer); block is not null; block = reader.Next(buffer))
        {
            buffer = block.Buffer;
            points += block.Count;
            ReadOnlySpan<byte> record = block.Records;
            int length = File.Header.Layout.RecordLength;
            for (int i = 0; i < block.Count; i++, record = record[length..])
            {
                int kind = Class(record);
                if (IsDropped(record, kind))
                {
                    dropped++;
                    continue;
                }

                ground += kind == GroundClass ? 1 : 0;
                int x = BinaryPrimitives.ReadInt32LittleEndian(record), y = BinaryPrimitives.ReadInt32LittleEndian(record[4..]);
                west = Math.Min(west, x);
                east = Math.Max(east, x);
                south = Math.Min(south, y);
                north = Math.Max(north, y);
            }
        }

        _readers.Add(reader);
        Coordinates scale = File.Header.Scale, offset = File.Header.Offset;
        Box box = west > east ? Box.Nothing : new Box(
            (west * scale.X) + offset.X, (south * scale.Y) + offset.Y, (east * scale.X) + offset.X, (north * scale.Y) + offset.Y);
        return (box, new CloudCounts(points, ground, dropped));
    }

    private void Add(PointBlock block, Box area, PointSet target, bool usesGroundClass)
    {
        Coordinates scale = File.Header.Scale, offset = File.Header.Offset;
        PointLayout layout = File.Header.Layout;
        ReadOnlySpan<byte> record = block.Records;
        for (int i = 0; i < block.Count; i++, record = record[layout.RecordLength..])
        {
            double x = (BinaryPrimitives.ReadInt32LittleEndian(record) * scale.X) + offset.X;
            double y = (BinaryPrimitives.ReadInt32LittleEndian(record[4..]) * scale.Y) + offset.Y;
            if (!(x >= area.West && x < area.East && y >= area.South && y < area.North))
            {
                continue;
            }

            int kind = Class(record);
            if (IsDropped(record, kind))
            {
                continue;
            }

            int number = record[14] & (layout.IsExtended ? 15 : 7), count = layout.IsExtended ? record[14] >> 4 : (record[14] >> 3) & 7;
            double z = ((BinaryPrimitives.ReadInt32LittleEndian(record[8..]) * scale.Z) + offset.Z) * _heightUnit;
            target.Add((float)(x - area.West), (float)(y - area.South), (float)z,
                (usesGroundClass && kind == GroundClass ? PointKind.Ground : PointKind.None)
                | (number <= 1 ? PointKind.First : PointKind.None)
                | (number >= count ? PointKind.Last : PointKind.None));
        }
    }

    private int Class(ReadOnlySpan<byte> record)
        => File.Header.Layout.IsExtended ? record[16] : record[15] & 31;

    private bool IsDropped(ReadOnlySpan<byte> record, int kind)
        => kind is LowNoiseClass or HighNoiseClass || (File.Header.Layout.IsExtended ? (record[15] & 4) != 0 : (record[15] & 128) != 0);

    private ChunkReader Borrow() => _readers.TryTake(out ChunkReader? reader) ? reader : File.OpenReader();
}
