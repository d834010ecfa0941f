using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>What the routes of tiles have in common.</summary>
internal static class TileAnswers
{
    /// <summary>A picture of one transparent pixel: what a map shows where there are no data.</summary>
    private static readonly byte[] Transparent = MakeTransparent();

    /// <summary>The item that the path names, if the caller may see it.</summary>
    /// <exception cref="MitoshiException"><c>collection.not_found</c>, <c>item.not_found</c>.</exception>
    public static async Task<StoredItem> ItemAsync(this HttpContext context, ServerServices services)
    {
        (ICatalogStore store, CollectionDocument collection) = await context.CollectionAsync(services);
        string id = context.Part("item");
        return await store.ItemAsync(collection.Id, id, context.RequestAborted) ?? throw ReadableCollections.NotFound("item", id);
    }

    /// <summary>Sends a picture; an empty one as a transparent pixel, or as the status that <c>empty</c> asks for.</summary>
    public static async Task SendAsync(HttpContext context, Picture picture)
    {
        using (picture)
        {
            if (picture.IsEmpty && picture.MediaType.StartsWith("image/", StringComparison.Ordinal) && !picture.MediaType.StartsWith("image/tiff", StringComparison.Ordinal))
            {
                await SendNothingAsync(context);
                return;
            }

            await Answers.BytesAsync(context, picture.Bytes.Memory, picture.MediaType);
        }
    }

    /// <summary>Numbers as JSON; what is not finite is null.</summary>
    public static JsonNode? Number(double number) => double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>Four numbers.</summary>
    public static Rectangle Box(string text)
    {
        string[] parts = text.Split(',');
        return parts.Length == 4
            ? new Rectangle(TileParameters.Number("bbox", parts[0]), TileParameters.Number("bbox", parts[1]), TileParameters.Number("bbox", parts[2]), TileParameters.Number("bbox", parts[3]))
            : throw TileParameters.Bad("bbox", text, "minx,miny,maxx,maxy");
    }

    /// <summary>A CRS by its code, <c>EPSG:n</c> or a bare number; no other text goes to PROJ, which would read files for it.</summary>
    public static Crs? CrsOf(IQueryCollection query, string name)
    {
        string? text = TileParameters.Text(query, name);
        if (text is null)
        {
            return null;
        }

        string code = text.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text.Split("/EPSG/0/") is [_, var end] ? end : text is "CRS84" or "OGC:CRS84" or "http://www.opengis.net/def/crs/OGC/1.3/CRS84" ? "4326" : text;
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 1_000_000 ? new Crs($"EPSG:{number}") : throw TileParameters.Bad(name, text, "EPSG:32654");
    }

    /// <summary>A last part of a path such as <c>123@2x.png</c>: the number, the density and the format.</summary>
    public static (string Stem, int Density, PictureFormat? Format) Ending(string text)
    {
        int dot = text.LastIndexOf('.');
        bool hasFormat = dot > 0 && dot < text.Length - 1 && !char.IsAsciiDigit(text[dot + 1]);
        PictureFormat? format = hasFormat ? PictureFormats.Named(text[(dot + 1)..]) : null;
        string stem = hasFormat ? text[..dot] : text;
        int at = stem.IndexOf('@');
        return at < 0 ? (stem, 1, format) : (stem[..at], stem[at..] switch { "@1x" => 1, "@2x" => 2, "@3x" => 3, "@4x" => 4, var other => throw TileParameters.Bad("scale", other, "@1x, @2x, @3x, @4x") }, format);
    }

    private static async Task SendNothingAsync(HttpContext context)
    {
        switch (TileParameters.Text(context.Request.Query, "empty"))
        {
            case "204":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "404":
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            default:
                await Answers.BytesAsync(context, Transparent, "image/png");
                break;
        }
    }

    // 1 x 1 is enough: clients stretch a tile to its place.
    private static byte[] MakeTransparent() => PngPictures.Transparent(1, 1);
}
