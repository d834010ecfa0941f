namespace Mitoshi.Registry;

/// <summary>A log as a reader meets it: entries, the newest checkpoint, and proofs.</summary>
public interface ILogReader
{
    /// <summary>The key that signs the checkpoints; its name is the log's origin.</summary>
    NoteKey Key { get; }

    /// <summary>The newest checkpoint, signed.</summary>
    SignedNote Checkpoint { get; }

    /// <summary>The bytes of an entry, compared with the tree before they are handed out.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c> or <c>log.damaged</c>.</exception>
    ReadOnlyMemory<byte> Entry(ulong index);

    /// <summary>Proof that an entry stands in the tree of that size.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c> or <c>log.damaged</c>.</exception>
    IReadOnlyList<Digest> Inclusion(ulong index, ulong size);

    /// <summary>Proof that the tree of the old size is the beginning of the tree of that size.</summary>
    /// <exception cref="MitoshiException"><c>log.index_out_of_range</c> or <c>log.damaged</c>.</exception>
    IReadOnlyList<Digest> Consistency(ulong oldSize, ulong size);
}

/// <summary>
/// A list of entries that only grows, and proves it. Files in the workspace keep it for one writing process at a time, PostgreSQL for
/// several; entries, checkpoints and proofs are the same bytes in both.
/// </summary>
public interface IEvidenceLog : ILogReader, IDisposable
{
    /// <summary>
    /// Adds an entry and returns its index once entry and checkpoint are durable. Many threads may call at once: they share one sync.
    /// </summary>
    /// <param name="entry">At most 65,535 bytes.</param>
    /// <exception cref="MitoshiException"><c>log.out_of_range</c>, or <c>log.write_failed</c>: then the entry may or may not be in the log.</exception>
    ulong Append(ReadOnlyMemory<byte> entry);

    /// <summary>Gives the entry its place in the queue; entries that are submitted one after the other stand in that order in the log.</summary>
    /// <returns>To be handed to <see cref="Wait"/>.</returns>
    /// <exception cref="MitoshiException"><c>log.out_of_range</c> or <c>log.write_failed</c>.</exception>
    PendingEntry Submit(ReadOnlyMemory<byte> entry);

    /// <summary>Returns the index of a submitted entry once it is durable.</summary>
    /// <exception cref="MitoshiException"><c>log.write_failed</c>.</exception>
    ulong Wait(PendingEntry entry);
}

/// <summary>An entry on its way into the log.</summary>
public sealed class PendingEntry
{
    internal PendingEntry(ReadOnlyMemory<byte> content) => Content = content;

    internal ReadOnlyMemory<byte> Content { get; }

    internal ulong Index { get; set; }

    internal bool IsDone { get; set; }

    internal Exception? Failure { get; set; }
}
