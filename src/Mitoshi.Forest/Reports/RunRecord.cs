using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Forest.Reports;

/// <summary>What made a folder of results that is no product: process, version and parameters, so that its report can be made again.</summary>
public static class RunRecord
{
    /// <summary>Name of the record in the folder.</summary>
    public const string FileName = "run.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the record. Paths inside the folder's tree are kept relative to it, so that the tree can be moved.</summary>
    public static void Write(Process process, string name, string folder, ProcessContext context)
    {
        JsonNode parameters = JsonSerializer.SerializeToNode(process, process.GetType(), Json)!;
        JsonObject record = new() { ["format"] = "mitoshi run 1", ["process"] = name, ["version"] = context.Version, ["seed"] = context.Seed, ["started_in"] = Path.GetRelativePath(folder, Directory.GetCurrentDirectory()).Replace('\\', '/'), ["parameters"] = parameters };
        context.Files.WriteAtomically(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(record.ToJsonString(Json) + "\n"));
    }
}
