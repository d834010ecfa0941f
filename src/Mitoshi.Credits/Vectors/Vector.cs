using System.Text.Json.Nodes;

namespace Mitoshi.Credits;

/// <summary>Shorthand of the adapters between vectors and methodologies: they read, call and name, and calculate nothing.</summary>
internal static class Vector
{
    /// <summary>A module whose inputs are read by name.</summary>
    public static VectorModule Module(string name, Func<VectorInputs, JsonObject> evaluate) => new(name, json => evaluate(new VectorInputs(json)));

    /// <summary>A module of a methodology that never issues: there is nothing to calculate.</summary>
    public static VectorModule NeverIssues(string name, Text why) => new(name, _ => throw Refusal.NotForIssuance(why));

    /// <summary>Refuses when the inputs ask for issuance.</summary>
    public static void RefuseIssuance(VectorInputs inputs, Text why)
    {
        if (inputs.OptionalText("purpose") == "issuance")
        {
            throw Refusal.NotForIssuance(why);
        }
    }

    /// <summary>A single result.</summary>
    public static JsonObject Value(decimal value) => new() { ["value"] = value };

    /// <summary>A single answer that is yes; no is a refusal.</summary>
    public static JsonObject Yes(string name)
        => new() { [name] = true };

    /// <summary>A factor that must be there.</summary>
    public static decimal Factor(VectorInputs inputs, string name) => inputs.OptionalDecimal(name) ?? throw Absent(name);

    /// <summary>A list of factors that must be there.</summary>
    public static decimal[] Factors(VectorInputs inputs, string name) => inputs.Has(name) ? inputs.Decimals(name) : throw Absent(name);

    /// <summary>A list of decimals.</summary>
    public static JsonArray List(IEnumerable<decimal> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    /// <summary>A list of numbers.</summary>
    public static JsonArray List(IEnumerable<double> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    /// <summary>A list of words.</summary>
    public static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static MitoshiException Absent(string name) => Refusal.MissingFactor(($"no value for {name}", $"{name} の値がありません"));
}
