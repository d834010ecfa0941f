namespace Mitoshi.Catalog.Products;

/// <summary>A file of a product.</summary>
/// <param name="Key">Key in the STAC item: <c>agb</c>.</param>
/// <param name="FileName">Name in the product's folder.</param>
/// <param name="MediaType">For example <see cref="Cog"/>.</param>
/// <param name="Title">What it is.</param>
/// <param name="Role">STAC role: <c>data</c>, <c>metadata</c>, <c>overview</c>.</param>
public sealed record ProductAsset(string Key, string FileName, string MediaType, Text Title, string Role = "data")
{
    /// <summary>Media type of a cloud-optimised GeoTIFF.</summary>
    public const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    /// <summary>Media type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Media type of a report.</summary>
    public const string Html = "text/html";

    /// <summary>Unit of the values, for rasters.</summary>
    public string? Unit { get; init; }

    /// <summary>STAC <c>data_type</c>, for rasters: <c>float32</c>.</summary>
    public string? DataType { get; init; }

    /// <summary>How it is drawn, for rasters of numbers; null lets the data decide.</summary>
    public AssetRender? Render { get; init; }

    /// <summary>What its values mean, for rasters of classes.</summary>
    public IReadOnlyList<AssetClass> Classes { get; init; } = [];
}
