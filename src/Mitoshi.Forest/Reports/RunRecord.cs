using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Forest.Reports;

/// <summary>What made a folder of results that is no product: process, version, seed and parameters, paths relative to the folder, so that its report can be made again.</summary>
internal sealed record RunRecord(string Process, ulong Seed, string Parameters)
{
    private const string FileName = "run.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the record of a process.</summary>
    public static void Write(Process process, string folder, ProcessContext context)
    {
        JsonObject record = new()
        {
            ["format"] = "mitoshi run 1", ["process"] = Describe(process.GetType()).Name, ["version"] = context.Version, ["seed"] = context.Seed,
            ["parameters"] = JsonNode.Parse(RecordedProcess.Write(process, folder)),
        };
        context.Files.WriteAtomically(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(record.ToJsonString(Json) + "\n"));
    }

    /// <summary>What a process of this room is called and takes.</summary>
    public static ProcessDescription Describe(Type process) => ProcessDescription.Discover([process.Assembly]).First(description => description.Type == process);

    /// <summary>Null when the folder has none.</summary>
    /// <exception cref="MitoshiException">report.bad_record.</exception>
    public static RunRecord? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            JsonNode record = JsonNode.Parse(File.ReadAllText(path))!;
            return new RunRecord(record["process"]!.GetValue<string>(), record["seed"]!.GetValue<ulong>(), record["parameters"]!.ToJsonString());
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new MitoshiException("report.bad_record",
                found: ($"{path} cannot be read: {error.Message}", $"{path} を読めません：{error.Message}"),
                expected: ("the record as forest validate or forest estimate wrote it", "forest validate か forest estimate が書いた記録"),
                remedy: ("Restore the file, or run the command again.", "ファイルを戻すか、もう一度実行してください。"), error);
        }
    }
}
