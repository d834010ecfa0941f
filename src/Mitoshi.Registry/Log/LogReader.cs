namespace Mitoshi.Registry;

/// <summary>A log in a folder, read without its lock: what was durable when it was opened.</summary>
public sealed class LogReader : ILogReader
{
    private const int Attempts = 5;
    private readonly LogContent _content;
    private readonly object _gate = new();

    private LogReader(LogRecovery found)
    {
        _content = found.Content;
        Key = found.Key;
        Checkpoint = found.Checkpoint;
    }

    /// <inheritdoc/>
    public NoteKey Key { get; }

    /// <inheritdoc/>
    public SignedNote Checkpoint { get; }

    /// <summary>Opens the log. A writer may be at work: when it publishes in between, the reading starts again.</summary>
    /// <exception cref="MitoshiException"><c>log.not_found</c>, <c>log.damaged</c>, or what is wrong with the checkpoint.</exception>
    public static LogReader Open(IFiles files, string folder)
    {
        LogFolder names = new(files, folder);
        for (int attempt = 1; ; attempt++)
        {
            byte[] before = files.Exists(names.Checkpoint) ? files.ReadAllBytes(names.Checkpoint) : [];
            try
            {
                return new LogReader(LogRecovery.Read(names));
            }
            catch (Exception error) when (error is MitoshiException or IOException && attempt < Attempts && !before.AsSpan().SequenceEqual(files.ReadAllBytes(names.Checkpoint)))
            {
                // The checkpoint has moved on while we read: the files that were missing belong to the older one.
            }
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Entry(ulong index)
    {
        lock (_gate)
        {
            return CheckedEntry(_content, index);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Digest> Inclusion(ulong index, ulong size)
    {
        lock (_gate)
        {
            return CheckedInclusion(_content, Checkpoint, index, size);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Digest> Consistency(ulong oldSize, ulong size)
    {
        lock (_gate)
        {
            return CheckedConsistency(_content, Checkpoint, oldSize, size);
        }
    }

    internal static ReadOnlyMemory<byte> CheckedEntry(LogContent content, ulong index) => Checked(content, content.Entry(index), index);

    internal static ReadOnlyMemory<byte> Checked(ITreeNodes nodes, ReadOnlyMemory<byte> entry, ulong index)
    {
        return MerkleHash.Leaf(entry.Span) == nodes.Node(0, index)
            ? entry
            : throw LogErrors.Damaged(TilePath.OfEntries(index / TilePath.FullWidth, TilePath.FullWidth), $"entry {index} isn't the one of the tree", $"{index} 番の項目が木と違います");
    }

    // A rotten tile would give a proof that nobody accepts; better to say here which file it is in.
    internal static IReadOnlyList<Digest> CheckedInclusion(ITreeNodes content, SignedNote newest, ulong index, ulong size)
    {
        Checkpoint checkpoint = RequireCovered(newest, size);
        IReadOnlyList<Digest> proof = MerkleTree.Inclusion(content, index, size);
        if (size == checkpoint.Size)
        {
            RequireSound(() => ProofCheck.Inclusion(content.Node(0, index), index, size, proof, checkpoint.Root), index);
        }

        return proof;
    }

    internal static IReadOnlyList<Digest> CheckedConsistency(ITreeNodes content, SignedNote newest, ulong oldSize, ulong size)
    {
        Checkpoint checkpoint = RequireCovered(newest, size);
        IReadOnlyList<Digest> proof = MerkleTree.Consistency(content, oldSize, size);
        if (size == checkpoint.Size)
        {
            RequireSound(() => ProofCheck.Consistency(oldSize, size, MerkleTree.Root(content, oldSize), checkpoint.Root, proof), oldSize);
        }

        return proof;
    }

    private static Checkpoint RequireCovered(SignedNote newest, ulong size)
    {
        Checkpoint checkpoint = Registry.Checkpoint.Parse(newest.Text);
        return size <= checkpoint.Size ? checkpoint : throw ProofErrors.IndexOutOfRange(size, checkpoint.Size);
    }

    private static void RequireSound(Action check, ulong index)
    {
        try
        {
            check();
        }
        catch (MitoshiException error)
        {
            throw LogErrors.Damaged(TilePath.OfHashes(0, index / TilePath.FullWidth, TilePath.FullWidth), "the tiles around it don't lead to the root; mitoshi log fsck names the file",
                "周辺のタイルがルートと一致しません。mitoshi log fsck がファイルを特定します", error);
        }
    }
}
