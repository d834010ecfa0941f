namespace Mitoshi.Registry;

/// <summary>
/// What a log holds: published tiles on disk, and since the last publication the entries, full tiles and right edge in memory.
/// Not for several threads at once; the log that owns it takes care.
/// </summary>
internal sealed class LogContent : ITreeNodes
{
    private const int CacheMax = 512;
    private readonly LogFolder _folder;
    private readonly Dictionary<(int Level, ulong Index), Digest[]> _pendingTiles = [];
    private readonly Dictionary<(int Level, ulong Index), TilePyramid> _cache = [];
    private readonly List<ReadOnlyMemory<byte>> _recent = [];
    private ulong _recentFirst;
    private (ulong Index, IReadOnlyList<ReadOnlyMemory<byte>> Entries)? _lastBundle;

    private LogContent(LogFolder folder, TreeTail tail, ulong recentFirst)
    {
        _folder = folder;
        Tail = tail;
        Published = tail.Size;
        _recentFirst = recentFirst;
    }

    public TreeTail Tail { get; }

    /// <summary>Size that the tiles on disk hold.</summary>
    public ulong Published { get; private set; }

    /// <summary>Loads the published part: the tiles at the right edge, whose root must be the checkpoint's.</summary>
    public static LogContent Load(LogFolder folder, Checkpoint checkpoint)
    {
        List<IReadOnlyList<Digest>> partials = [];
        foreach (TileLayout level in TileLayout.Of(checkpoint.Size))
        {
            partials.Add(level.PartialWidth == 0 ? [] : folder.ReadTile(level.Level, level.Full, level.PartialWidth));
        }

        TreeTail tail = TreeTail.From(checkpoint.Size, partials);
        if (tail.Root != checkpoint.Root)
        {
            throw LogErrors.Damaged("tile", "the tiles at the right edge don't lead to the checkpoint's root", "右端のタイルがチェックポイントのルートと一致しません");
        }

        ulong bundle = checkpoint.Size / TilePath.FullWidth;
        int width = (int)(checkpoint.Size % TilePath.FullWidth);
        LogContent content = new(folder, tail, checkpoint.Size - (ulong)width);
        if (width > 0)
        {
            content._recent.AddRange(folder.ReadBundle(bundle, width));
        }

        return content;
    }

    public void Append(ReadOnlyMemory<byte> entry)
    {
        _recent.Add(entry);
        Tail.Append(MerkleHash.Leaf(entry.Span));
        foreach (FullTile tile in Tail.TakeFilled())
        {
            _pendingTiles.Add((tile.Level, tile.Index), tile.Hashes);
        }
    }

    public ReadOnlyMemory<byte> Entry(ulong index)
    {
        if (index >= Tail.Size)
        {
            throw ProofErrors.IndexOutOfRange(index, Tail.Size);
        }

        if (index >= _recentFirst)
        {
            return _recent[(int)(index - _recentFirst)];
        }

        // Entries are mostly read one after the other.
        ulong bundle = index / TilePath.FullWidth;
        if (_lastBundle?.Index != bundle)
        {
            _lastBundle = (bundle, _folder.ReadBundle(bundle, TilePath.FullWidth));
        }

        return _lastBundle.Value.Entries[(int)(index % TilePath.FullWidth)];
    }

    /// <inheritdoc/>
    public Digest Node(int level, ulong index)
    {
        int inTile = level % 8, tileLevel = level / 8;
        ulong tile = (index << inTile) / TilePath.FullWidth;
        int offset = (int)((index << inTile) % TilePath.FullWidth);
        if (_pendingTiles.TryGetValue((tileLevel, tile), out Digest[]? pending))
        {
            return TreeTail.PerfectRoot(pending, offset, 1 << inTile);
        }

        return tile < Tail.Size >> (8 * (tileLevel + 1))
            ? Pyramid(tileLevel, tile).Node(inTile, offset >> inTile)
            : TreeTail.PerfectRoot(Tail.Partial(tileLevel), offset, 1 << inTile);
    }

    /// <summary>The files that publish the present size: every full tile and bundle since the last time, and the partial ones at the edge.</summary>
    public IReadOnlyList<FileContent> FilesToPublish()
    {
        List<FileContent> files = [];
        foreach (((int level, ulong index), Digest[] hashes) in _pendingTiles)
        {
            files.Add(new FileContent(_folder.Tile(level, index, TilePath.FullWidth), LogFolder.TileBytes(hashes)));
        }

        foreach (TileLayout level in TileLayout.Of(Tail.Size).Where(l => l.PartialWidth > 0))
        {
            files.Add(new FileContent(_folder.Tile(level.Level, level.Full, level.PartialWidth), LogFolder.TileBytes(Tail.Partial(level.Level))));
        }

        for (int at = 0; at < _recent.Count; at += TilePath.FullWidth)
        {
            List<ReadOnlyMemory<byte>> entries = _recent.GetRange(at, Math.Min(TilePath.FullWidth, _recent.Count - at));
            files.Add(new FileContent(_folder.Bundle((_recentFirst + (ulong)at) / TilePath.FullWidth, entries.Count), EntryBundle.Write(entries)));
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    /// <summary>The partial files of the size that was published before; no checkpoint in use needs them.</summary>
    public IReadOnlyList<string> PartialFiles()
    {
        List<string> files = [];
        foreach (TileLayout level in TileLayout.Of(Published).Where(l => l.PartialWidth > 0))
        {
            files.Add(_folder.Tile(level.Level, level.Full, level.PartialWidth));
        }

        int width = (int)(Published % TilePath.FullWidth);
        if (width > 0)
        {
            files.Add(_folder.Bundle(Published / TilePath.FullWidth, width));
        }

        return files;
    }

    /// <summary>Forgets what is on disk now, all of the first <paramref name="size"/> entries.</summary>
    public void MarkPublished(ulong size)
    {
        Published = size;
        foreach ((int Level, ulong Index) tile in _pendingTiles.Keys.Where(t => (t.Index + 1) << (8 * (t.Level + 1)) <= size).ToList())
        {
            _pendingTiles.Remove(tile);
        }

        ulong keepFrom = size - (size % TilePath.FullWidth);
        _recent.RemoveRange(0, (int)(keepFrom - _recentFirst));
        _recentFirst = keepFrom;
    }

    private TilePyramid Pyramid(int level, ulong index)
    {
        if (_cache.TryGetValue((level, index), out TilePyramid? tile))
        {
            return tile;
        }

        if (_cache.Count >= CacheMax)
        {
            _cache.Clear();
        }

        tile = new TilePyramid(_folder.ReadTile(level, index, TilePath.FullWidth));
        _cache.Add((level, index), tile);
        return tile;
    }
}
