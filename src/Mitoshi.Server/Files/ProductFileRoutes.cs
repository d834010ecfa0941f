using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Files;

/// <summary>The files of products and claims as they lie in the workspace, with ranges: maps, reports, receipts. Keys, logs of bugs and jobs are not among them.</summary>
internal sealed class ProductFileRoutes(ServerServices services) : IRoutes
{
    private static readonly FileExtensionContentTypeProvider Types = new(new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8", [".json"] = "application/json", [".geojson"] = "application/geo+json", [".tif"] = "image/tiff; application=geotiff; profile=cloud-optimized",
        [".tiff"] = "image/tiff; application=geotiff", [".csv"] = "text/csv; charset=utf-8", [".gpkg"] = "application/geopackage+sqlite3", [".png"] = "image/png", [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8", [".yaml"] = "application/yaml", [".md"] = "text/markdown; charset=utf-8", [".laz"] = "application/vnd.laszip",
    });

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/files/{*path}", Access.Reader, ("A file of a product, with ranges", "成果物のファイル(範囲要求可)"), AnswerAsync) { MediaType = "application/octet-stream" },
    ];

    private async Task AnswerAsync(HttpContext context)
    {
        string asked = (string)context.Request.RouteValues["path"]!;
        FileInfo file = ServedFiles.Find(services.Workspace, asked) ?? throw NotFound(asked);
        if (!context.Caller().MayRead(ServedFiles.CollectionOf(asked)))
        {
            throw NotFound(asked);
        }

        string type = Types.TryGetContentType(file.Name, out string? known) ? known : "application/octet-stream";
        context.Response.Headers.CacheControl = "no-cache";
        if (file.Extension is ".html" or ".svg")
        {
            context.Response.Headers.ContentSecurityPolicy = SafeHeaders.Shown;
        }

        Microsoft.Net.Http.Headers.EntityTagHeaderValue tag = new($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\"");
        await TypedResults.PhysicalFile(file.FullName, type, lastModified: file.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static MitoshiException NotFound(string asked) => new("file.not_found",
        found: ($"no file {asked} is served", $"{asked} というファイルは配信していません"),
        expected: ("a file below products/, models/, projects/ or receipts/ of the workspace", "作業フォルダの products/、models/、projects/、receipts/ 以下のファイル"),
        remedy: ("Follow the links of the catalogue.", "カタログのリンクをたどってください。"));
}
