using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>
/// A process as a lineage keeps it: every parameter by its name, as text, and paths relative to a folder, so that whoever holds a copy of that
/// folder can make the same process again and run it.
/// </summary>
public static class RecordedProcess
{
    private const string From = "lineage";

    /// <summary>The parameters as canonical JSON. A path outside the folder goes up by <c>../</c>; a URL stays as it is.</summary>
    /// <param name="process">The process.</param>
    /// <param name="baseFolder">Folder that paths become relative to: the workspace's root.</param>
    public static string Write(Process process, string baseFolder)
        => Encoding.UTF8.GetString(CanonicalJson.Write(WriteFields(process, ParameterDescription.Of(process.GetType()), Path.GetFullPath(baseFolder))));

    /// <summary>The process that was recorded.</summary>
    /// <param name="process">Which process.</param>
    /// <param name="parameters">JSON of its parameters.</param>
    /// <param name="baseFolder">Folder that the paths are relative to now.</param>
    /// <exception cref="MitoshiException">parameter.*: recorded by another version, whose parameters were others.</exception>
    public static Process Read(ProcessDescription process, string parameters, string baseFolder)
    {
        using JsonDocument document = JsonDocument.Parse(parameters);
        ParameterValue.Mapping values = (ParameterValue.Mapping)ReadValue(document.RootElement, Path.GetFullPath(baseFolder))!;
        return ProcessBinder.Bind(process, values.Items, new HashSet<string>());
    }

    private static JsonObject WriteFields(object record, IReadOnlyList<ParameterDescription> fields, string folder)
    {
        JsonObject json = [];
        foreach (ParameterDescription field in fields)
        {
            if (field.Property.GetValue(record) is { } value)
            {
                json[field.Name] = field.IsList ? new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(item => WriteItem(item, field, folder))]) : WriteItem(value, field, folder);
            }
        }

        return json;
    }

    private static JsonNode WriteItem(object item, ParameterDescription field, string folder) => item switch
    {
        _ when field.Fields.Count > 0 => WriteFields(item, field.Fields, folder),
        bool truth => JsonValue.Create(truth),
        Enum word => JsonValue.Create(ParameterDescription.ToUnderscores(word.ToString())),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        double number => JsonValue.Create(number.ToString("R", CultureInfo.InvariantCulture)),
        string path when field.Details.IsPath && path.Length > 0 && !path.Contains("://", StringComparison.Ordinal)
            => JsonValue.Create(Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace('\\', '/')),
        _ => JsonValue.Create(Convert.ToString(item, CultureInfo.InvariantCulture)!),
    };

    private static ParameterValue? ReadValue(JsonElement json, string folder)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Dictionary<string, ParameterValue> items = new(StringComparer.Ordinal);
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    if (ReadValue(member.Value, folder) is { } value)
                    {
                        items[member.Name] = value;
                    }
                }

                return new ParameterValue.Mapping(items, From);
            case JsonValueKind.Array:
                return new ParameterValue.Sequence([.. json.EnumerateArray().Select(item => ReadValue(item, folder)).OfType<ParameterValue>()], From);
            case JsonValueKind.Null:
                return null;
            default:
                // An empty path means "none" and must not become the folder itself.
                string text = json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetRawText() : json.ToString();
                return new ParameterValue.Scalar(text, From) { Folder = text.Length > 0 ? folder : null };
        }
    }
}
