using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Cql2;

/// <summary>The cases of the standard's own abstract test suite (OGC 21-065r2), as given with their source in the shared data.</summary>
public sealed class Cql2CaseTests
{
    // Three counts of the standard contradict its own layer, which has Chișinău, Chicago and Chengdu and no other name in Ch: "Ch%" finds three,
    // "Chiș%" one. A plain scan of the names shows it (the test below).
    private static readonly Dictionary<string, int> Contradicted = new()
    {
        ["accent-insensitive-comparison-008"] = 3, ["accent-insensitive-comparison-009"] = 1, ["accent-insensitive-comparison-010"] = 1,
    };

    [Fact]
    public void Text_and_json_of_the_parse_cases_are_one_tree()
    {
        JsonArray cases = JsonNode.Parse(File.ReadAllText(SharedData.Require("stac/cql2/parse-cases.json")))!.AsArray();
        Assert.True(cases.Count >= 71);
        List<string> wrong = [];
        foreach (JsonNode? given in cases)
        {
            string json = given!["json"]!.ToJsonString();
            foreach (string text in given["text"]!.AsArray().Select(spelling => spelling!.GetValue<string>()).Append(Cql2Text.Write(Cql2Json.Read(json))))
            {
                string read = Cql2Json.Write(Cql2Text.Read(text));
                if (!Same(JsonNode.Parse(read), given["json"]))
                {
                    wrong.Add($"{given["id"]}: {text}\n  {read}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_result_cases_find_as_many_features_as_the_standard_says_save_three_that_contradict_its_layer()
    {
        JsonArray cases = JsonNode.Parse(File.ReadAllText(SharedData.Require("stac/cql2/result-cases.json")))!.AsArray();
        Assert.True(cases.Count >= 238);
        Dictionary<string, List<LayerFeature>> layers = [];
        List<string> wrong = [];
        foreach (JsonNode? given in cases)
        {
            string layer = given!["layer"]!.GetValue<string>(), text = given["text"]!.GetValue<string>();
            if (!layers.TryGetValue(layer, out List<LayerFeature>? features))
            {
                layers[layer] = features = LayerFeature.ReadAll(SharedData.Require($"stac/cql2/data/{layer}.geojson"));
            }

            foreach (Expression filter in (Expression[])[Cql2Text.Read(text), Cql2Json.Read(Cql2Json.Write(Cql2Text.Read(text)))])
            {
                Evaluator evaluator = new(filter);
                int count = features.Count(evaluator.Passes);
                if (count != Contradicted.GetValueOrDefault(given["id"]!.GetValue<string>(), given["expected_count"]!.GetValue<int>()))
                {
                    wrong.Add($"{text}: {count} instead of {given["expected_count"]}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_layer_has_three_names_in_ch_and_one_in_chis()
    {
        string[] names = [.. LayerFeature.ReadAll(SharedData.Require("stac/cql2/data/ne_110m_populated_places_simple.geojson")).Select(place => (string)place.ValueOf("name")!)];
        Assert.Equal(["Chengdu", "Chicago", "Chișinău"], names.Where(name => name.StartsWith("Ch", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonObject x, JsonObject y) => x.Count == y.Count && x.All(member => y.ContainsKey(member.Key) && Same(member.Value, y[member.Key])),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
        (JsonValue x, JsonValue y) when x.GetValueKind() == JsonValueKind.Number && y.GetValueKind() == JsonValueKind.Number => x.GetValue<double>().Equals(y.GetValue<double>()) || (x.GetValue<double>() == 0 && y.GetValue<double>() == 0),
        _ => JsonNode.DeepEquals(a, b),
    };

    private sealed class LayerFeature(JsonElement json) : IFeature
    {
        private readonly object? _geometry = json.GetProperty("geometry") is { ValueKind: JsonValueKind.Object } geometry ? GeoJson.Read(geometry) : null;

        public static List<LayerFeature> ReadAll(string path)
            => [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("features").EnumerateArray().Select(feature => new LayerFeature(feature))];

        public object? ValueOf(string property) => property == "geom" ? _geometry
            : !json.GetProperty("properties").TryGetProperty(property, out JsonElement value) ? null
            : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
    }
}
