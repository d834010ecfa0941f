using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;

namespace Mitoshi.Catalog.Stac;

/// <summary>Writes a product as STAC item 1.1.0 with the extensions projection 2.0.0, file 2.1.0 and processing 1.2.0, and render 2.0.0 and classification 1.1.0 where assets say how they are drawn and what their values mean.</summary>
internal static class StacItem
{
    private const string Projection = "https://stac-extensions.github.io/projection/v2.0.0/schema.json";
    private const string File = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
    private const string Processing = "https://stac-extensions.github.io/processing/v1.2.0/schema.json";
    private const string Classification = "https://stac-extensions.github.io/classification/v1.1.0/schema.json";
    private const string Render = "https://stac-extensions.github.io/render/v2.0.0/schema.json";

    public static JsonObject Of(Product product, IReadOnlyDictionary<string, FileChecksum> checksums)
    {
        Footprint? footprint = product.Grid is { Crs.IsLocal: false } grid ? Footprint.Of(grid) : null;
        JsonObject item = new()
        {
            ["type"] = "Feature",
            ["stac_version"] = "1.1.0",
            ["stac_extensions"] = new JsonArray(Projection, File, Processing),
            ["id"] = product.Id,
            ["geometry"] = footprint?.Geometry(),
        };
        if (footprint is not null)
        {
            item["bbox"] = footprint.Box();
        }

        JsonObject properties = Properties(product);
        if (product.Assets.Any(asset => asset.Render is not null))
        {
            item["stac_extensions"]!.AsArray().Add(Render);
            properties["renders"] = new JsonObject(product.Assets.Where(asset => asset.Render is not null).Select(asset => KeyValuePair.Create(asset.Key, (JsonNode?)RenderOf(asset, asset.Render!))));
        }

        if (product.Assets.Any(asset => asset.Classes.Count > 0))
        {
            item["stac_extensions"]!.AsArray().Add(Classification);
        }

        item["properties"] = properties;
        item["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["href"] = "./" + ProductFolder.ItemName, ["type"] = "application/geo+json" });
        JsonObject assets = [];
        foreach (ProductAsset asset in product.Assets)
        {
            assets[asset.Key] = Asset(asset, checksums[asset.Key]);
        }

        item["assets"] = assets;
        return item;
    }

    private static JsonObject Properties(Product product)
    {
        JsonObject properties = new()
        {
            ["title"] = product.Title.En,
            ["mitoshi:title_ja"] = product.Title.Ja,
            ["datetime"] = null,
            ["start_datetime"] = product.From.ToString("yyyy-MM-dd") + "T00:00:00Z",
            ["end_datetime"] = product.To.ToString("yyyy-MM-dd") + "T23:59:59Z",
            ["mitoshi:simulated"] = product.IsSimulated,
            ["mitoshi:metrics"] = product.Metrics.DeepClone(),
            ["processing:software"] = new JsonObject { ["Mitoshi"] = product.Lineage.Version },
            ["processing:lineage"] = product.Lineage.Process,
            ["mitoshi:lineage"] = LineageOf(product.Lineage),
        };
        if (product.Grid is { } grid)
        {
            properties["proj:shape"] = new JsonArray(grid.Height, grid.Width);
            AffineTransform t = grid.Transform;
            properties["proj:transform"] = new JsonArray(t.ColumnX, t.RowX, t.OriginX, t.ColumnY, t.RowY, t.OriginY);
            properties["proj:code"] = grid.Crs.EpsgCode is { } code ? $"EPSG:{code}" : null;
            if (!grid.Crs.IsLocal)
            {
                // Older readers, GDAL 3.6 among them, know proj:epsg and proj:wkt2 but not proj:code.
                properties["proj:wkt2"] = Gdal.SpatialReference.ToWkt(grid.Crs);
            }
        }

        return properties;
    }

    private static JsonObject LineageOf(Lineage lineage) => new()
    {
        ["process"] = lineage.Process,
        ["version"] = lineage.Version,
        ["seed"] = lineage.Seed,
        ["parameters"] = JsonNode.Parse(lineage.Parameters),
        ["inputs"] = new JsonArray([.. lineage.Inputs.Select(input => new JsonObject
        {
            ["name"] = input.Name, ["role"] = input.Role, ["sha256"] = input.Sha256, ["bytes"] = input.Bytes,
        })]),
    };

    private static JsonObject RenderOf(ProductAsset asset, AssetRender render) => new()
    {
        ["title"] = asset.Title.En,
        ["mitoshi:title_ja"] = asset.Title.Ja,
        ["assets"] = new JsonArray(asset.Key),
        ["rescale"] = new JsonArray(new JsonArray(render.Min, render.Max)),
        ["colormap_name"] = render.Colours,
    };

    private static JsonObject Asset(ProductAsset asset, FileChecksum checksum)
    {
        JsonObject json = new()
        {
            ["href"] = asset.FileName,
            ["type"] = asset.MediaType,
            ["title"] = asset.Title.En,
            ["mitoshi:title_ja"] = asset.Title.Ja,
            ["roles"] = new JsonArray(asset.Role),
            ["file:checksum"] = checksum.Multihash,
            ["file:size"] = checksum.Bytes,
        };
        if (asset.DataType is not null)
        {
            JsonObject band = new() { ["name"] = asset.Key, ["data_type"] = asset.DataType };
            if (asset.Unit is not null)
            {
                band["unit"] = asset.Unit;
            }

            if (asset.Classes.Count > 0)
            {
                band["classification:classes"] = new JsonArray([.. asset.Classes.Select(known => (JsonNode)new JsonObject
                {
                    ["value"] = known.Value, ["name"] = known.Name, ["title"] = known.Title.En, ["mitoshi:title_ja"] = known.Title.Ja, ["color_hint"] = known.Colour,
                })]);
            }

            json["bands"] = new JsonArray(band);
        }

        return json;
    }
}
