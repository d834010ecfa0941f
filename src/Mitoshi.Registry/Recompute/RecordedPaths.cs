using System.Text.Json;

namespace Mitoshi.Registry;

/// <summary>
/// What a recorded run would read and write. A receipt comes from a stranger: a run that it asks for stays inside the scratch folder, and reads
/// nothing from the network.
/// </summary>
internal static class RecordedPaths
{
    /// <summary>Most steps upwards that any path of the run takes.</summary>
    public static int Depth(RecordedRun run)
    {
        using JsonDocument parameters = JsonDocument.Parse(run.Lineage.Parameters);
        return run.Inputs.Select(input => input.Place).Concat(Texts(parameters.RootElement).Select(text => text.Value)).Max(Ups);
    }

    /// <summary>The first text that leads elsewhere; null when all stay inside.</summary>
    public static string? Outside(ProcessDescription process, RecordedRun run)
    {
        if (run.Inputs.FirstOrDefault(input => IsElsewhere(input.Place)) is { Place: { } place })
        {
            return place;
        }

        HashSet<string> paths = [.. PathNames(process.Parameters)];
        using JsonDocument parameters = JsonDocument.Parse(run.Lineage.Parameters);

        // A model may be named by a path too, though the parameter is no path: such a text is taken from the current folder.
        return Texts(parameters.RootElement).FirstOrDefault(text => IsElsewhere(text.Value) || (!paths.Contains(text.Name) && IsPathLike(text.Value))).Value;
    }

    private static int Ups(string text) => text.Split('/', '\\').Count(part => part == "..");

    private static bool IsElsewhere(string text) => Path.IsPathRooted(text) || text.Contains("://", StringComparison.Ordinal) || text.StartsWith("/vsi", StringComparison.Ordinal);

    private static bool IsPathLike(string text) => text.Contains('/') || text.Contains('\\') || text == "..";

    private static IEnumerable<string> PathNames(IEnumerable<ParameterDescription> parameters)
        => parameters.SelectMany(parameter => parameter.Details.IsPath ? [parameter.Name] : PathNames(parameter.Fields));

    private static IEnumerable<(string Name, string Value)> Texts(JsonElement json, string name = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value, member.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Texts(item, name)),
        JsonValueKind.String => [(name, json.GetString()!)],
        _ => [],
    };
}
