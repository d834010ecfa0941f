using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Import;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Gdal;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;

namespace Mitoshi.Server.Uploads;

/// <summary>What a caller has brought: the list with its room, a raster's way into the catalogue, and out again.</summary>
internal sealed class OwnFileRoutes(ServerServices services) : IRoutes
{
    private readonly UploadFolder _folder = services.Shared(shared => new UploadFolder(shared.Workspace, shared.Context.Files));

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/uploads", Access.Runner, ("My uploads and files, and how much room there is", "自分のアップロードとファイル、残りの容量"), ListAsync),
        new("DELETE", "/uploads/files/{file}", Access.Runner, ("Removes a file of mine and its items", "自分のファイルとそのアイテムを削除する"), RemoveAsync),
        new("POST", "/uploads/files/{file}/item", Access.Runner, ("Registers a GeoTIFF of mine in the catalogue: {datetime}", "自分のGeoTIFFをカタログに登録する: {datetime}"), RegisterAsync) { BodyMediaType = "application/json", BodyBytesMax = 4096 },
    ];

    private async Task ListAsync(HttpContext context)
    {
        string account = context.Caller().Name;
        ILookup<string, StoredItem> items = await ItemsAsync(context);
        long? quota = services.Callers is AccountCallers ? AccountServices.Of(services).Book.Find(account)!.QuotaBytes : null;
        context.Response.Headers.CacheControl = "no-store";
        await Answers.JsonAsync(context, new JsonObject
        {
            ["quota_bytes"] = quota, ["used_bytes"] = _folder.UsedBytes(account),
            ["unfinished"] = new JsonArray([.. _folder.Unfinished(account).Select(upload => (JsonNode)new JsonObject { ["id"] = upload.Id, ["name"] = upload.Name, ["length"] = upload.Length, ["offset"] = _folder.OffsetOf(upload) })]),
            ["files"] = new JsonArray([.. _folder.Files(account).Select(file => (JsonNode)new JsonObject
            {
                ["name"] = file.Name, ["bytes"] = file.Length, ["item"] = items[file.FullName].FirstOrDefault() is { } item ? $"{item.Collection}/{item.Id}" : null,
            })]),
        });
    }

    private async Task RegisterAsync(HttpContext context)
    {
        string? datetime = (await JsonBody.ReadObjectAsync(context))["datetime"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        FileInfo file = Required(context);

        // A stranger's file: only what holds its pixels itself, whatever its name says.
        RasterFile.OpenOnly(file.FullName, ["GTiff"]).Dispose();
        AddToCatalog add = new() { Paths = [file.FullName], Collection = context.Caller().OwnCollection, Datetime = datetime };
        await add.RunTypedAsync(services.Context with { Cancellation = context.RequestAborted });
        StoredItem item = (await ItemsAsync(context))[file.FullName].First();
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Base(services)}/stac/collections/{item.Collection}/items/{Uri.EscapeDataString(item.Id)}";
        await Answers.JsonAsync(context, new JsonObject { ["collection"] = item.Collection, ["id"] = item.Id });
    }

    private async Task RemoveAsync(HttpContext context)
    {
        FileInfo file = Required(context);
        ICatalogStore store = await services.Catalog().StoreAsync(context.RequestAborted);
        foreach (StoredItem item in (await ItemsAsync(context))[file.FullName])
        {
            await store.DeleteItemAsync(item.Collection, item.Id, cancellation: context.RequestAborted);
        }

        services.Context.Files.Delete(file.FullName);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Items of the caller's own collection by the files that they show.
    private async Task<ILookup<string, StoredItem>> ItemsAsync(HttpContext context)
    {
        ICatalogStore store = await services.Catalog().StoreAsync(context.RequestAborted);
        SearchPage page = await store.SearchAsync(new ItemSearch { Collections = [context.Caller().OwnCollection], Limit = ItemSearch.LimitMax }, context.RequestAborted);
        return page.Items.SelectMany(item => item.Files.Values.Select(path => (Item: item, Path: path))).ToLookup(pair => pair.Path, pair => pair.Item, StringComparer.Ordinal);
    }

    private FileInfo Required(HttpContext context)
    {
        string name = context.Part("file");
        return _folder.Arrived(context.Caller().Name, name) ?? throw new MitoshiException("upload.not_found", found: ($"no file {name} of yours", $"あなたのファイル {name} はありません"),
            expected: ("a name of GET /uploads", "GET /uploads にある名前"), remedy: ("Upload it first.", "先にアップロードしてください。"));
    }
}
