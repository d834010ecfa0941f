using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>
/// JSON with one possible spelling, so that its hash means its content: UTF-8 without byte order mark, no white space, keys in the order of
/// their UTF-16 code units, the short escapes of RFC 8785 section 3.2.2.2, and whole numbers only. A decimal is a string
/// (<c>"0.47"</c>), a time is UTC text (<c>"2026-11-26T10:00:00Z"</c>): a float has no spelling that every reader agrees on.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical bytes.</summary>
    /// <exception cref="MitoshiException"><c>json.not_canonical</c>: a number with a fraction, an exponent or more than 18 digits.</exception>
    public static byte[] Write(JsonNode? node)
    {
        StringBuilder text = new();
        Append(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads bytes that must be canonical already: what is read again is written as the same bytes.</summary>
    /// <exception cref="MitoshiException"><c>json.not_canonical</c>: not JSON, or another spelling of it.</exception>
    public static JsonNode Read(ReadOnlySpan<byte> content)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw NotCanonical($"not JSON: {error.Message}", $"JSON ではありません: {error.Message}", error);
        }

        if (node is null || !Write(node).AsSpan().SequenceEqual(content))
        {
            throw NotCanonical("JSON in another spelling than the canonical one", "正規の書き方ではない JSON です");
        }

        return node;
    }

    /// <summary>SHA-256 of the canonical bytes, 64 lower-case hex digits.</summary>
    public static string Sha256(JsonNode? node) => Convert.ToHexStringLower(SHA256.HashData(Write(node)));

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendObject(text, members);
                break;
            case JsonArray items:
                text.Append('[');
                for (int i = 0; i < items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Append(text, items[i]);
                }

                text.Append(']');
                break;
            default:
                AppendValue(text, node.AsValue());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject members)
    {
        List<KeyValuePair<string, JsonNode?>> sorted = [.. members];
        sorted.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        text.Append('{');
        for (int i = 0; i < sorted.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            AppendString(text, sorted[i].Key);
            text.Append(':');
            Append(text, sorted[i].Value);
        }

        text.Append('}');
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                string digits = value.ToJsonString();
                bool isWhole = digits.Length <= 19 && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
                text.Append(isWhole ? digits : throw NotCanonical($"the number {digits}", $"数値 {digits} があります"));
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static MitoshiException NotCanonical(string en, string ja, Exception? inner = null) => new(
        "json.not_canonical", found: (en, ja),
        expected: ("canonical JSON: sorted keys, no white space, whole numbers, decimals as strings", "正規の JSON: キーは順に並べ、空白なし、数値は整数、小数は文字列"),
        remedy: ("Write a decimal as a string, such as \"0.47\"; do not edit files that are covered by a hash.", "小数は \"0.47\" のように文字列で書いてください。ハッシュで守られたファイルは編集しないでください。"),
        inner);
}
