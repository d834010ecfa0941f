using System.Text.Json;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Geometries;

namespace Mitoshi.Catalog.Items;

/// <summary>A stored item as filters see it: top-level members and properties by name, a dotted path into them, <c>datetime</c> never null.</summary>
internal sealed class ItemFeature : IFeature, IDisposable
{
    private readonly JsonDocument _document;
    private readonly JsonElement _properties;

    public ItemFeature(ReadOnlyMemory<byte> body)
    {
        _document = JsonDocument.Parse(body);
        _properties = _document.RootElement.GetProperty("properties"u8);
    }

    public object? ValueOf(string property)
    {
        JsonElement root = _document.RootElement;
        switch (property)
        {
            case "id" or "collection":
                return root.GetProperty(property).GetString();
            case "geometry" or "footprint" or "geom":
                return root.GetProperty("geometry"u8) is { ValueKind: JsonValueKind.Object } outline ? GeoJson.Read(outline) : null;
            case "datetime" when _properties.GetProperty("datetime"u8).ValueKind == JsonValueKind.Null:
                return ValueOf("start_datetime");
            default:
                string name = property.StartsWith("properties.", StringComparison.Ordinal) ? property["properties.".Length..] : property;
                return _properties.TryGetProperty(name, out JsonElement value) ? Value(value) : Path(name);
        }
    }

    public void Dispose() => _document.Dispose();

    private object? Path(string name)
    {
        JsonElement at = _properties;
        foreach (string step in name.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return Value(at);
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToArray(),
        _ => null,
    };
}
