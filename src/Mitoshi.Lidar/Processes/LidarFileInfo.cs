namespace Mitoshi.Lidar;

/// <summary>What is in a file.</summary>
public sealed record LidarFileInfo
{
    /// <summary>File name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of LAS.</summary>
    public required string Version { get; init; }

    /// <summary>Point data record format.</summary>
    public required int Format { get; init; }

    /// <summary>Extra bytes per point.</summary>
    public required int ExtraByteCount { get; init; }

    /// <summary><c>none</c>, <c>LAZ</c> or <c>COPC</c>, with the number of chunks.</summary>
    public required string Compression { get; init; }

    /// <summary>Points by the header.</summary>
    public required long PointCount { get; init; }

    /// <summary>Points per square unit of the bounding rectangle.</summary>
    public required double Density { get; init; }

    /// <summary>CRS by name, or <c>?</c>.</summary>
    public required string Crs { get; init; }

    /// <summary>Bounding box by the header.</summary>
    public required string Extent { get; init; }

    /// <summary>Points by class, when they were read.</summary>
    public required IReadOnlyDictionary<int, long> ByClass { get; init; }

    /// <summary>Points by return number, when they were read.</summary>
    public required IReadOnlyDictionary<int, long> ByReturn { get; init; }

    /// <summary>What is odd about it.</summary>
    public required IReadOnlyList<Text> Warnings { get; init; }

    internal static LidarFileInfo Of(LasFile file, bool readsPoints, ProcessContext context)
    {
        LasHeader header = file.Header;
        double square = (header.Max.X - header.Min.X) * (header.Max.Y - header.Min.Y);
        SortedDictionary<int, long> byClass = [], byReturn = [];
        if (readsPoints)
        {
            foreach (PointBlock block in file.ReadBlocks(context.Threads, context.Cancellation))
            {
                Count(block, byClass, byReturn);
            }
        }

        return new LidarFileInfo
        {
            Name = file.Name,
            Version = FormattableString.Invariant($"1.{header.VersionMinor}"),
            Format = header.Layout.Format,
            ExtraByteCount = header.Layout.ExtraByteCount,
            Compression = CompressionOf(file),
            PointCount = (long)header.PointCount,
            Density = square > 0 ? header.PointCount / square : 0,
            Crs = file.Crs is { } crs ? Gdal.SpatialReference.Name(crs) : "?",
            Extent = FormattableString.Invariant($"{header.Min} - {header.Max}"),
            ByClass = byClass,
            ByReturn = byReturn,
            Warnings = file.Warnings,
        };
    }

    private static string CompressionOf(LasFile file)
    {
        string kind = file.Compression is null ? "none" : CopcHierarchy.IsCopc(file) ? "COPC" : "LAZ";
        return FormattableString.Invariant($"{kind}, {file.Chunks.Count} chunks");
    }

    private static void Count(PointBlock block, SortedDictionary<int, long> byClass, SortedDictionary<int, long> byReturn)
    {
        long[] classes = new long[256], returns = new long[16];
        for (int i = 0; i < block.Count; i++)
        {
            classes[block.Class(i)]++;
            returns[block.ReturnNumber(i)]++;
        }

        Add(classes, byClass);
        Add(returns, byReturn);
    }

    private static void Add(long[] counts, SortedDictionary<int, long> sums)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                sums[i] = sums.GetValueOrDefault(i) + counts[i];
            }
        }
    }
}
