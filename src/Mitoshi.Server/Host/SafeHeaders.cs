using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Host;

/// <summary>
/// Headers that every answer carries, errors too. Any site's script may read what is open (CORS, without credentials), as catalogue browsers
/// do; and the page may load nothing from elsewhere.
/// </summary>
internal static class SafeHeaders
{
    // MapLibre runs its workers from blobs and paints from data URLs.
    private const string PageSources = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'";

    /// <summary>
    /// For a file that a browser may show: a report carries its own styles and scripts in one file, and asks for nothing; it gets an origin of
    /// its own, away from the API.
    /// </summary>
    public const string Shown = "sandbox allow-scripts allow-popups allow-downloads allow-modals; default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:";

    public static Task RunAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers["Access-Control-Allow-Origin"] = "*";
        headers["Access-Control-Expose-Headers"] = "Link, ETag, Location, Content-Range, Accept-Ranges, Content-Length";
        headers["X-Content-Type-Options"] = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Content-Security-Policy"] = PageSources;
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return next(context);
        }

        headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization, If-Match, If-None-Match, Range, Accept-Language";
        headers["Access-Control-Max-Age"] = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
