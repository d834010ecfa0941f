using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Mitoshi.Server.Accounts;

/// <summary>Hashes of passwords: Argon2id with 19 MiB, two passes, one lane.</summary>
/// <remarks>Source: RFC 9106; the parameters are the first choice of OWASP's Password Storage Cheat Sheet.</remarks>
public static class Passwords
{
    private const int LengthMin = 12;
    private const int MemoryKibibytes = 19456;
    private const int Passes = 2;

    // A name that does not exist costs the same time as one that does.
    private static readonly string Nobody = Hash("nobody has this password");

    /// <summary>The hash to keep: <c>argon2id$memory$passes$salt$hash</c>.</summary>
    /// <exception cref="MitoshiException">account.weak_password.</exception>
    public static string Hash(string password)
    {
        if (password.Length < LengthMin)
        {
            throw new MitoshiException("account.weak_password", found: ($"a password of {password.Length} characters", $"{password.Length}文字のパスワード"),
                expected: ($"{LengthMin} characters or more", $"{LengthMin}文字以上"), remedy: ("Use four or five random words.", "無作為な単語を4~5個つなげてください。"));
        }

        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return string.Create(CultureInfo.InvariantCulture, $"argon2id${MemoryKibibytes}${Passes}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, MemoryKibibytes, Passes))}");
    }

    /// <summary>True when the password is the one of the hash; takes the same time for an account that does not exist (null).</summary>
    public static bool Fits(string password, string? hash)
    {
        string[] parts = (hash ?? Nobody).Split('$');
        byte[] expected = Convert.FromBase64String(parts[4]);
        byte[] actual = Derive(password, Convert.FromBase64String(parts[3]), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(expected, actual) && hash is not null;
    }

    /// <summary>A password that nobody guesses: 24 letters and digits, about 123 bits.</summary>
    public static string Random() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 24);

    private static byte[] Derive(string password, byte[] salt, int memoryKibibytes, int passes)
    {
        Argon2Parameters parameters = new() { DegreeOfParallelism = 1, MemorySize = memoryKibibytes, NumberOfPasses = passes };
        return PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(Encoding.UTF8.GetBytes(password.Normalize()), salt, 32);
    }
}
