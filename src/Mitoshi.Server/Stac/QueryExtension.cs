using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Cql2;

namespace Mitoshi.Server.Stac;

/// <summary>The older query extension, <c>{"eo:cloud_cover": {"lt": 20}}</c>, as a CQL2 filter.</summary>
internal static class QueryExtension
{
    /// <exception cref="MitoshiException">search.bad_parameter.</exception>
    public static Expression? Read(JsonNode query)
    {
        List<Expression> all = [];
        foreach ((string property, JsonNode? conditions) in query as JsonObject ?? throw Bad(query))
        {
            foreach ((string name, JsonNode? operand) in conditions as JsonObject ?? throw Bad(query))
            {
                all.Add(Condition(new PropertyName(property), name, operand ?? throw Bad(query), query));
            }
        }

        return all.Count switch { 0 => null, 1 => all[0], > 1000 => throw Bad(query), _ => new Operation("and", all) };
    }

    private static Operation Condition(PropertyName property, string name, JsonNode operand, JsonNode query) => name switch
    {
        "eq" => new("=", [property, Literal(operand, query)]),
        "neq" => new("<>", [property, Literal(operand, query)]),
        "lt" => new("<", [property, Literal(operand, query)]),
        "lte" => new("<=", [property, Literal(operand, query)]),
        "gt" => new(">", [property, Literal(operand, query)]),
        "gte" => new(">=", [property, Literal(operand, query)]),
        "startsWith" => new("like", [property, new TextLiteral(Escaped(operand, query) + "%")]),
        "endsWith" => new("like", [property, new TextLiteral("%" + Escaped(operand, query))]),
        "contains" => new("like", [property, new TextLiteral("%" + Escaped(operand, query) + "%")]),
        "in" => operand is JsonArray { Count: > 0 and <= Cql2Limits.List } list ? new("in", [property, new ListExpression([.. list.Select(entry => Literal(entry, query))])]) : throw Bad(query),
        _ => throw Bad(query),
    };

    private static Expression Literal(JsonNode? node, JsonNode query) => node?.GetValueKind() switch
    {
        JsonValueKind.String => new TextLiteral(node.GetValue<string>()),
        JsonValueKind.Number => new NumberLiteral(node.GetValue<double>()),
        JsonValueKind.True => new BooleanLiteral(true),
        JsonValueKind.False => new BooleanLiteral(false),
        _ => throw Bad(query),
    };

    private static string Escaped(JsonNode node, JsonNode query)
        => Literal(node, query) is TextLiteral text ? text.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) : throw Bad(query);

    private static MitoshiException Bad(JsonNode query) => SearchRequest.Bad("query", query.ToJsonString(),
        ("{\"property\": {\"eq|neq|lt|lte|gt|gte|startsWith|endsWith|contains|in\": value}}", "{\"項目\": {\"eq|neq|lt|lte|gt|gte|startsWith|endsWith|contains|in\": 値}}"));
}
