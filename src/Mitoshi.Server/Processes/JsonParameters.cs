using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Server.Processes;

/// <summary>Parameters as JSON, on their way to a process record; relative paths start at the workspace.</summary>
internal static class JsonParameters
{
    public static IReadOnlyDictionary<string, ParameterValue> Of(JsonObject json, string folder)
        => json.Where(member => member.Value is not null).ToDictionary(member => member.Key, member => Of(member.Value!, member.Key, folder));

    private static ParameterValue Of(JsonNode node, string where, string folder) => node switch
    {
        JsonArray items => new ParameterValue.Sequence([.. items.Where(item => item is not null).Select(item => Of(item!, where, folder))], where),
        JsonObject members => new ParameterValue.Mapping(members.Where(member => member.Value is not null).ToDictionary(member => member.Key, member => Of(member.Value!, $"{where}.{member.Key}", folder)), where),
        _ => new ParameterValue.Scalar(TextOf(node.AsValue()), where) { Folder = folder },
    };

    private static string TextOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.TryGetValue(out decimal number) ? number.ToString(CultureInfo.InvariantCulture) : value.ToJsonString(),
    };
}
