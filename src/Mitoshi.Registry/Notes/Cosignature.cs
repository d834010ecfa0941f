using System.Buffers.Binary;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>A witness's signature on a checkpoint and a time (C2SP tlog-cosignature, version 1).</summary>
public static class Cosignature
{
    /// <summary>The signed text: <c>cosignature/v1</c>, <c>time T</c>, then the checkpoint's body.</summary>
    /// <param name="checkpointBody">Body of the checkpoint.</param>
    /// <param name="unixSeconds">When the witness signed.</param>
    public static string Message(string checkpointBody, ulong unixSeconds) => $"cosignature/v1\ntime {unixSeconds}\n{checkpointBody}";

    /// <summary>Signs.</summary>
    /// <exception cref="ArgumentException">The key isn't a witness's.</exception>
    public static NoteSignature Sign(NoteSigner witness, string checkpointBody, ulong unixSeconds)
    {
        if (witness.Public.Type != NoteKeyType.Cosignature)
        {
            throw new ArgumentException("a witness signs with a key of type 04", nameof(witness));
        }

        byte[] field = new byte[8 + 64];
        BinaryPrimitives.WriteUInt64BigEndian(field, unixSeconds);
        witness.Sign(Encoding.UTF8.GetBytes(Message(checkpointBody, unixSeconds))).CopyTo(field, 8);
        return new NoteSignature(witness.Public.Name, witness.Public.Id, field);
    }

    /// <summary>Time of a cosignature, in seconds since 1970.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_note</c>: the field isn't 72 bytes.</exception>
    public static ulong TimeOf(NoteSignature signature) => signature.Signature.Length == 72
        ? BinaryPrimitives.ReadUInt64BigEndian(signature.Signature.Span)
        : throw NoteErrors.MalformedNote($"a cosignature of {signature.Signature.Length} bytes", $"{signature.Signature.Length} バイトの連署");

    internal static bool Verifies(NoteKey witness, string checkpointBody, NoteSignature signature)
        => signature.Signature.Length == 72
        && witness.Verifies(Encoding.UTF8.GetBytes(Message(checkpointBody, TimeOf(signature))), signature.Signature.Span[8..]);
}
