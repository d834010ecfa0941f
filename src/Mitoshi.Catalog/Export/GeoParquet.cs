using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using Parquet;
using Parquet.Schema;

namespace Mitoshi.Catalog.Export;

/// <summary>
/// The items of a collection as one GeoParquet file: a row for each item, its properties as columns, the footprint as well-known binary, the
/// collection in the file's metadata.
/// </summary>
/// <remarks>Sources: STAC GeoParquet specification 1.1.0 (1.0.0 differs in the metadata alone); GeoParquet 1.1.0.</remarks>
internal static class GeoParquet
{
    /// <summary>Media type of the file.</summary>
    public const string MediaType = "application/vnd.apache.parquet";

    private const int ColumnsMax = 5000, RowsOfGroup = 20_000;
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] s_members = ["id", "geometry", "bbox", "links", "assets", "collection", "stac_version", "stac_extensions", "type"];
    private static readonly string[] s_times = ["datetime", "start_datetime", "end_datetime", "created", "updated", "published", "expires", "unpublished"];

    /// <summary>Writes the file.</summary>
    /// <param name="items">STAC items, with the addresses that shall stand in the file.</param>
    /// <param name="collection">The collection that they belong to.</param>
    /// <param name="output">Receives the file.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Names of properties that have no place, for they are named as a member of the item itself.</returns>
    /// <exception cref="MitoshiException">export.too_varied.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(IReadOnlyList<JsonObject> items, JsonObject collection, Stream output, CancellationToken cancellation)
    {
        string[] bounds = items.Any(item => item["bbox"] is JsonArray { Count: 6 }) ? ["xmin", "ymin", "zmin", "xmax", "ymax", "zmax"] : ["xmin", "ymin", "xmax", "ymax"];
        SortedDictionary<string, JsonShape> members = new(StringComparer.Ordinal)
        {
            ["id"] = new(), ["collection"] = new(), ["stac_version"] = new(), ["stac_extensions"] = new(), ["links"] = new(), ["assets"] = new(), ["geometry"] = JsonShape.Geometry, ["bbox"] = JsonShape.Reals(bounds),
        }, properties = new(StringComparer.Ordinal);
        SortedSet<string> left = new(StringComparer.Ordinal), kinds = new(StringComparer.Ordinal);
        foreach (JsonObject item in items)
        {
            item["stac_extensions"] ??= new JsonArray();
            foreach ((string name, JsonShape shape) in members.Where(member => member.Key != "bbox"))
            {
                shape.Add(item[name]);
            }

            foreach ((string name, JsonNode? value) in item["properties"]!.AsObject())
            {
                if (s_members.Contains(name))
                {
                    left.Add(name);
                    continue;
                }

                if (!properties.TryGetValue(name, out JsonShape? shape))
                {
                    properties.Add(name, shape = s_times.Contains(name) ? JsonShape.Time : name.EndsWith(":geometry", StringComparison.Ordinal) ? JsonShape.Geometry : new JsonShape());
                }

                shape.Add(value);
            }

            if (JsonShape.GeometryOf(item["geometry"]) is { } place)
            {
                kinds.Add(place.GeometryType + (place.Coordinate is CoordinateZ ? " Z" : ""));
            }
        }

        Check(collection, members.Concat(properties).Sum(column => column.Value.Columns));
        ParquetSchema schema = new([.. members.Concat(properties).Select(column => column.Value.Field(column.Key))]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, output, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd }, cancellationToken: cancellation);
        writer.CustomMetadata = new Dictionary<string, string>
        {
            ["geo"] = Geo(kinds, bounds).ToJsonString(s_plain),
            ["stac-geoparquet"] = new JsonObject { ["version"] = "1.1.0", ["collections"] = new JsonObject { [(string)collection["id"]!] = collection.DeepClone() } }.ToJsonString(s_plain),
        };
        foreach (JsonObject[] rows in items.Chunk(RowsOfGroup))
        {
            foreach (JsonObject item in rows)
            {
                foreach ((string name, JsonShape shape) in members)
                {
                    shape.Put(name == "bbox" ? Box(item[name]) : item[name]);
                }

                foreach ((string name, JsonShape shape) in properties)
                {
                    shape.Put(item["properties"]![name]);
                }
            }

            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach (ParquetColumn column in members.Concat(properties).SelectMany(column => column.Value.Leaves()))
            {
                await column.WriteAsync(group, cancellation);
            }

            group.CompleteValidate();
        }

        return [.. left];
    }

    private static void Check(JsonObject collection, int columns)
    {
        if (columns > ColumnsMax)
        {
            throw new MitoshiException("export.too_varied", found: ($"the items of {collection["id"]} have {columns} different members", $"{collection["id"]} のアイテムには {columns} 種類の項目があります"),
                expected: ($"at most {ColumnsMax}: items of one kind", $"{ColumnsMax} まで: 同じ種類のアイテム"), remedy: ("Export it as static files, or split the collection.", "静的なファイルとして書き出すか、コレクションを分けてください。"));
        }
    }

    private static JsonObject? Box(JsonNode? box)
        => box is JsonArray bounds ? new JsonObject((bounds.Count == 6 ? (string[])["xmin", "ymin", "zmin", "xmax", "ymax", "zmax"] : ["xmin", "ymin", "xmax", "ymax"]).Zip(bounds, (name, bound) => new KeyValuePair<string, JsonNode?>(name, bound!.DeepClone()))) : null;

    // No "crs" means OGC:CRS84, which is what STAC writes.
    private static JsonObject Geo(IEnumerable<string> kinds, string[] bounds) => new()
    {
        ["version"] = "1.1.0", ["primary_column"] = "geometry",
        ["columns"] = new JsonObject
        {
            ["geometry"] = new JsonObject
            {
                ["encoding"] = "WKB", ["geometry_types"] = new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]),
                ["covering"] = new JsonObject { ["bbox"] = new JsonObject(bounds.Select(name => new KeyValuePair<string, JsonNode?>(name, new JsonArray("bbox", name)))) },
            },
        },
    };
}
