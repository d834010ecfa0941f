using System.Buffers.Binary;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Who signed, by the line's own word.</param>
/// <param name="KeyId">First four bytes of the field.</param>
/// <param name="Signature">The rest of the field.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The line with its newline.</summary>
    public string Line
    {
        get
        {
            byte[] payload = new byte[4 + Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(payload, KeyId);
            Signature.Span.CopyTo(payload.AsSpan(4));
            return $"— {Name} {Convert.ToBase64String(payload)}\n";
        }
    }

    /// <summary>Reads one line without its newline.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_note</c>.</exception>
    public static NoteSignature Parse(string line)
    {
        string[] parts = line.Split(' ');
        byte[] payload = parts.Length == 3 ? NoteKey.FromBase64(parts[2]) : [];
        bool isWhole = parts[0] == "—" && payload.Length > 4 && NoteKey.IsName(parts[1]);
        return isWhole
            ? new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(payload), payload.AsMemory(4))
            : throw NoteErrors.MalformedNote($"the signature line \"{line}\"", $"署名行「{line}」");
    }
}

/// <summary>A text with signatures under it (C2SP signed-note).</summary>
/// <param name="Text">Ends in a newline.</param>
/// <param name="Signatures">In the order of their lines.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    // The standard asks for at least 16; the bound keeps a hostile note from costing time.
    private const int SignatureMax = 100;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a note from its bytes.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_note</c>.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return Parse(Strict.GetString(content));
        }
        catch (DecoderFallbackException)
        {
            throw NoteErrors.MalformedNote("bytes that aren't UTF-8", "UTF-8 ではないバイト列");
        }
    }

    /// <summary>Reads a note from its text.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_note</c>.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Any(c => c < ' ' && c != '\n'))
        {
            throw NoteErrors.MalformedNote("a control character", "制御文字");
        }

        int gap = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || gap + 2 >= note.Length || note[^1] != '\n')
        {
            throw NoteErrors.MalformedNote("no empty line before signatures, or no newline at the end", "署名の前の空行、または末尾の改行がありません");
        }

        string[] lines = note[(gap + 2)..^1].Split('\n');
        if (lines.Length > SignatureMax)
        {
            throw NoteErrors.MalformedNote($"{lines.Length} signatures", $"署名が {lines.Length} 個");
        }

        return new SignedNote(note[..(gap + 1)], [.. lines.Select(NoteSignature.Parse)]);
    }

    /// <summary>A note with one signature over the text.</summary>
    public static SignedNote Sign(string text, NoteSigner signer)
        => new(text, [new NoteSignature(signer.Public.Name, signer.Public.Id, signer.Sign(Encoding.UTF8.GetBytes(text)))]);

    /// <summary>
    /// The keys that signed. Signatures under other names or ids are ignored; one under a known name and id must verify, else the note is
    /// refused as a whole. Of a cosignature key the time stands in the signature.
    /// </summary>
    /// <exception cref="MitoshiException"><c>log.signature_invalid</c> or <c>log.no_known_signature</c>.</exception>
    public IReadOnlyList<NoteKey> Verify(params IReadOnlyList<NoteKey> known)
    {
        List<NoteKey> signed = [];
        foreach (NoteSignature signature in Signatures)
        {
            NoteKey? key = known.FirstOrDefault(k => k.Name == signature.Name && k.Id == signature.KeyId);
            if (key is null || key.Type == NoteKeyType.MlDsa44)
            {
                continue;
            }

            bool isGood = key.Type == NoteKeyType.Cosignature
                ? Cosignature.Verifies(key, Text, signature)
                : key.Verifies(Encoding.UTF8.GetBytes(Text), signature.Signature.Span);
            if (!isGood)
            {
                throw NoteErrors.SignatureInvalid(signature.Name);
            }

            if (!signed.Contains(key))
            {
                signed.Add(key);
            }
        }

        return signed.Count > 0 ? signed : throw NoteErrors.NoKnownSignature(string.Join(", ", known.Select(k => k.Name)));
    }

    /// <summary>The whole note.</summary>
    public override string ToString() => Text + "\n" + string.Concat(Signatures.Select(s => s.Line));
}
