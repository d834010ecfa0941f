using System.Text;

namespace Mitoshi.Registry;

/// <summary>The checkpoint that witnesses of this workspace cosigned last: <c>log/cosigned</c>, with their keys in <c>log/witnesses</c>.</summary>
internal static class CosignedCheckpoint
{
    /// <summary>The newest checkpoint, with the cosignatures when they cover just that size.</summary>
    public static (SignedNote Checkpoint, IReadOnlyList<NoteKey> Witnesses) Newest(IFiles files, Workspace workspace, ILogReader log)
    {
        SignedNote? cosigned = Read(files, workspace, log);
        if (cosigned is null || cosigned.Text != log.Checkpoint.Text)
        {
            return (log.Checkpoint, []);
        }

        IReadOnlyList<NoteKey> keys = Keys(files, workspace);
        IReadOnlyList<NoteKey> signed = cosigned.Verify([.. keys]);
        return (new SignedNote(cosigned.Text, [.. cosigned.Signatures.Where(s => s.KeyId == log.Key.Id || signed.Any(key => key.Id == s.KeyId))]), signed);
    }

    /// <summary>Has a witness sign the newest checkpoint, after the proof that it continues what was signed last.</summary>
    /// <exception cref="MitoshiException"><c>log.inconsistent_tree</c>.</exception>
    public static SignedNote Cosign(IFiles files, Workspace workspace, ILogReader log, NoteSigner witness, DateTimeOffset time)
    {
        SignedNote? before = Read(files, workspace, log);
        Checkpoint newest = Checkpoint.Parse(log.Checkpoint.Text);
        if (before is not null)
        {
            Checkpoint old = Checkpoint.Parse(before.Text);
            if (old.Size > newest.Size)
            {
                throw NoteErrors.InconsistentTree(old.Size, newest.Size);
            }

            Witness.RequireContinuation(old.Size, old.Root, newest.Size, newest.Root, old.Size == 0 ? [] : log.Consistency(old.Size, newest.Size));
        }

        NoteSignature signature = Cosignature.Sign(witness, log.Checkpoint.Text, (ulong)time.ToUnixTimeSeconds());
        IEnumerable<NoteSignature> others = before is not null && before.Text == log.Checkpoint.Text ? before.Signatures : log.Checkpoint.Signatures;
        SignedNote cosigned = new(log.Checkpoint.Text, [.. others.Where(s => s.KeyId != signature.KeyId), signature]);
        files.WriteAtomically(PathOf(workspace), Encoding.UTF8.GetBytes(cosigned.ToString()));
        SortedSet<string> keys = [.. Keys(files, workspace).Select(key => key.Text), witness.Public.Text];
        files.WriteAtomically(KeysPath(workspace), Encoding.UTF8.GetBytes(string.Join('\n', keys) + "\n"));
        return cosigned;
    }

    private static SignedNote? Read(IFiles files, Workspace workspace, ILogReader log)
    {
        if (!files.Exists(PathOf(workspace)))
        {
            return null;
        }

        SignedNote note = SignedNote.Parse(files.ReadAllBytes(PathOf(workspace)));
        _ = note.Verify(log.Key);
        return note;
    }

    private static IReadOnlyList<NoteKey> Keys(IFiles files, Workspace workspace) => files.Exists(KeysPath(workspace))
        ? [.. Encoding.UTF8.GetString(files.ReadAllBytes(KeysPath(workspace))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(NoteKey.Parse)]
        : [];

    private static string PathOf(Workspace workspace) => Path.Combine(workspace.Log, "cosigned");

    private static string KeysPath(Workspace workspace) => Path.Combine(workspace.Log, "witnesses");
}
