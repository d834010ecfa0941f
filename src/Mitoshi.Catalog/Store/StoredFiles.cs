using System.Text.Json;

namespace Mitoshi.Catalog.Store;

/// <summary>The files of an item in a row: a JSON object of asset key and path, null for none.</summary>
internal static class StoredFiles
{
    private static readonly Dictionary<string, string> None = [];

    public static string? Write(IReadOnlyDictionary<string, string> files) => files.Count == 0 ? null : JsonSerializer.Serialize(files);

    public static IReadOnlyDictionary<string, string> Read(string? files) => files is null ? None : JsonSerializer.Deserialize<Dictionary<string, string>>(files)!;
}
