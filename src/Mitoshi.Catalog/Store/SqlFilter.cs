using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Store;

/// <summary>Puts as much of a filter into SQL as means exactly the same there; the rest is evaluated on each row that SQL finds.</summary>
internal static class SqlFilter
{
    private static readonly Dictionary<string, string> Mirrored = new() { ["="] = "=", ["<>"] = "<>", ["<"] = ">", [">"] = "<", ["<="] = ">=", [">="] = "<=" };

    /// <summary>The conditions that must all hold.</summary>
    public static IEnumerable<Expression> Conjuncts(Expression? filter) => filter switch
    {
        null => [],
        Operation { Name: "and" } and => and.Arguments.SelectMany(Conjuncts),
        _ => [filter],
    };

    /// <summary>SQL of the same three-valued meaning, or null.</summary>
    public static string? Translate(Expression expression, SqlText sql) => expression is not Operation operation ? null : operation.Name switch
    {
        "and" or "or" => Logical(operation, sql),
        "not" => Translate(operation.Arguments[0], sql) is { } inner ? $"NOT ({inner})" : null,
        "=" or "<>" or "<" or ">" or "<=" or ">=" => Comparison(operation, sql),
        "isNull" when Column(operation.Arguments[0]) is { } column => $"i.{column.Name} IS NULL",
        "between" when Column(operation.Arguments[0]) is { } column && Literal(column, operation.Arguments[1]) is { } low && Literal(column, operation.Arguments[2]) is { } high
            => $"i.{column.Name} BETWEEN {sql.Value(low)} AND {sql.Value(high)}",
        "in" when Column(operation.Arguments[0]) is { } column => In(column, (ListExpression)operation.Arguments[1], sql),
        _ => null,
    };

    private static string? Logical(Operation operation, SqlText sql)
    {
        List<string> parts = [];
        foreach (Expression argument in operation.Arguments)
        {
            if (Translate(argument, sql) is not { } part)
            {
                return null;
            }

            parts.Add($"({part})");
        }

        return string.Join($" {operation.Name} ", parts);
    }

    private static string? Comparison(Operation operation, SqlText sql)
    {
        Expression left = operation.Arguments[0], right = operation.Arguments[1];
        string sign = operation.Name;
        if (left is not PropertyName)
        {
            (left, right, sign) = (right, left, Mirrored[sign]);
        }

        return Column(left) is { } column && Literal(column, right) is { } value ? $"i.{column.Name} {sign} {sql.Value(value)}" : null;
    }

    private static string? In(SearchColumn column, ListExpression list, SqlText sql)
    {
        List<object> values = [];
        foreach (Expression entry in list.Items)
        {
            if (Literal(column, entry) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        // PostgreSQL takes at most 65,535 parameters, SQLite 32,766.
        return sql.Parameters.Count + values.Count <= 20_000 ? $"i.{column.Name} IN {sql.List(values)}" : null;
    }

    private static SearchColumn? Column(Expression expression) => expression is PropertyName property ? SearchColumns.Find(property.Name) : null;

    private static object? Literal(SearchColumn column, Expression expression) => (column.Kind, expression) switch
    {
        (ColumnKind.Text, TextLiteral text) when !text.Value.Contains('\0') => text.Value,
        (ColumnKind.Number, NumberLiteral number) => number.Value,
        (ColumnKind.Instant, InstantLiteral instant) => instant.Value.Ticks,
        // A date as text is compared as text.
        (ColumnKind.Instant, TextLiteral text) when Instant.TryParseTimestamp(text.Value, out Instant instant) => instant.Ticks,
        _ => null,
    };
}
