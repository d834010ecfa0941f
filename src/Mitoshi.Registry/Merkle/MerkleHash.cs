using System.Security.Cryptography;

namespace Mitoshi.Registry;

/// <summary>
/// The hashes of the tree (RFC 6962 section 2.1): leaf = SHA-256(00 || data), node = SHA-256(01 || left || right). The first byte keeps a node
/// from being passed off as an entry.
/// </summary>
public static class MerkleHash
{
    /// <summary>Root of the tree without leaves: SHA-256 of nothing.</summary>
    public static Digest Empty { get; } = Digest.Of([]);

    /// <summary>Hash of an entry.</summary>
    public static Digest Leaf(ReadOnlySpan<byte> entry)
    {
        byte[]? rented = entry.Length > 1023 ? new byte[entry.Length + 1] : null;
        Span<byte> content = rented ?? stackalloc byte[entry.Length + 1];
        content[0] = 0;
        entry.CopyTo(content[1..]);
        return Digest.Of(content);
    }

    /// <summary>Hash of an inner node.</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> content = stackalloc byte[1 + (2 * Digest.Length)];
        content[0] = 1;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + Digest.Length)..]);
        Span<byte> hash = stackalloc byte[Digest.Length];
        SHA256.HashData(content, hash);
        return new Digest(hash);
    }
}
