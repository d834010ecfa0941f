using System.Text.Json;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Search;

/// <summary>The properties that stores keep in columns of their own: the whitelist of names that may stand in SQL. Any other property is compared outside SQL.</summary>
internal static class SearchColumns
{
    /// <summary>Identifier, collection and time are in every row; the others follow in the order of <see cref="ItemDocument.Values"/>.</summary>
    public static IReadOnlyList<SearchColumn> All { get; } =
    [
        new("id", "id", ColumnKind.Text),
        new("collection", "collection", ColumnKind.Text),
        new("datetime", "datetime", ColumnKind.Instant),
        new("eo:cloud_cover", "cloud_cover", ColumnKind.Number),
        new("gsd", "gsd", ColumnKind.Number),
        new("platform", "platform", ColumnKind.Text),
        new("created", "created", ColumnKind.Instant),
        new("updated", "updated", ColumnKind.Instant),
    ];

    /// <summary>The columns of <see cref="ItemDocument.Values"/>.</summary>
    public static IReadOnlyList<SearchColumn> OfValues { get; } = [.. All.Skip(3)];

    public static SearchColumn? Find(string property)
    {
        // Identifier and collection are members of the item, not properties.
        bool isProperty = property.StartsWith("properties.", StringComparison.Ordinal);
        string name = isProperty ? property["properties.".Length..] : property;
        return All.FirstOrDefault(column => column.Property == name && !(isProperty && name is "id" or "collection"));
    }

    /// <summary>The values of an item; a wrong type is refused, so that SQL and the evaluator never differ.</summary>
    public static object?[] ValuesOf(StacCheck check, JsonElement properties) => [.. OfValues.Select(column => (object?)(column.Kind switch
    {
        ColumnKind.Number => check.Number(properties, "properties.", column.Property, 0, column.Property == "eo:cloud_cover" ? 100 : double.MaxValue),
        ColumnKind.Instant => check.Time(properties, "properties.", column.Property, isNullAllowed: true)?.Ticks,
        _ => check.OptionalText(properties, "properties.", column.Property),
    }))];
}

/// <summary>A column.</summary>
/// <param name="Property">Name in items and filters.</param>
/// <param name="Name">Name in SQL.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record SearchColumn(string Property, string Name, ColumnKind Kind);

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    Text, Number, Instant,
}
