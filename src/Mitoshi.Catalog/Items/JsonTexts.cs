using System.Text.Json;
using System.Text.Unicode;

namespace Mitoshi.Catalog.Items;

/// <summary>Strings of JSON that no store can keep: not UTF-8, with the character U+0000, which PostgreSQL has no place for, or with half of a surrogate pair, which is no text.</summary>
public static class JsonTexts
{
    /// <summary>Looks at every string that is escaped; others cannot hold either.</summary>
    /// <param name="json">JSON, UTF-8.</param>
    /// <exception cref="JsonException">There is one, or it is not JSON.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("the text is not UTF-8");
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && reader.GetString()!.Contains('\0'))
                {
                    throw new JsonException($"a string with the character U+0000 at byte {reader.TokenStartIndex}");
                }
            }
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException($"a string with half of a surrogate pair at byte {reader.TokenStartIndex}", error);
        }
    }
}
