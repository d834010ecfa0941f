using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Server.Host;

namespace Mitoshi.Server.Stac;

/// <summary>Writes what the catalogue answers. Items go out as they are stored; only the address is put in.</summary>
internal static class StacAnswers
{
    public const string GeoJson = "application/geo+json", Json = "application/json", Schema = "application/schema+json", OpenApi = "application/vnd.oai.openapi+json;version=3.1";

    /// <summary>Address of the catalogue, without a slash at the end.</summary>
    public static string Root(this HttpContext context, ServerServices services) => context.Base(services) + "/stac";

    /// <summary>A link as JSON.</summary>
    public static JsonObject Link(string rel, string href, string type, string? title = null)
    {
        JsonObject link = new() { ["rel"] = rel, ["href"] = href, ["type"] = type };
        if (title is not null)
        {
            link["title"] = title;
        }

        return link;
    }

    /// <summary>A part of the path, decoded; slashes stay encoded in routing.</summary>
    public static string Part(this HttpContext context, string name) => ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A stored body with its ETag; 304 when the client has it.</summary>
    public static async Task StoredAsync(HttpContext context, string root, ReadOnlyMemory<byte> body, string etag, string mediaType)
    {
        // The address is part of what is given out, and the tag of what is stored: one address has one tag.
        context.Response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',').Any(tag => tag.Trim() == etag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Answers.BytesAsync(context, ItemBody.At(body, root), mediaType);
    }

    /// <summary>A page of items as a FeatureCollection.</summary>
    public static async Task PageAsync(HttpContext context, string root, SearchPage page, JsonArray links, Fields? fields)
    {
        context.Response.ContentType = GeoJson;
        System.IO.Pipelines.PipeWriter output = context.Response.BodyWriter;
        byte[] address = Encoding.UTF8.GetBytes(root);
        bool isLegacy = LegacyProjection.IsWanted(context);
        Write(output, "{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < page.Items.Count; i++)
        {
            Write(output, i == 0 ? "" : ",");
            ReadOnlyMemory<byte> body = fields is null ? page.Items[i].Body : fields.Apply(page.Items[i].Body);
            ItemBody.WriteTo(isLegacy ? LegacyProjection.Apply(body.Span) : body.Span, address, output);
            if (output.UnflushedBytes > 1 << 18)
            {
                await output.FlushAsync(context.RequestAborted);
            }
        }

        string matched = page.Matched is { } count ? $",\"numberMatched\":{count}" : "";
        Write(output, $"],\"numberReturned\":{page.Items.Count}{matched},\"links\":{links.ToJsonString()}}}");
        await output.FlushAsync(context.RequestAborted);
    }

    private static void Write(System.IO.Pipelines.PipeWriter output, string text) => System.Buffers.BuffersExtensions.Write(output, Encoding.UTF8.GetBytes(text));
}
