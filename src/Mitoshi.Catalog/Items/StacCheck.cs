using System.Text.Json;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Items;

/// <summary>Checks members of a STAC object one by one and names the first that is wrong: path, what was found, what to write.</summary>
/// <param name="what">What is checked: <c>item</c> or <c>collection</c>.</param>
internal sealed class StacCheck(string what)
{
    private string _name = "";

    public JsonElement Object(JsonElement parent, string path, string name)
        => Member(parent, path, name) is { ValueKind: JsonValueKind.Object } found ? found : throw Wrong(path + name, parent, name, ("an object { … }", "オブジェクト { … }"));

    public JsonElement Array(JsonElement parent, string path, string name)
        => Member(parent, path, name) is { ValueKind: JsonValueKind.Array } found ? found : throw Wrong(path + name, parent, name, ("a list [ … ]", "リスト [ … ]"));

    public string Text(JsonElement parent, string path, string name)
        => Member(parent, path, name) is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text ? text : throw Wrong(path + name, parent, name, ("a string that is not empty", "空でない文字列"));

    /// <summary>An identifier: it also stands in addresses.</summary>
    public string Identifier(JsonElement parent, string name)
    {
        string id = Text(parent, "", name);
        CheckIdentifier(id, parent, name);
        _name = id;
        return id;
    }

    public void CheckIdentifier(string id, JsonElement parent, string name)
    {
        if (id.Length > 200 || id.Any(c => char.IsControl(c) || c == '\\') || id.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw Wrong(name, parent, name, ("at most 200 characters, no control characters or backslashes, no empty or dotted part between slashes", "200文字以内。制御文字と逆斜線、斜線の間の空や点だけの部分は不可"));
        }
    }

    public void Version(JsonElement parent)
    {
        if (Text(parent, "", "stac_version") is not ("1.0.0" or "1.1.0"))
        {
            throw Wrong("stac_version", parent, "stac_version", ("\"1.0.0\" or \"1.1.0\"", "\"1.0.0\" または \"1.1.0\""));
        }
    }

    public void Type(JsonElement parent, string type)
    {
        if (Text(parent, "", "type") != type)
        {
            throw Wrong("type", parent, "type", $"\"{type}\"");
        }
    }

    public Instant? Time(JsonElement parent, string path, string name, bool isNullAllowed = false)
    {
        if (!parent.TryGetProperty(name, out JsonElement found) || (isNullAllowed && found.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        return found.ValueKind == JsonValueKind.String && Instant.TryParseTimestamp(found.GetString(), out Instant instant)
            ? instant
            : throw Wrong(path + name, parent, name, ("a date-time with a zone such as \"2024-06-09T01:02:03Z\"", "\"2024-06-09T01:02:03Z\" のような時間帯つきの日時"));
    }

    public double? Number(JsonElement parent, string path, string name, double min, double max)
    {
        if (!parent.TryGetProperty(name, out JsonElement found) || found.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out double number) && number >= min && number <= max
            ? number
            : throw Wrong(path + name, parent, name, max < double.MaxValue ? ($"a number from {min} to {max}", $"{min}〜{max} の数") : ($"a number above {min}", $"{min} より大きい数"));
    }

    public string? OptionalText(JsonElement parent, string path, string name)
        => !parent.TryGetProperty(name, out JsonElement found) || found.ValueKind == JsonValueKind.Null ? null
            : found.ValueKind == JsonValueKind.String ? found.GetString() : throw Wrong(path + name, parent, name, ("a string", "文字列"));

    public void Texts(JsonElement parent, string path, string name)
    {
        if (parent.TryGetProperty(name, out JsonElement list) && (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String)))
        {
            throw Wrong(path + name, parent, name, ("a list of strings", "文字列のリスト"));
        }
    }

    public double[]? Box(JsonElement parent, string path, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement box))
        {
            return null;
        }

        if (box.ValueKind != JsonValueKind.Array || box.EnumerateArray().Any(number => number.ValueKind != JsonValueKind.Number))
        {
            throw Wrong(path + name, parent, name, ("a list of 4 or 6 numbers", "4個か6個の数のリスト"));
        }

        double[] bounds = [.. box.EnumerateArray().Select(number => number.GetDouble())];
        try
        {
            Positions.CheckBox(bounds);
        }
        catch (MitoshiException error)
        {
            throw Wrong(path + name, parent, name, error.Expected, error);
        }

        return bounds;
    }

    /// <summary>Links: each an object with rel and href; a browser must not run what stands there.</summary>
    public void Links(JsonElement parent)
    {
        int index = 0;
        foreach (JsonElement link in Array(parent, "", "links").EnumerateArray())
        {
            string path = $"links[{index++}].";
            if (link.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(path.TrimEnd('.'), parent, "links", ("an object with rel and href", "rel と href を持つオブジェクト"));
            }

            Text(link, path, "rel");
            Address(link, path);
        }
    }

    public void Address(JsonElement parent, string path)
    {
        string href = Text(parent, path, "href").TrimStart();
        if (href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || href.Any(char.IsControl))
        {
            throw Wrong(path + "href", parent, "href", ("an address such as https://… or a path", "https://… のようなアドレスまたはパス"));
        }
    }

    public MitoshiException Wrong(string path, JsonElement parent, string name, Text expected, Exception? inner = null)
    {
        string found = parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? Short(value) : "";
        string of = _name.Length > 0 ? $"{what} {_name}: " : $"{what}: ";
        return new(what + ".not_valid",
            found: found.Length > 0 ? ($"{of}{path} is {found}", $"{of}{path} が {found} です") : ($"{of}{path} is missing", $"{of}{path} がありません"),
            expected: expected,
            remedy: ($"Write {path} so and send it again.", $"{path} をそのように直して送り直してください。"), inner);
    }

    private JsonElement Member(JsonElement parent, string path, string name)
        => parent.ValueKind != JsonValueKind.Object ? throw Wrong(path.TrimEnd('.'), parent, name, ("an object { … }", "オブジェクト { … }"))
            : parent.TryGetProperty(name, out JsonElement found) ? found : default;

    private static string Short(JsonElement json) => json.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : json.GetRawText();
}
