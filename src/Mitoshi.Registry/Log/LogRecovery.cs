namespace Mitoshi.Registry;

/// <summary>How a log in a folder was found: its content, its newest checkpoint, and where its journals end.</summary>
/// <param name="Key">The log's key.</param>
/// <param name="Content">Published and journalled entries.</param>
/// <param name="Checkpoint">Newest signed checkpoint.</param>
/// <param name="Journals">Paths of the journals, oldest first.</param>
/// <param name="LastJournalBytes">Bytes of whole commits in the last journal.</param>
/// <param name="TornBytes">Bytes after them: a write that a crash left unfinished, never acknowledged.</param>
internal sealed record LogRecovery(NoteKey Key, LogContent Content, SignedNote Checkpoint, IReadOnlyList<string> Journals, int LastJournalBytes, int TornBytes)
{
    /// <summary>Reads a log without changing it.</summary>
    /// <exception cref="MitoshiException"><c>log.not_found</c>, <c>log.damaged</c>, or what is wrong with the checkpoint.</exception>
    public static LogRecovery Read(LogFolder folder)
    {
        NoteKey key = folder.ReadKey();
        SignedNote note = folder.ReadCheckpoint(key);
        LogContent content = LogContent.Load(folder, Parse(note, key));
        List<string> journals = [.. folder.Files.List(folder.Journals).Where(name => name.Length == 20).Select(name => Path.Combine(folder.Journals, name))];
        int whole = 0, torn = 0;
        for (int i = 0; i < journals.Count; i++)
        {
            ReadOnlyMemory<byte> journal = folder.Files.ReadAllBytes(journals[i]);
            string name = Path.GetRelativePath(folder.Root, journals[i]);
            for (whole = 0; whole < journal.Length && JournalRecord.TryRead(journal, whole) is JournalRecord record; whole += record.Bytes)
            {
                note = Replay(record, content, key, name) ?? note;
            }

            torn = journal.Length - whole;
            if (torn > 0 && (i < journals.Count - 1 || JournalRecord.IsFollowed(journal, whole)))
            {
                throw LogErrors.Damaged(name, $"byte {whole}: no whole commit, though commits follow", $"{whole} バイト目: 後に続く記録があるのに、ここが完全ではありません");
            }
        }

        return new LogRecovery(key, content, note, journals, whole, torn);
    }

    private static Checkpoint Parse(SignedNote note, NoteKey key)
    {
        Checkpoint checkpoint = Registry.Checkpoint.Parse(note.Text);
        return checkpoint.Origin == key.Name ? checkpoint : throw NoteErrors.MalformedCheckpoint($"the origin {checkpoint.Origin}", $"origin {checkpoint.Origin}");
    }

    // Null when the commit was published before the crash that left its journal behind.
    private static SignedNote? Replay(JournalRecord record, LogContent content, NoteKey key, string name)
    {
        if (record.First + (ulong)record.Entries.Count <= content.Published)
        {
            return null;
        }

        if (record.First != content.Tail.Size)
        {
            throw LogErrors.Damaged(name, $"a commit from entry {record.First} where {content.Tail.Size} was due", $"{content.Tail.Size} の位置に {record.First} からの記録があります");
        }

        foreach (ReadOnlyMemory<byte> entry in record.Entries)
        {
            content.Append(entry);
        }

        _ = record.Checkpoint.Verify(key);
        Checkpoint checkpoint = Parse(record.Checkpoint, key);
        return checkpoint.Size == content.Tail.Size && checkpoint.Root == content.Tail.Root
            ? record.Checkpoint
            : throw LogErrors.Damaged(name, $"the commit up to entry {content.Tail.Size} has another root", $"{content.Tail.Size} までの記録のルートが違います");
    }
}
