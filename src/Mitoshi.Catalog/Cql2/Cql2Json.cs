using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Cql2;

/// <summary>CQL2 as JSON: <c>{"op": "&lt;", "args": [{"property": "eo:cloud_cover"}, 20]}</c>.</summary>
public static class Cql2Json
{
    /// <summary>Reads a filter from UTF-8.</summary>
    /// <exception cref="MitoshiException">cql2.syntax, cql2.too_large, geometry.out_of_range, geometry.bad_box, geometry.not_valid.</exception>
    public static Expression Read(string json)
    {
        if (json.Length > Cql2Limits.Length)
        {
            throw Cql2Limits.TooLong();
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4 * Cql2Limits.Depth });
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw Syntax(($"not JSON: {error.Message}", $"JSONではありません: {error.Message}"));
        }
    }

    /// <summary>Reads a filter.</summary>
    /// <exception cref="MitoshiException">As <see cref="Read(string)"/>.</exception>
    public static Expression Read(JsonElement json)
    {
        try
        {
            return ExpressionFactory.Filter(Any(json, 1), Syntax);
        }
        catch (InvalidOperationException error)
        {
            // Strings with lone surrogates cannot be turned into text.
            throw Syntax(($"not text: {error.Message}", $"文字列ではありません: {error.Message}"));
        }
    }

    /// <summary>Writes a filter as compact JSON.</summary>
    public static string Write(Expression expression)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 8 * Cql2Limits.Depth }))
        {
            Write(expression, writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Expression Any(JsonElement json, int depth)
    {
        if (depth > Cql2Limits.Depth)
        {
            throw Cql2Limits.TooDeep();
        }

        return json.ValueKind switch
        {
            JsonValueKind.String => new TextLiteral(json.GetString()!),
            JsonValueKind.Number when json.TryGetDouble(out double number) && double.IsFinite(number) => new NumberLiteral(number),
            JsonValueKind.True or JsonValueKind.False => new BooleanLiteral(json.GetBoolean()),
            JsonValueKind.Array => List(json, depth),
            JsonValueKind.Object => Object(json, depth),
            _ => throw Syntax(($"{Short(json)} is not an expression", $"{Short(json)} は式ではありません")),
        };
    }

    private static ListExpression List(JsonElement json, int depth) => new(Many(json, depth));

    private static List<Expression> Many(JsonElement json, int depth)
    {
        if (json.GetArrayLength() > Cql2Limits.List)
        {
            throw Cql2Limits.TooMany();
        }

        List<Expression> all = [];
        foreach (JsonElement entry in json.EnumerateArray())
        {
            all.Add(Any(entry, depth + 1));
        }

        return all;
    }

    private static Expression Object(JsonElement json, int depth)
    {
        if (json.TryGetProperty("op", out JsonElement op))
        {
            return op.ValueKind == JsonValueKind.String && json.TryGetProperty("args", out JsonElement args) && args.ValueKind == JsonValueKind.Array
                ? Operation(op.GetString()!, Many(args, depth))
                : throw Syntax(($"{Short(json)} has no \"op\" with a list \"args\"", $"{Short(json)} に「op」とリスト「args」がありません"));
        }

        if (json.TryGetProperty("property", out JsonElement property) && property.ValueKind == JsonValueKind.String && property.GetString() is { Length: > 0 } name)
        {
            return new PropertyName(name);
        }

        if (json.TryGetProperty("date", out JsonElement date) && date.ValueKind == JsonValueKind.String && Instant.TryParseDate(date.GetString(), out Instant day))
        {
            return new InstantLiteral(day);
        }

        if (json.TryGetProperty("timestamp", out JsonElement timestamp) && timestamp.ValueKind == JsonValueKind.String && Instant.TryParseTimestamp(timestamp.GetString(), out Instant time))
        {
            return new InstantLiteral(time);
        }

        if (json.TryGetProperty("interval", out JsonElement interval) && interval.ValueKind == JsonValueKind.Array && interval.GetArrayLength() == 2)
        {
            return new IntervalExpression(End(interval[0], depth + 1), End(interval[1], depth + 1));
        }

        if (json.TryGetProperty("bbox", out JsonElement box) && box.ValueKind == JsonValueKind.Array && box.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number))
        {
            double[] bounds = [.. box.EnumerateArray().Select(number => number.GetDouble())];
            Positions.CheckBox(bounds);
            return new BoxLiteral(bounds);
        }

        return json.TryGetProperty("type", out _) ? new GeometryLiteral(GeoJson.Read(json)) : throw Syntax(($"{Short(json)} is not an expression", $"{Short(json)} は式ではありません"));
    }

    private static Expression Operation(string name, List<Expression> arguments)
    {
        if (Operators.KindOf(name) == OperatorKind.In && (arguments.Count != 2 || arguments[1] is not ListExpression { Items.Count: > 0 }))
        {
            throw Syntax(("\"in\" needs a value and a list that is not empty", "「in」には値と空でないリストが必要です"));
        }

        return ExpressionFactory.Operation(name, arguments, Syntax);
    }

    private static Expression End(JsonElement json, int depth)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            string text = json.GetString()!;
            return text == ".." ? new OpenEnd() : Instant.TryParse(text, out Instant instant) ? new InstantLiteral(instant) : throw Syntax(($"\"{text}\" is not a date or a time stamp", $"「{text}」は日付でも日時でもありません"));
        }

        return Any(json, depth) is var end and (PropertyName or Cql2.Operation or InstantLiteral) ? end : throw Syntax(($"{Short(json)} cannot end an interval", $"{Short(json)} は区間の端になれません"));
    }

    private static void Write(Expression expression, Utf8JsonWriter json)
    {
        switch (expression)
        {
            case PropertyName property: Single("property", property.Name, json); break;
            case TextLiteral literal: json.WriteStringValue(literal.Value); break;
            case NumberLiteral literal: json.WriteNumberValue(literal.Value); break;
            case BooleanLiteral literal: json.WriteBooleanValue(literal.Value); break;
            case InstantLiteral literal: Single(literal.Value.IsDate ? "date" : "timestamp", literal.Value.ToString(), json); break;
            case OpenEnd: json.WriteStringValue(".."); break;
            case IntervalExpression interval:
                json.WriteStartObject();
                json.WriteStartArray("interval");
                WriteEnd(interval.From, json);
                WriteEnd(interval.To, json);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case GeometryLiteral literal: GeoJson.Write(literal.Value, json); break;
            case BoxLiteral box:
                json.WriteStartObject();
                json.WriteStartArray("bbox");
                foreach (double bound in box.Bounds)
                {
                    json.WriteNumberValue(bound);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case ListExpression list: WriteList(list.Items, json); break;
            case Operation operation:
                json.WriteStartObject();
                json.WriteString("op", operation.Name);
                json.WritePropertyName("args");
                WriteList(operation.Arguments, json);
                json.WriteEndObject();
                break;
            default: throw new ArgumentOutOfRangeException(nameof(expression), expression, "not an expression of CQL2");
        }
    }

    private static void WriteEnd(Expression end, Utf8JsonWriter json)
    {
        if (end is InstantLiteral instant)
        {
            json.WriteStringValue(instant.Value.ToString());
        }
        else
        {
            Write(end, json);
        }
    }

    private static void WriteList(IReadOnlyList<Expression> items, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Expression item in items)
        {
            Write(item, json);
        }

        json.WriteEndArray();
    }

    private static void Single(string name, string value, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static string Short(JsonElement json) => json.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : json.GetRawText();

    private static MitoshiException Syntax(Text what) => new("cql2.syntax",
        found: ($"filter: {what.En}", $"フィルター: {what.Ja}"),
        expected: ("CQL2 JSON such as {\"op\": \"<\", \"args\": [{\"property\": \"eo:cloud_cover\"}, 20]}", "{\"op\": \"<\", \"args\": [{\"property\": \"eo:cloud_cover\"}, 20]} のようなCQL2 JSON"),
        remedy: ("Text filters need `filter-lang=cql2-text`.", "テキストのフィルターには `filter-lang=cql2-text` を付けてください。"));
}
