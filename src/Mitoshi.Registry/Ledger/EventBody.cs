using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Reads the particulars of an event; what isn't there makes it malformed.</summary>
internal static class EventBody
{
    public static string Text(this JsonObject body, string name) => body.TextOrNull(name) ?? throw Missing(name);

    public static string? TextOrNull(this JsonObject body, string name)
        => body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static long Number(this JsonObject body, string name) => body.NumberOrNull(name) ?? throw Missing(name);

    public static long? NumberOrNull(this JsonObject body, string name)
        => body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;

    public static decimal Decimal(this JsonObject body, string name)
        => decimal.TryParse(body.Text(name), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : throw Missing(name);

    private static MitoshiException Missing(string name) => RegistryEvent.Malformed($"no usable \"{name}\"", $"「{name}」がないか、形が違います");
}
