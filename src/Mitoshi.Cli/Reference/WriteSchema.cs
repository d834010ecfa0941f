using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mitoshi.Cli.Reference;

/// <summary>Writes the JSON schema of project files, for editors.</summary>
[Process("schema", En = "Write the JSON schema of a family's project files, for editors", Ja = "プロジェクトファイルのJSONスキーマを書き出す(エディタ用)", Examples = ["schema forest --output forest.schema.json"])]
public sealed record WriteSchema : Process<SchemaResult>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>First word of the commands that read the project file.</summary>
    [Parameter(En = "First word of the commands, for example forest", Ja = "コマンドの最初の語(例 forest)", Position = 0)]
    public required string Family { get; init; }

    /// <summary>Where to write.</summary>
    [Parameter(En = "File to write", Ja = "出力ファイル", IsPath = true)]
    public string Output { get; init; } = "mitoshi.schema.json";

    /// <inheritdoc/>
    protected override Task<SchemaResult> RunAsync(ProcessContext context)
    {
        string text = ProcessSchema.OfFamily(Family, ProcessDescription.Discover(Rooms.Load()), context.Language).ToJsonString(Indented);
        context.Files.WriteAtomically(Output, Encoding.UTF8.GetBytes(text + "\n"));
        return Task.FromResult(new SchemaResult(Path.GetFullPath(Output)));
    }
}

/// <summary>Where the schema is.</summary>
/// <param name="Path">File.</param>
public sealed record SchemaResult(string Path) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Schema written", "スキーマを書き出しました"))
    {
        Files = [new OutputFile(("schema", "スキーマ"), Path)],
        NextSteps = [("First line of a project file: # yaml-language-server: $schema=" + System.IO.Path.GetFileName(Path), "プロジェクトファイルの先頭行に: # yaml-language-server: $schema=" + System.IO.Path.GetFileName(Path))],
    };
}
