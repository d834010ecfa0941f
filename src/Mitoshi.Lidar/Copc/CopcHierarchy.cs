using System.Buffers.Binary;

namespace Mitoshi.Lidar;

/// <summary>The octree of a cloud-optimised point cloud (COPC): each node is a chunk of the file, coarse nodes first.</summary>
/// <param name="Center">Centre of the root cube.</param>
/// <param name="HalfSize">Half the edge of the root cube.</param>
/// <param name="Spacing">Distance between points at the root; half of it at each level below.</param>
/// <param name="Nodes">All nodes with points, in the order of the hierarchy.</param>
/// <remarks>Source: COPC specification 1.0 (copc.io), sections "info VLR" and "hierarchy VLR".</remarks>
public sealed record CopcHierarchy(Coordinates Center, double HalfSize, double Spacing, IReadOnlyList<CopcNode> Nodes)
{
    private const int InfoBytes = 160, EntryBytes = 32;

    /// <summary>True when the file says that it is a COPC.</summary>
    internal static bool IsCopc(LasFile file) => file.ReadRecord("copc", 1) is { Length: >= InfoBytes };

    /// <summary>Reads the hierarchy, or gives null when the file is no COPC.</summary>
    /// <exception cref="MitoshiException"><c>laz.bad_hierarchy</c>: it contradicts itself or the chunk table.</exception>
    public static CopcHierarchy? Read(LasFile file)
    {
        if (file.ReadRecord("copc", 1) is not { Length: >= InfoBytes } info)
        {
            return null;
        }

        double[] numbers = new double[5];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(info.AsSpan(8 * i));
        }

        long rootOffset = BinaryPrimitives.ReadInt64LittleEndian(info.AsSpan(40)), rootBytes = BinaryPrimitives.ReadInt64LittleEndian(info.AsSpan(48));
        return new CopcHierarchy(new Coordinates(numbers[0], numbers[1], numbers[2]), numbers[3], numbers[4], ReadNodes(file, rootOffset, rootBytes));
    }

    private static List<CopcNode> ReadNodes(LasFile file, long rootOffset, long rootBytes)
    {
        Dictionary<long, int> chunkByOffset = [];
        for (int i = 0; i < file.Chunks.Count; i++)
        {
            chunkByOffset[file.Chunks[i].Offset] = i;
        }

        List<CopcNode> nodes = [];
        HashSet<long> seen = [];
        Queue<(long Offset, long Bytes)> pages = new([(rootOffset, rootBytes)]);
        while (pages.TryDequeue(out (long Offset, long Bytes) page))
        {
            // A page is read once: pages that name each other would never end.
            if (!seen.Add(page.Offset))
            {
                throw Bad(file, $"the page at byte {page.Offset} is named twice");
            }

            byte[] content = file.ReadBytes(page.Offset, page.Bytes) ?? throw Bad(file, $"a page of {page.Bytes} bytes at byte {page.Offset}");
            for (int at = 0; at + EntryBytes <= content.Length; at += EntryBytes)
            {
                ReadEntry(file, content.AsSpan(at, EntryBytes), chunkByOffset, nodes, pages);
            }
        }

        return nodes;
    }

    private static void ReadEntry(LasFile file, ReadOnlySpan<byte> entry, Dictionary<long, int> chunkByOffset, List<CopcNode> nodes, Queue<(long Offset, long Bytes)> pages)
    {
        CopcKey key = new(
            BinaryPrimitives.ReadInt32LittleEndian(entry),
            BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(entry[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(entry[12..]));
        long offset = BinaryPrimitives.ReadInt64LittleEndian(entry[16..]);
        int byteCount = BinaryPrimitives.ReadInt32LittleEndian(entry[24..]), pointCount = BinaryPrimitives.ReadInt32LittleEndian(entry[28..]);
        switch (pointCount)
        {
            case -1:
                pages.Enqueue((offset, byteCount));
                break;
            case 0:
                break;
            default:
                if (!chunkByOffset.TryGetValue(offset, out int chunkIndex) || file.Chunks[chunkIndex].PointCount != pointCount)
                {
                    throw Bad(file, $"the node {key} has {pointCount} points at byte {offset}, where the chunk table has none");
                }

                nodes.Add(new CopcNode(key, chunkIndex, pointCount));
                break;
        }
    }

    private static MitoshiException Bad(LasFile file, string what) => new("laz.bad_hierarchy",
        found: ($"the COPC hierarchy of {file.Name} cannot be right: {what}", $"{file.Name} のCOPC階層が不正です: {what}"),
        expected: ("pages and nodes that lie in the file and agree with its chunk table", "ファイル内にありチャンク表と一致するページとノード"),
        remedy: ("The points can still be read in the order of the file; write the file again to use its levels", "ファイルの順になら点を読めます。階層を使うには書き出し直してください"));
}

/// <summary>A node of the octree.</summary>
/// <param name="Key">Its level and place.</param>
/// <param name="ChunkIndex">Its chunk in <see cref="LasFile.Chunks"/>.</param>
/// <param name="PointCount">Its points.</param>
public sealed record CopcNode(CopcKey Key, int ChunkIndex, int PointCount);

/// <summary>Level (0 is the root) and place of a node among the 2^level cubes along each axis.</summary>
public readonly record struct CopcKey(int Level, int X, int Y, int Z);
