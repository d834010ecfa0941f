using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Lidar.Tests.Laz;

/// <summary>The real and generated LAZ files with what two independent decoders say about them (see its SOURCE.md).</summary>
internal static class LazCorpus
{
    public const string Folder = "forest_reference/laz";

    /// <summary>Names relative to the data folder; one dummy where the data is absent, so that the theory is reported as skipped.</summary>
    public static IEnumerable<string> Files()
    {
        string? root = SharedData.Root;
        string expected = Path.Combine(root ?? "", Folder, "expected.json");
        if (root is null || !File.Exists(expected))
        {
            return ["laz/absent"];
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(expected));
        return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString()!)];
    }

    public static JsonElement Expected(string file)
    {
        string path = SharedData.Require($"{Folder}/expected.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("files").EnumerateArray().First(entry => entry.GetProperty("file").GetString() == file).Clone();
    }

    public static string PathOf(string file) => SharedData.Require($"forest_reference/{file}");
}
