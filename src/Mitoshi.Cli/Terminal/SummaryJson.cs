using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Cli.Terminal;

/// <summary>A result for machines.</summary>
internal static class SummaryJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ProcessResult result, Summary summary, Language language)
    {
        JsonObject page = new()
        {
            ["result"] = result.GetType().Name,
            ["title"] = summary.Title.In(language),
            ["succeeded"] = summary.Succeeded,
            ["notes"] = new JsonArray([.. summary.Notes.Select(note => (JsonNode)note.In(language))]),
            ["files"] = new JsonArray([.. summary.Files.Select(file => new JsonObject { ["what"] = file.What.In(language), ["path"] = file.Path })]),
            ["tables"] = new JsonArray([.. summary.Tables.Select(table => TableOf(table, language))]),
        };
        return page.ToJsonString(Indented);
    }

    private static JsonObject TableOf(SummaryTable table, Language language) => new()
    {
        ["title"] = table.Title.In(language),
        ["columns"] = new JsonArray([.. table.Columns.Select(column => (JsonNode)column.In(language))]),
        ["rows"] = new JsonArray([.. table.Rows.Select(row => new JsonArray([.. row.Select(cell => (JsonNode)cell.In(language))]))]),
    };
}
