using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>
/// Measurements as a file: <c>{"measurements": [ … ]}</c> in canonical JSON, numbers as strings that read back to the same bits. A product
/// writes it, Credits reads it.
/// </summary>
public static class MeasurementJson
{
    /// <summary>The file's bytes.</summary>
    public static byte[] Write(IReadOnlyList<Measurement> measurements)
        => CanonicalJson.Write(new JsonObject { ["measurements"] = new JsonArray([.. measurements.Select(ToJson)]) });

    /// <summary>Reads a file that <see cref="Write"/> made; numbers may also stand as JSON numbers.</summary>
    /// <param name="content">UTF-8 JSON.</param>
    /// <param name="name">Name of the file, for the error.</param>
    /// <exception cref="MitoshiException"><c>measurements.bad_file</c>, naming what is absent.</exception>
    public static IReadOnlyList<Measurement> Read(ReadOnlySpan<byte> content, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content.ToArray());
            JsonElement root = document.RootElement;
            JsonElement list = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("measurements");
            return [.. list.EnumerateArray().Select(FromJson)];
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new MitoshiException("measurements.bad_file",
                found: ($"{name} is not a file of measurements ({problem.Message})", $"{name} は測定値のファイルではありません（{problem.Message}）"),
                expected: ("{\"measurements\": [ … ]} with id, value, unit, standardError, degreesOfFreedom, method, place, areaHectares, from, to, pool, lineage",
                    "{\"measurements\": [ … ]}：id, value, unit, standardError, degreesOfFreedom, method, place, areaHectares, from, to, pool, lineage"),
                remedy: ("Write the file with a forest product, or see docs/processes/credits_quantify.md.",
                    "森林プロダクトから書き出すか、docs/processes/credits_quantify.md を見てください。"), problem);
        }
    }

    /// <summary>One measurement as JSON.</summary>
    public static JsonObject ToJson(Measurement measurement) => new()
    {
        ["id"] = measurement.Id,
        ["value"] = Number(measurement.Estimate.Value),
        ["unit"] = measurement.Estimate.Unit.Symbol,
        ["standardError"] = Number(measurement.Estimate.Error.Magnitude),
        ["degreesOfFreedom"] = Number(measurement.Estimate.DegreesOfFreedom),
        ["method"] = measurement.Estimate.Method,
        ["place"] = measurement.Place,
        ["areaHectares"] = Number(measurement.AreaHectares),
        ["from"] = Day(measurement.From),
        ["to"] = Day(measurement.To),
        ["pool"] = measurement.Pool,
        ["lineage"] = new JsonObject
        {
            ["process"] = measurement.Lineage.Process,
            ["version"] = measurement.Lineage.Version,
            ["parameters"] = measurement.Lineage.Parameters,
            ["seed"] = measurement.Lineage.Seed.ToString(CultureInfo.InvariantCulture),
            ["inputs"] = new JsonArray([.. measurement.Lineage.Inputs.Select(ToJson)]),
        },
    };

    /// <summary>An input file as JSON.</summary>
    public static JsonObject ToJson(InputFile file) => new()
    {
        ["name"] = file.Name,
        ["sha256"] = file.Sha256,
        ["bytes"] = file.Bytes,
        ["role"] = file.Role,
    };

    /// <summary>One measurement from JSON.</summary>
    public static Measurement FromJson(JsonElement json)
    {
        JsonElement lineage = json.GetProperty("lineage");
        Estimate estimate = new(Number(json, "value"), new Unit(json.GetProperty("unit").GetString()!),
            new StandardError(Number(json, "standardError")), Number(json, "degreesOfFreedom"), json.GetProperty("method").GetString()!);
        return new Measurement(json.GetProperty("id").GetString()!, estimate, json.GetProperty("place").GetString()!, Number(json, "areaHectares"),
            Day(json, "from"), Day(json, "to"), json.GetProperty("pool").GetString()!,
            new Lineage(lineage.GetProperty("process").GetString()!, lineage.GetProperty("version").GetString()!,
                [.. lineage.GetProperty("inputs").EnumerateArray().Select(InputFromJson)], lineage.GetProperty("parameters").GetString()!,
                ulong.Parse(lineage.GetProperty("seed").ToString(), CultureInfo.InvariantCulture)));
    }

    /// <summary>An input file from JSON.</summary>
    public static InputFile InputFromJson(JsonElement json) => new(json.GetProperty("name").GetString()!,
        json.GetProperty("sha256").GetString()!, json.GetProperty("bytes").GetInt64(), json.GetProperty("role").GetString()!);

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "infinity" : value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(JsonElement json, string name)
    {
        string text = json.GetProperty(name).ToString();
        return text == "infinity" ? double.PositiveInfinity : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(JsonElement json, string name) => DateOnly.ParseExact(json.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
