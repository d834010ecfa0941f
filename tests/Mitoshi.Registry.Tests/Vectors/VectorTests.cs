using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Testing;

namespace Mitoshi.Registry.Tests.Vectors;

public sealed class VectorTests
{
    private static readonly Dictionary<string, VectorModule> Modules = new IVectorModules[] { new MerkleVectors(), new NoteVectors(), new LandVectors(), new LifecycleVectors(), new BlockVectors() }
        .SelectMany(set => set.Modules).ToDictionary(module => module.Name, StringComparer.Ordinal);

    [Fact]
    public void Every_vector_of_the_modules_of_this_room_passes()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("credits/vectors.json")));
        List<string> failures = [];
        int count = 0;
        JsonElement list = file.RootElement.ValueKind == JsonValueKind.Array ? file.RootElement : file.RootElement.GetProperty("vectors");
        foreach (JsonElement vector in list.EnumerateArray())
        {
            if (!Modules.TryGetValue(vector.GetProperty("module").GetString()!, out VectorModule? module))
            {
                continue;
            }

            count++;
            string? problem = Run(module, vector);
            if (problem is not null)
            {
                failures.Add($"{vector.GetProperty("id").GetString()} {module.Name}: {problem}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.InRange(count, 110, int.MaxValue);
    }

    private static string? Run(VectorModule module, JsonElement vector)
    {
        JsonElement expected = vector.GetProperty("expected"), tolerance = vector.GetProperty("tolerance");
        string? wanted = expected.TryGetProperty("error", out JsonElement kind) ? kind.GetString() : null;
        try
        {
            JsonObject actual = module.Evaluate(vector.GetProperty("inputs"));
            return wanted is not null ? $"expected {wanted}, got {actual.ToJsonString()}" : Compare(JsonSerializer.SerializeToNode(expected)!, actual, tolerance, "");
        }
        catch (MitoshiException refusal)
        {
            string found = string.Concat(refusal.Code.Split('.')[^1].Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            return found == wanted ? null : $"expected {wanted ?? expected.GetRawText()}, got {found}: {refusal.Found}";
        }
    }

    private static string? Compare(JsonNode? expected, JsonNode? actual, JsonElement tolerance, string path)
    {
        switch (expected)
        {
            case JsonObject members:
                return members.Select(m => actual is JsonObject found && found.ContainsKey(m.Key) ? Compare(m.Value, found[m.Key], tolerance, $"{path}.{m.Key}") : $"{path}.{m.Key} is missing")
                    .FirstOrDefault(p => p is not null);
            case JsonArray items:
                return actual is JsonArray list && list.Count == items.Count
                    ? items.Select((item, i) => Compare(item, list[i], tolerance, $"{path}[{i}]")).FirstOrDefault(p => p is not null)
                    : $"{path}: {items.ToJsonString()} against {actual?.ToJsonString()}";
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                double a = value.GetValue<JsonElement>().GetDouble(), b = actual is null ? double.NaN : double.Parse(actual.ToJsonString());
                double rel = tolerance.TryGetProperty("rel", out JsonElement r) ? r.GetDouble() : 0, abs = tolerance.TryGetProperty("abs", out JsonElement t) ? t.GetDouble() : 0;
                abs = a == 0 && rel > 0 ? Math.Max(abs, 1e-9) : abs;
                return Math.Abs(a - b) <= Math.Max(abs, rel * Math.Abs(a)) ? null : $"{path}: {a} against {b}";
            default:
                return expected?.ToJsonString() == actual?.ToJsonString() ? null : $"{path}: {expected?.ToJsonString()} against {actual?.ToJsonString()}";
        }
    }
}
