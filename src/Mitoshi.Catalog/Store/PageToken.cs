using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Mitoshi.Catalog.Store;

/// <summary>
/// Where a page begins: the values of the sort keys of the last item before it. It names a place in the order, not a number of items, so
/// writes in between neither hide nor repeat anything. Short, and opaque to clients; what comes back is only ever used as parameters.
/// </summary>
internal static class PageToken
{
    public static string Write(IReadOnlyList<object?> values)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartArray();
            foreach (object? value in values)
            {
                switch (value)
                {
                    case null: json.WriteNullValue(); break;
                    case long ticks: json.WriteNumberValue(ticks); break;
                    // A fraction is always written, so that it is read as one.
                    case double number: json.WriteRawValue(number.ToString("E16")); break;
                    default: json.WriteStringValue((string)value); break;
                }
            }

            json.WriteEndArray();
        }

        return Base64Url.EncodeToString(stream.ToArray());
    }

    /// <exception cref="MitoshiException">search.bad_token.</exception>
    public static object?[] Read(string token, int count)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(token.Length <= 2048 ? Base64Url.DecodeFromChars(token) : throw new FormatException("too long"), new JsonDocumentOptions { MaxDepth = 2 });
            object?[] values = [.. json.RootElement.EnumerateArray().Select(Value)];
            return values.Length == count ? values : throw new FormatException("another order");
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw new MitoshiException("search.bad_token", found: ("the token is not one of this search", "tokenがこの検索のものではありません"),
                expected: ("the token of a `next` link, with the same order", "`next` リンクのtoken。並び順も同じもの"), remedy: ("Begin again without a token.", "tokenなしで最初からやり直してください。"), error);
        }
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long ticks) && !json.GetRawText().Contains('E') ? (object)ticks : json.GetDouble(),
        _ => throw new FormatException("not a value"),
    };
}
