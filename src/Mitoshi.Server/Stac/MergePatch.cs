using System.Text.Json.Nodes;

namespace Mitoshi.Server.Stac;

/// <summary>JSON Merge Patch (RFC 7396): members replace members, null removes them.</summary>
internal static class MergePatch
{
    public static JsonNode Apply(JsonNode target, JsonObject patch)
    {
        JsonObject changed = target as JsonObject ?? [];
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                changed.Remove(name);
            }
            else
            {
                changed[name] = value is JsonObject inner ? Apply(changed[name]?.DeepClone() ?? new JsonObject(), inner) : value.DeepClone();
            }
        }

        return changed;
    }
}
