using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Items;

namespace Mitoshi.Catalog.Tests.Items;

/// <summary>Small items to test with.</summary>
internal static class Samples
{
    public static ItemReader Reader { get; } = new(new FolderAddresses("https://example.org/"));

    /// <summary>A valid item of a box of one degree.</summary>
    public static JsonObject Json(string id, double west = 139, double south = 35, string datetime = "2024-06-09T00:00:00Z", string collection = "demo") => new()
    {
        ["type"] = "Feature", ["stac_version"] = "1.1.0", ["id"] = id, ["collection"] = collection,
        ["bbox"] = new JsonArray(west, south, west + 1, south + 1),
        ["geometry"] = new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray(new JsonArray(P(west, south), P(west + 1, south), P(west + 1, south + 1), P(west, south + 1), P(west, south))) },
        ["properties"] = new JsonObject { ["datetime"] = datetime },
        ["links"] = new JsonArray(),
        ["assets"] = new JsonObject { ["data"] = new JsonObject { ["href"] = "./data.tif" } },
    };

    public static ItemDocument Item(string id, double west = 139, double south = 35, string datetime = "2024-06-09T00:00:00Z", string collection = "demo", Action<JsonObject>? change = null)
    {
        JsonObject json = Json(id, west, south, datetime, collection);
        change?.Invoke(json);
        return Read(json);
    }

    public static ItemDocument Read(JsonObject json) => Reader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonArray P(double longitude, double latitude) => new(longitude, latitude);
}
