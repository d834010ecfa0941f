using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>A claim as the file that is signed: canonical JSON, decimals as strings.</summary>
public static class ClaimJson
{
    /// <summary>SHA-256 of the claim's canonical bytes, 64 lower-case hex digits: what a verifier signs.</summary>
    public static string Sha256(Claim claim) => Convert.ToHexStringLower(SHA256.HashData(Write(claim)));

    /// <summary>The canonical bytes.</summary>
    public static byte[] Write(Claim claim) => CanonicalJson.Write(new JsonObject
    {
        ["format"] = "mitoshi-claim-1",
        ["project"] = claim.Project,
        ["name"] = Write(claim.Name),
        ["programme"] = claim.Programme,
        ["methodology"] = claim.Methodology,
        ["methodologyVersion"] = claim.MethodologyVersion,
        ["from"] = Write(claim.From),
        ["to"] = Write(claim.To),
        ["vintage"] = claim.Vintage,
        ["pools"] = new JsonArray([.. claim.Pools.Select(pool => JsonValue.Create(pool))]),
        ["boundary"] = claim.Boundary,
        ["parties"] = new JsonArray([.. claim.Parties.Select(party => new JsonObject
            { ["role"] = party.Role, ["name"] = party.Name, ["country"] = party.Country })]),
        ["measurements"] = new JsonArray([.. claim.Measurements.Select(MeasurementJson.ToJson)]),
        ["inputs"] = new JsonArray([.. claim.Inputs.Select(MeasurementJson.ToJson)]),
        ["lines"] = new JsonArray([.. claim.Lines.Select(Write)]),
        ["waterfall"] = Write(claim.Waterfall),
        ["halfWidth90Percent"] = claim.HalfWidth90Percent is decimal percent ? DecimalText.Of(percent) : null,
        ["mark"] = claim.Mark.Letter(),
        ["notForIssuance"] = new JsonArray([.. claim.NotForIssuance.Select(Write)]),
        ["needsConfirmation"] = new JsonArray([.. claim.NeedsConfirmation.Select(Write)]),
        ["controlsSha256"] = claim.ControlsSha256,
        ["monitoringYears"] = claim.MonitoringYears,
        ["softwareVersion"] = claim.SoftwareVersion,
        ["seed"] = claim.Seed.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads a claim.</summary>
    /// <param name="content">UTF-8 JSON that <see cref="Write(Claim)"/> made.</param>
    /// <param name="name">Name of the file, for the error.</param>
    /// <exception cref="MitoshiException"><c>claims.bad_file</c>: not a claim, or not its canonical bytes.</exception>
    public static Claim Read(ReadOnlySpan<byte> content, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content.ToArray());
            Claim claim = Read(document.RootElement);
            return content.SequenceEqual(Write(claim)) ? claim : throw new FormatException("not the canonical bytes");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new MitoshiException("claims.bad_file",
                found: ($"{name} is not a claim ({problem.Message})", $"{name} はクレームのファイルではありません（{problem.Message}）"),
                expected: ("claim.json as `mitoshi credits quantify` wrote it, not edited", "`mitoshi credits quantify` が書いたままの claim.json"),
                remedy: ("Quantify the project again.", "もう一度 quantify を実行してください。"), problem);
        }
    }

