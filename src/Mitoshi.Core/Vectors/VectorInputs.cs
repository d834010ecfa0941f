using System.Globalization;
using System.Text.Json;

namespace Mitoshi.Core;

/// <summary>Reads the inputs of a vector by name. What is absent or of another kind is refused, never guessed.</summary>
/// <param name="json">A JSON object.</param>
public readonly struct VectorInputs(JsonElement json)
{
    /// <summary>The object itself.</summary>
    public JsonElement Json => json;

    /// <summary>Names in the order of the file.</summary>
    public IEnumerable<string> Names => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(property => property.Name) : [];

    /// <summary>True when the name is there and not null.</summary>
    public bool Has(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Any value.</summary>
    /// <exception cref="MitoshiException"><c>vectors.missing_field</c>.</exception>
    public JsonElement Value(string name) => Has(name) ? json.GetProperty(name) : throw Missing(name);

    /// <summary>An exact decimal, written as a number or as a string.</summary>
    /// <exception cref="MitoshiException"><c>vectors.missing_field</c>.</exception>
    public decimal Decimal(string name) => ToDecimal(Value(name), name);

    /// <summary>An exact decimal, or <paramref name="otherwise"/> when it is absent.</summary>
    public decimal Decimal(string name, decimal otherwise) => Has(name) ? Decimal(name) : otherwise;

    /// <summary>An exact decimal, or null when it is absent.</summary>
    public decimal? OptionalDecimal(string name) => Has(name) ? Decimal(name) : null;

    /// <summary>A number, written as a number or as a string.</summary>
    public double Double(string name) => ToDouble(Value(name), name);

    /// <summary>A number, or null when it is absent.</summary>
    public double? OptionalDouble(string name) => Has(name) ? Double(name) : null;

    /// <summary>A whole number.</summary>
    public int Int(string name)
    {
        decimal value = Decimal(name);
        return value == decimal.Truncate(value) && Math.Abs(value) <= int.MaxValue ? (int)value : throw Missing(name);
    }

    /// <summary>A whole number, or null when it is absent.</summary>
    public int? OptionalInt(string name) => Has(name) ? Int(name) : null;

    /// <summary>True or false, or <paramref name="otherwise"/> when it is absent.</summary>
    public bool Flag(string name, bool otherwise = false) => Has(name) ? Value(name).ValueKind == JsonValueKind.True : otherwise;

    /// <summary>A string.</summary>
    public string Text(string name) => Value(name).ValueKind == JsonValueKind.String ? Value(name).GetString()! : Value(name).GetRawText();

    /// <summary>A string, or null when it is absent.</summary>
    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    /// <summary>A day written as 2026-01-31; a time after it is left off.</summary>
    public DateOnly Date(string name) => DateOnly.TryParseExact(Text(name).Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
        ? day
        : throw Missing(name);

    /// <summary>A list of exact decimals; a single number is a list of one.</summary>
    public decimal[] Decimals(string name)
    {
        JsonElement value = Value(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => ToDecimal(item, name))] : [ToDecimal(value, name)];
    }

    /// <summary>A list of numbers; a single number is a list of one.</summary>
    public double[] Doubles(string name)
    {
        JsonElement value = Value(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => ToDouble(item, name))] : [ToDouble(value, name)];
    }

    /// <summary>A list of lists of numbers.</summary>
    public double[][] Matrix(string name) => [.. Items(Value(name), name).Select(row => Items(row, name).Select(item => ToDouble(item, name)).ToArray())];

    /// <summary>A list of lists of exact decimals.</summary>
    public decimal[][] DecimalMatrix(string name) => [.. Items(Value(name), name).Select(row => Items(row, name).Select(item => ToDecimal(item, name)).ToArray())];

    /// <summary>A list of strings; a single one is a list of one.</summary>
    public string[] Texts(string name)
    {
        JsonElement value = Value(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.ToString())] : [value.ToString()];
    }

    /// <summary>An object inside.</summary>
    public VectorInputs Inner(string name) => new(Value(name));

    /// <summary>A list of objects.</summary>
    public VectorInputs[] Inners(string name) => [.. Items(Value(name), name).Select(item => new VectorInputs(item))];

    /// <summary>The elements of a list, in order.</summary>
    /// <exception cref="MitoshiException"><c>vectors.missing_field</c> when it is not a list.</exception>
    public static IEnumerable<JsonElement> Items(JsonElement value, string name)
        => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Missing(name);

    private static decimal ToDecimal(JsonElement value, string name)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : throw Missing(name);
    }

    private static double ToDouble(JsonElement value, string name)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Missing(name);
    }

    private static MitoshiException Missing(string name) => new("vectors.missing_field",
        found: ($"the input {name} is absent or not of the right kind", $"入力 {name} がないか、種類が違います"),
        expected: ("every input that the calculation names", "計算に必要な入力がすべてそろっていること"),
        remedy: ($"Add {name} to the inputs.", $"{name} を入力に加えてください。"));
}
