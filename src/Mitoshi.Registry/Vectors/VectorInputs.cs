using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Reads the inputs of a vector; what isn't there or has another shape is refused, not guessed.</summary>
internal static class VectorInputs
{
    public static bool Has(this JsonElement inputs, string name)
        => inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public static JsonElement Part(this JsonElement inputs, string name) => inputs.Has(name) ? inputs.GetProperty(name) : throw Missing(name);

    public static string Text(this JsonElement inputs, string name)
    {
        JsonElement part = inputs.Part(name);
        return part.ValueKind == JsonValueKind.String ? part.GetString()! : throw Missing(name);
    }

    public static string? TextOrNull(this JsonElement inputs, string name) => inputs.Has(name) ? inputs.Text(name) : null;

    public static decimal Number(this JsonElement inputs, string name) => NumberOf(inputs.Part(name), name);

    public static decimal NumberOf(JsonElement part, string name)
    {
        string? text = part.ValueKind switch
        {
            JsonValueKind.Number => part.GetRawText(),
            JsonValueKind.String => part.GetString(),
            _ => null,
        };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : throw Missing(name);
    }

    public static decimal Number(this JsonElement inputs, string name, decimal fallback) => inputs.Has(name) ? inputs.Number(name) : fallback;

    /// <summary>A whole number of units; a fraction is refused as <c>registry.invalid_quantity</c>.</summary>
    public static long Units(this JsonElement inputs, string name) => UnitsOf(inputs.Part(name), name);

    public static long UnitsOf(JsonElement part, string name)
    {
        decimal number = NumberOf(part, name);
        return number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue ? (long)number : throw BlockErrors.InvalidQuantity(number.ToString(CultureInfo.InvariantCulture));
    }

    public static long Units(this JsonElement inputs, string name, long fallback) => inputs.Has(name) ? inputs.Units(name) : fallback;

    public static ulong Size(this JsonElement inputs, string name)
        => inputs.Part(name).ValueKind == JsonValueKind.Number && inputs.Part(name).TryGetUInt64(out ulong size) ? size
            : throw TilePath.OutOfRange(inputs.Part(name).GetRawText(), "0..2^64-1");

    public static IReadOnlyList<JsonElement> List(this JsonElement inputs, string name)
        => inputs.Part(name).ValueKind == JsonValueKind.Array ? [.. inputs.Part(name).EnumerateArray()] : throw Missing(name);

    public static IReadOnlyList<JsonElement> ListOrEmpty(this JsonElement inputs, string name) => inputs.Has(name) ? inputs.List(name) : [];

    public static byte[] Hex(this JsonElement inputs, string name) => HexOf(inputs.Text(name), name);

    public static byte[] HexOf(string text, string name)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException error)
        {
            throw Missing(name, error);
        }
    }

    public static Digest Digest(this JsonElement inputs, string name)
        => Registry.Digest.TryParse(inputs.Text(name), out Digest digest) ? digest : throw ProofErrors.Mismatch(default, default);

    public static IReadOnlyList<Digest> Proof(this JsonElement inputs, string name) => [.. inputs.ListOrEmpty(name).Select(hash =>
        Registry.Digest.TryParse(hash.GetString() ?? "", out Digest digest) ? digest : throw ProofErrors.Length(Registry.Digest.Length, hash.GetRawText().Length / 2))];

    public static JsonArray ToJson(this IEnumerable<Digest> digests) => [.. digests.Select(d => (JsonNode)d.ToString())];

    private static MitoshiException Missing(string name, Exception? inner = null) => new(
        "registry.shape_mismatch", found: ($"no usable input \"{name}\"", $"入力「{name}」がないか、形が違います"),
        expected: ("the inputs that the module's page lists", "モジュールのページにある入力"),
        remedy: ("Complete the vector.", "ベクタを補ってください。"), inner);
}