    private static Claim Read(JsonElement json) => new()
    {
        Project = String(json, "project"),
        Name = ReadText(json.GetProperty("name")),
        Programme = String(json, "programme"),
        Methodology = String(json, "methodology"),
        MethodologyVersion = String(json, "methodologyVersion"),
        From = Day(json, "from"),
        To = Day(json, "to"),
        Vintage = json.GetProperty("vintage").GetInt32(),
        Pools = [.. List(json, "pools").Select(pool => pool.GetString()!)],
        Boundary = String(json, "boundary"),
        Parties = [.. List(json, "parties").Select(party => new Party(String(party, "role"), String(party, "name"), String(party, "country")))],
        Measurements = [.. List(json, "measurements").Select(MeasurementJson.FromJson)],
        Inputs = [.. List(json, "inputs").Select(MeasurementJson.InputFromJson)],
        Lines = [.. List(json, "lines").Select(ReadLine)],
        Waterfall = ReadWaterfall(json.GetProperty("waterfall")),
        HalfWidth90Percent = json.GetProperty("halfWidth90Percent") is { ValueKind: JsonValueKind.String } ? Number(json, "halfWidth90Percent") : null,
        Mark = Marks.Parse(String(json, "mark")),
        NotForIssuance = [.. List(json, "notForIssuance").Select(ReadText)],
        NeedsConfirmation = [.. List(json, "needsConfirmation").Select(ReadText)],
        ControlsSha256 = json.GetProperty("controlsSha256").GetString(),
        MonitoringYears = json.GetProperty("monitoringYears").GetInt32(),
        SoftwareVersion = String(json, "softwareVersion"),
        Seed = ulong.Parse(String(json, "seed"), CultureInfo.InvariantCulture),
    };

    private static JsonObject Write(ClaimLine line) => new()
    {
        ["equation"] = line.Equation,
        ["name"] = Write(line.Name),
        ["formula"] = line.Formula,
        ["value"] = DecimalText.Of(line.Value),
        ["unit"] = line.Unit.Symbol,
        ["mark"] = line.Mark.Letter(),
        ["source"] = line.Source,
        ["rounding"] = Write(line.Rounding),
        ["inputs"] = new JsonArray([.. line.Inputs.Select(input => new JsonObject
        {
            ["symbol"] = input.Symbol,
            ["name"] = Write(input.Name),
            ["value"] = DecimalText.Of(input.Value),
            ["unit"] = input.Unit.Symbol,
            ["citation"] = input.Citation,
            ["mark"] = input.Mark?.Letter(),
        })]),
    };

    private static ClaimLine ReadLine(JsonElement json) => new(String(json, "equation"), ReadText(json.GetProperty("name")), String(json, "formula"),
        Number(json, "value"), new Unit(String(json, "unit")), Marks.Parse(String(json, "mark")), String(json, "source"), ReadText(json.GetProperty("rounding")),
        [.. List(json, "inputs").Select(input => new ClaimInput(String(input, "symbol"), ReadText(input.GetProperty("name")), Number(input, "value"),
            new Unit(String(input, "unit")), String(input, "citation"), input.GetProperty("mark").GetString() is string mark ? Marks.Parse(mark) : null))]);

    private static JsonObject Write(Waterfall waterfall) => new()
    {
        ["gross"] = DecimalText.Of(waterfall.Gross),
        ["baseline"] = DecimalText.Of(waterfall.Baseline),
        ["leakage"] = DecimalText.Of(waterfall.Leakage),
        ["uncertainty"] = DecimalText.Of(waterfall.Uncertainty),
        ["other"] = DecimalText.Of(waterfall.Other),
        ["buffer"] = waterfall.Buffer,
        ["net"] = DecimalText.Of(waterfall.Net),
        ["credits"] = waterfall.Credits,
    };

    private static Waterfall ReadWaterfall(JsonElement json) => new(Number(json, "gross"), Number(json, "baseline"), Number(json, "leakage"),
        Number(json, "uncertainty"), Number(json, "other"), json.GetProperty("buffer").GetInt64(), Number(json, "net"), json.GetProperty("credits").GetInt64());

    private static JsonObject Write(Text text) => new() { ["en"] = text.En, ["ja"] = text.Ja };

    private static Text ReadText(JsonElement json) => new(String(json, "en"), String(json, "ja"));

    private static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(JsonElement json, string name) => DateOnly.ParseExact(String(json, name), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string String(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static decimal Number(JsonElement json, string name) => decimal.Parse(String(json, name), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static JsonElement.ArrayEnumerator List(JsonElement json, string name) => json.GetProperty(name).EnumerateArray();
}
