using System.Text.Json.Nodes;

namespace Mitoshi.Catalog.Products;

/// <summary>What a process made: a STAC item with assets, checksums, metrics and lineage.</summary>
/// <param name="Id">Identifier: letters, digits, <c>-</c> and <c>_</c>; also the name of its folder.</param>
/// <param name="Title">One line for a person.</param>
/// <param name="From">First day that the product describes.</param>
/// <param name="To">Last day that the product describes.</param>
/// <param name="Grid">Grid of its rasters, or null.</param>
/// <param name="Assets">Its files; they stand in the folder already.</param>
/// <param name="Lineage">How it came about.</param>
public sealed record Product(string Id, Text Title, DateOnly From, DateOnly To, Grid? Grid, IReadOnlyList<ProductAsset> Assets, Lineage Lineage)
{
    /// <summary>True when the data behind it are simulated; carried into the item.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Figures of quality, as JSON.</summary>
    public JsonObject Metrics { get; init; } = [];
}
