using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>A SHA-256 value: 32 bytes, compared by content, without allocation.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Digest
{
    /// <summary>Bytes in a digest.</summary>
    public const int Length = 32;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>Takes 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        Require.SameLength(Length, bytes.Length, nameof(bytes));
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>SHA-256 of some bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new Digest(hash);
    }

    /// <summary>Reads 64 hex digits or standard base64 with padding; false when it is neither, or not 32 bytes.</summary>
    public static bool TryParse(string text, out Digest digest)
    {
        digest = default;
        Span<byte> bytes = stackalloc byte[Length + 1];
        int written;
        if (text.Length == 2 * Length)
        {
            if (Convert.FromHexString(text, bytes, out _, out written) != System.Buffers.OperationStatus.Done || written != Length)
            {
                return false;
            }
        }
        else if (text.Length != 44 || Base64.DecodeFromUtf8(Encoding.ASCII.GetBytes(text), bytes, out _, out written) != System.Buffers.OperationStatus.Done || written != Length)
        {
            return false;
        }

        digest = new Digest(bytes[..Length]);
        return text.Length == 2 * Length || digest.ToBase64() == text;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Standard base64 with padding, 44 characters.</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
