using System.Globalization;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>An entry's place in the log as a text that is checked offline (C2SP tlog-proof).</summary>
/// <param name="Index">Place of the entry.</param>
/// <param name="Proof">Inclusion proof, leaf side first.</param>
/// <param name="Checkpoint">Signed and cosigned checkpoint.</param>
public sealed record LogProof(ulong Index, IReadOnlyList<Digest> Proof, SignedNote Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>Bytes of the application, or null.</summary>
    public byte[]? Extra { get; init; }

    /// <summary>Reads the text.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_receipt</c>, or <c>log.malformed_note</c> for its checkpoint.</exception>
    public static LogProof Parse(string text)
    {
        int gap = text.IndexOf("\n\n", StringComparison.Ordinal);
        string[] lines = gap < 0 ? [] : text[..gap].Split('\n');
        if (lines.Length < 2 || lines[0] != Header)
        {
            throw Malformed("no header line, or no empty line before the checkpoint", "見出し行、またはチェックポイント前の空行がありません");
        }

        byte[]? extra = null;
        int at = 1;
        if (lines[at].StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = NoteKey.FromBase64(lines[at][6..]);
            if (extra.Length == 0 && lines[at].Length > 6)
            {
                throw Malformed("extra data that isn't base64", "base64 ではない extra");
            }

            at++;
        }

        string number = at < lines.Length && lines[at].StartsWith("index ", StringComparison.Ordinal) ? lines[at][6..] : "";
        bool isIndex = ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ulong index) && index.ToString(CultureInfo.InvariantCulture) == number;
        if (!isIndex)
        {
            throw Malformed($"the index line \"{(at < lines.Length ? lines[at] : "")}\"", $"番号の行「{(at < lines.Length ? lines[at] : "")}」");
        }

        List<Digest> proof = [];
        foreach (string line in lines[(at + 1)..])
        {
            proof.Add(line.Length == 44 && Digest.TryParse(line, out Digest hash) ? hash : throw Malformed($"the proof line \"{line}\"", $"証明の行「{line}」"));
        }

        return new LogProof(index, proof, SignedNote.Parse(text[(gap + 2)..])) { Extra = extra };
    }

    /// <summary>The entry stands in a log that the key signs and enough witnesses have seen.</summary>
    /// <param name="leaf">Hash of the entry.</param>
    /// <param name="log">The log's key.</param>
    /// <param name="witnesses">Keys of witnesses that are trusted.</param>
    /// <param name="quorum">How many of them must have cosigned.</param>
    /// <returns>The checkpoint that covers the entry.</returns>
    /// <exception cref="MitoshiException">
    /// <c>log.no_known_signature</c>, <c>log.signature_invalid</c>, <c>log.quorum_not_met</c>, <c>log.malformed_checkpoint</c>, or one of the proof's.
    /// </exception>
    public Checkpoint Verify(Digest leaf, NoteKey log, IReadOnlyList<NoteKey> witnesses, int quorum)
    {
        _ = Checkpoint.Verify(log);
        RequireQuorum(Checkpoint, witnesses, quorum);
        Checkpoint checkpoint = Registry.Checkpoint.Parse(Checkpoint.Text);
        ProofCheck.Inclusion(leaf, Index, checkpoint.Size, Proof, checkpoint.Root);
        return checkpoint;
    }

    /// <summary>The whole text.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Header).Append('\n');
        if (Extra is not null)
        {
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        }

        text.Append("index ").Append(Index).Append('\n');
        foreach (Digest hash in Proof)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>Refuses a checkpoint that fewer than <paramref name="quorum"/> of the witnesses have cosigned.</summary>
    internal static void RequireQuorum(SignedNote checkpoint, IReadOnlyList<NoteKey> witnesses, int quorum)
    {
        int cosigned = 0;
        foreach (NoteKey witness in witnesses)
        {
            if (checkpoint.Signatures.Any(s => s.Name == witness.Name && s.KeyId == witness.Id))
            {
                cosigned += checkpoint.Verify(witness).Count;
            }
        }

        if (cosigned < quorum)
        {
            throw NoteErrors.QuorumNotMet(cosigned, quorum);
        }
    }

    internal static MitoshiException Malformed(string en, string ja, Exception? inner = null) => new(
        "log.malformed_receipt", found: (en, ja),
        expected: ("a receipt as mitoshi credits receipt writes it", "mitoshi credits receipt が書き出したままの領収書"),
        remedy: ("Ask the holder or the registry for the original file.", "保有者または登録簿から元のファイルを入手してください。"),
        inner);
}
