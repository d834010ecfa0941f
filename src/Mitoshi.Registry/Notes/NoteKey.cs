using System.Globalization;
using System.Text;
using NSec.Cryptography;

namespace Mitoshi.Registry;

/// <summary>What a key signs: the type byte of C2SP signed-note.</summary>
public enum NoteKeyType
{
    /// <summary>Ed25519 over the text of the note.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over a checkpoint and a time: a witness (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,

    /// <summary>ML-DSA-44 over a checkpoint and a time. Known by name; Mitoshi doesn't verify it yet, so its signatures count as unknown.</summary>
    MlDsa44 = 0x06,
}

/// <summary>A public key with the name it signs under (C2SP signed-note).</summary>
/// <param name="Name">Not empty; no space, no plus.</param>
/// <param name="Type">What it signs.</param>
/// <param name="PublicKey">Raw key; 32 bytes for Ed25519.</param>
public sealed record NoteKey(string Name, NoteKeyType Type, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>First four bytes of SHA-256(name || 0A || type || public key), big endian.</summary>
    public uint Id { get; } = IdOf(Name, Type, PublicKey.Span);

    /// <summary>The key as text: <c>name+hex(id)+base64(type || key)</c>.</summary>
    public string Text => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. PublicKey.Span])}";

    /// <summary>Reads a key from its text.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_key</c>: another form, or the id isn't the key's.</exception>
    public static NoteKey Parse(string text)
    {
        string[] parts = text.Split('+', 3);
        byte[] content = parts.Length == 3 ? FromBase64(parts[2]) : [];
        bool isWhole = content.Length > 1 && IsName(parts[0])
            && uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) && parts[1].Length == 8
            && IdOf(parts[0], (NoteKeyType)content[0], content.AsSpan(1)) == id;
        bool isLong = isWhole && ((NoteKeyType)content[0] is not (NoteKeyType.Ed25519 or NoteKeyType.Cosignature) || content.Length == 33);
        return isLong ? new NoteKey(parts[0], (NoteKeyType)content[0], content.AsMemory(1)) : throw NoteErrors.MalformedKey(text);
    }

    /// <summary>A name that a signature line can carry: not empty, no white space, no plus.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Contains('+', StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace);

    /// <summary>True when the signature is this key's over the message; false for a type that can't be verified.</summary>
    internal bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (Type is not (NoteKeyType.Ed25519 or NoteKeyType.Cosignature) || signature.Length != 64)
        {
            return false;
        }

        return NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, PublicKey.Span, KeyBlobFormat.RawPublicKey, out PublicKey? key)
            && SignatureAlgorithm.Ed25519.Verify(key!, message, signature);
    }

    internal static byte[] FromBase64(string text)
    {
        byte[] bytes = new byte[((text.Length / 4) + 1) * 3];
        bool isBase64 = Convert.TryFromBase64String(text, bytes, out int written) && !text.Any(char.IsWhiteSpace);
        byte[] content = isBase64 ? bytes[..written] : [];
        return Convert.ToBase64String(content) == text ? content : [];
    }

    private static uint IdOf(string name, NoteKeyType type, ReadOnlySpan<byte> key)
        => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(
            System.Security.Cryptography.SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, (byte)type, .. key]));
}
