using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Items;

namespace Mitoshi.Catalog.Store;

/// <summary>Collections that were made for items that came without one.</summary>
internal static class AutomaticCollections
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the collections that are not there.</summary>
    public static async Task MakeAsync(ICatalogStore store, IEnumerable<string> ids, CancellationToken cancellation)
    {
        foreach (string id in ids.Distinct())
        {
            if (await store.CollectionAsync(id, cancellation) is null)
            {
                await store.WriteAsync(CollectionDocument.Plain(id, id), WriteRule.CreateOrReplace, cancellation);
            }
        }
    }

    /// <summary>Brings the extents of those that nobody wrote up to date with their items.</summary>
    public static async Task FollowItemsAsync(ICatalogStore store, IEnumerable<string> ids, CancellationToken cancellation)
    {
        foreach (string id in ids.Distinct())
        {
            if (await store.CollectionAsync(id, cancellation) is not { } collection || JsonNode.Parse(collection.Body.Span) is not JsonObject json || json[CollectionDocument.Automatic] is null
                || await store.ExtentAsync(id, cancellation) is not { } extent)
            {
                continue;
            }

            json["extent"] = new JsonObject
            {
                ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(new JsonArray([.. (extent.Box ?? [-180, -90, 180, 90]).Select(degrees => (JsonNode)degrees)])) },
                ["temporal"] = new JsonObject { ["interval"] = new JsonArray(new JsonArray(extent.Period.From.ToString(), extent.Period.To.ToString())) },
            };
            CollectionDocument changed = CollectionDocument.Read(Encoding.UTF8.GetBytes(json.ToJsonString(Plain)), StoredAddresses.Instance);
            if (changed.ETag != collection.ETag)
            {
                await store.WriteAsync(changed, WriteRule.CreateOrReplace, cancellation);
            }
        }
    }
}
