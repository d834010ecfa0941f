using System.Security.Cryptography;
using System.Text;

namespace Mitoshi.Server.Accounts;

/// <summary>Secrets of 256 random bits, and the hash by which they are known.</summary>
internal static class Tokens
{
    /// <summary>What a key for programs begins with, so that scanners of leaked secrets know it.</summary>
    public const string KeyPrefix = "mitoshi_";

    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A new key: <c>mitoshi_ID_SECRET</c>, and what is kept of it.</summary>
    public static (string Key, ApiKey Kept) MakeKey(string note, DateOnly expires)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), key = $"{KeyPrefix}{id}_{Random()}";
        return (key, new ApiKey(id, HashOf(key), note, expires));
    }

    public static bool Fits(string key, ApiKey kept, DateOnly today)
        => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(key)), Encoding.ASCII.GetBytes(kept.Sha256)) && today <= kept.Expires;
}
