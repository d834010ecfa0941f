using NSec.Cryptography;

namespace Mitoshi.Registry;

/// <summary>A private Ed25519 key with the name it signs under. Its signatures are deterministic (RFC 8032).</summary>
public sealed class NoteSigner : IDisposable
{
    private const string Prefix = "PRIVATE+KEY";
    private readonly Key _key;

    /// <summary>Takes a 32-byte seed.</summary>
    /// <exception cref="ArgumentException">The seed hasn't 32 bytes, or the name can't stand in a signature line.</exception>
    public NoteSigner(string name, NoteKeyType type, ReadOnlySpan<byte> seed)
    {
        Require.SameLength(32, seed.Length, nameof(seed));
        if (!NoteKey.IsName(name) || type == NoteKeyType.MlDsa44)
        {
            throw new ArgumentException($"\"{name}\" can't sign as {type}", nameof(name));
        }

        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        Public = new NoteKey(name, type, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The half that others verify with.</summary>
    public NoteKey Public { get; }

    /// <summary>The key as text for its file: <c>PRIVATE+KEY+name+id+base64(type || seed)</c>, as the note tools of Go write it.</summary>
    public string Secret => $"{Prefix}+{Public.Name}+{Public.Id:x8}+{Convert.ToBase64String([(byte)Public.Type, .. _key.Export(KeyBlobFormat.RawPrivateKey)])}";

    /// <summary>Reads a key from <see cref="Secret"/>.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_key</c>: another form.</exception>
    public static NoteSigner Parse(string text)
    {
        string[] parts = text.Split('+', 5);
        byte[] content = parts.Length == 5 ? NoteKey.FromBase64(parts[4]) : [];
        bool isWhole = content.Length == 33 && parts[0] + "+" + parts[1] == Prefix && NoteKey.IsName(parts[2])
            && content[0] is (byte)NoteKeyType.Ed25519 or (byte)NoteKeyType.Cosignature;
        if (!isWhole)
        {
            throw NoteErrors.MalformedKey(Prefix + "+…");
        }

        NoteSigner signer = new(parts[2], (NoteKeyType)content[0], content.AsSpan(1));
        return $"{signer.Public.Id:x8}" == parts[3] ? signer : throw NoteErrors.MalformedKey(Prefix + "+" + parts[2]);
    }

    /// <summary>Ed25519 over some bytes, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(_key, message);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
