using System.Security.Cryptography;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>The keys of a workspace: <c>keys/NAME.key</c> (private, readable by its owner alone) and <c>keys/NAME.pub</c>.</summary>
public sealed class KeyFolder(IFiles files, string folder)
{
    /// <summary>Name of the file of the log's own key.</summary>
    public const string LogKey = "log";

    /// <summary>True when the private key is here.</summary>
    public bool Has(string name) => files.Exists(PathOf(name, "key"));

    /// <summary>Makes a new key. The seed comes from the system's secure generator: a key is the one thing that must not be reproducible.</summary>
    /// <param name="name">Name of the files.</param>
    /// <param name="signsAs">Name that stands in signatures.</param>
    /// <param name="type">What it signs.</param>
    /// <exception cref="MitoshiException"><c>registry.key_exists</c> or <c>registry.bad_name</c>.</exception>
    public NoteSigner Make(string name, string signsAs, NoteKeyType type)
    {
        RequireName(name);
        if (Has(name))
        {
            throw new MitoshiException("registry.key_exists", found: ($"a key {name} in {folder}", $"{folder} に鍵 {name} があります"),
                expected: ("a new name; a key is never overwritten", "新しい名前。鍵は上書きしません"),
                remedy: ("Choose another name.", "別の名前を選んでください。"));
        }

        NoteSigner signer = new(signsAs, type, RandomNumberGenerator.GetBytes(32));
        files.CreateFolder(folder);
        string path = PathOf(name, "key");
        files.WriteAtomically(path, Encoding.UTF8.GetBytes(signer.Secret + "\n"));
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        files.WriteAtomically(PathOf(name, "pub"), Encoding.UTF8.GetBytes(signer.Public.Text + "\n"));
        return signer;
    }

    /// <summary>Loads a private key.</summary>
    /// <exception cref="MitoshiException"><c>registry.no_key</c> or <c>log.malformed_key</c>.</exception>
    public NoteSigner Load(string name)
    {
        RequireName(name);
        return Has(name)
            ? NoteSigner.Parse(Encoding.UTF8.GetString(files.ReadAllBytes(PathOf(name, "key"))).TrimEnd('\n'))
            : throw new MitoshiException("registry.no_key", found: ($"no key {name} in {folder}", $"{folder} に鍵 {name} がありません"),
                expected: ($"{name}.key", $"{name}.key"),
                remedy: ($"Make it: mitoshi credits key {name} --role ROLE --party PARTY", $"作成してください: mitoshi credits key {name} --role 役割 --party 組織"));
    }

    private static void RequireName(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] == '.')
        {
            throw new MitoshiException("registry.bad_name", found: ($"the key name \"{name}\"", $"鍵の名前「{name}」"),
                expected: ("1 to 64 letters, digits, - _ and .", "英数字と - _ . で 1～64 文字"),
                remedy: ("Choose such a name.", "そのような名前を選んでください。"));
        }
    }

    private string PathOf(string name, string kind) => Path.Combine(folder, $"{name}.{kind}");
}
