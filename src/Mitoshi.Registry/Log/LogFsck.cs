namespace Mitoshi.Registry;

/// <summary>Reads a whole log and names every file that doesn't hold what the signed checkpoint commits to.</summary>
internal static class LogFsck
{
    /// <returns>Entries read, and what is wrong with which file.</returns>
    public static (ulong Entries, IReadOnlyList<(string File, Text Problem)> Problems) Run(IFiles files, string folder)
    {
        LogFolder names = new(files, folder);
        List<(string File, Text Problem)> problems = [];
        NoteKey key = names.ReadKey();
        Checkpoint? published = Try(names, names.Checkpoint, problems, () => Checkpoint.Parse(names.ReadCheckpoint(key).Text));
        if (published is null)
        {
            return (0, problems);
        }

        List<Digest> level = Leaves(names, published, problems);
        for (int height = 0; level.Count > 0; height++)
        {
            CheckTiles(names, height, level, problems);
            level = Above(level);
        }

        if (problems.Count > 0)
        {
            return (published.Size, problems);
        }

        LogReader? log = Try(names, names.Journals, problems, () => LogReader.Open(files, folder));
        return (log is null ? published.Size : Checkpoint.Parse(log.Checkpoint.Text).Size, problems);
    }

    // The leaves by the entries; where a bundle is damaged, by the tile of hashes, so that only the bundle is named.
    private static List<Digest> Leaves(LogFolder names, Checkpoint published, List<(string File, Text Problem)> problems)
    {
        List<Digest> leaves = [];
        for (ulong first = 0; first < published.Size; first += TilePath.FullWidth)
        {
            ulong index = first / TilePath.FullWidth;
            int width = (int)Math.Min(TilePath.FullWidth, published.Size - first);
            Digest[]? hashes = Try(names, names.Tile(0, index, width), problems, () => names.ReadTile(0, index, width));
            IReadOnlyList<ReadOnlyMemory<byte>>? entries = Try(names, names.Bundle(index, width), problems, () => names.ReadBundle(index, width));
            List<Digest> own = entries is null ? [] : [.. entries.Select(entry => MerkleHash.Leaf(entry.Span))];
            if (entries is not null && hashes is not null && !own.SequenceEqual(hashes))
            {
                // Which of the two is right, the tile above decides.
                bool isTileRight = width == TilePath.FullWidth && ParentOf(names, published, index) == TreeTail.PerfectRoot(hashes, 0, width);
                string wrong = isTileRight ? names.Bundle(index, width) : names.Tile(0, index, width);
                problems.Add((Path.GetRelativePath(names.Root, wrong), ("differs from the entries or hashes beside it", "対応する項目・ハッシュと一致しません")));
            }

            leaves.AddRange(own.Count > 0 ? own : hashes ?? new Digest[width]);
        }

        return leaves;
    }

    // Root over the tile as the level above keeps it; null when that can't be read.
    private static Digest? ParentOf(LogFolder names, Checkpoint published, ulong index)
    {
        ulong parents = published.Size / TilePath.FullWidth, tile = index / TilePath.FullWidth;
        int width = (int)Math.Min(TilePath.FullWidth, parents - (tile * TilePath.FullWidth));
        return Try(names, "", [], () => names.ReadTile(1, tile, width)) is Digest[] hashes ? hashes[index % TilePath.FullWidth] : null;
    }

    private static void CheckTiles(LogFolder names, int height, List<Digest> level, List<(string File, Text Problem)> problems)
    {
        for (int first = 0; first < level.Count; first += TilePath.FullWidth)
        {
            int width = Math.Min(TilePath.FullWidth, level.Count - first), at = first;
            string path = names.Tile(height, (ulong)(first / TilePath.FullWidth), width);
            Digest[]? hashes = height == 0 ? null : Try(names, path, problems, () => names.ReadTile(height, (ulong)(at / TilePath.FullWidth), width));
            if (hashes is not null && !level.GetRange(first, width).SequenceEqual(hashes))
            {
                problems.Add((Path.GetRelativePath(names.Root, path), ("isn't what the tiles below it give", "下のタイルから求めた値と違います")));
            }
        }
    }

    private static List<Digest> Above(List<Digest> level)
    {
        List<Digest> above = [];
        for (int first = 0; first + TilePath.FullWidth <= level.Count; first += TilePath.FullWidth)
        {
            above.Add(TreeTail.PerfectRoot(level, first, TilePath.FullWidth));
        }

        return above;
    }

    private static T? Try<T>(LogFolder names, string path, List<(string File, Text Problem)> problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is MitoshiException or IOException)
        {
            Text problem = error is MitoshiException known ? known.Found : new Text(error.Message, error.Message);
            problems.Add((Path.GetRelativePath(names.Root, path), problem));
            return null;
        }
    }
}
