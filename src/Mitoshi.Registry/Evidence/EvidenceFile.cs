using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>A file that a claim rests on, and where it lay when the claim was submitted.</summary>
/// <param name="Path">Relative to the workspace, with forward slashes; empty when it wasn't there.</param>
/// <param name="Name">Name in the lineage.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Role">What it was used as.</param>
public sealed record EvidenceFile(string Path, string Name, string Sha256, long Bytes, string Role)
{
    /// <summary>A list of files as canonical JSON.</summary>
    public static JsonArray ToJson(IEnumerable<EvidenceFile> files) => new([.. files.Select(file => new JsonObject
    {
        ["path"] = file.Path,
        ["name"] = file.Name,
        ["sha256"] = file.Sha256,
        ["bytes"] = file.Bytes,
        ["role"] = file.Role,
    })]);

    /// <summary>Reads a list.</summary>
    /// <exception cref="MitoshiException"><c>registry.malformed_event</c>.</exception>
    public static IReadOnlyList<EvidenceFile> FromJson(JsonNode? list)
        => list is JsonArray items && items.All(item => item is JsonObject { Count: 5 })
            ? [.. items.Cast<JsonObject>().Select(item => new EvidenceFile(item.Text("path"), item.Text("name"), item.Text("sha256"), item.Number("bytes"), item.Text("role")))]
            : throw RegistryEvent.Malformed("a list of files of another form", "ファイル一覧の形が違います");

    /// <summary>SHA-256 of a file, read in pieces.</summary>
    internal static string Sha256Of(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
