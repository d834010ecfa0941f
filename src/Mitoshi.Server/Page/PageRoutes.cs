using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Page;

/// <summary>The map page, from inside the program.</summary>
internal sealed class PageRoutes : IRoutes
{
    private readonly FrozenDictionary<string, PageFile> _files = Load();

    public PageRoutes(ServerServices services) => _ = services;

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/", Access.Anyone, ("The map page; the catalogue for a client that takes no HTML", "地図ページ。HTMLを受けないクライアントにはカタログ"), FirstAsync) { MediaType = "text/html" },
        new("GET", "/page/{*path}", Access.Anyone, ("Files of the page", "ページのファイル"), context => FileAsync(context, (string)context.Request.RouteValues["path"]!)) { MediaType = "*/*" },
    ];

    private Task FirstAsync(HttpContext context)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect("/stac", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        }

        return FileAsync(context, "index.html");
    }

    private Task FileAsync(HttpContext context, string path)
    {
        if (!_files.TryGetValue(path, out PageFile? file))
        {
            throw new MitoshiException("route.not_found", found: ($"the page has no file {path}", $"ページにファイル {path} はありません"),
                expected: ("a file of the page", "ページのファイル"), remedy: ("Reload the page.", "ページを再読み込みしてください。"));
        }

        context.Response.Headers.ETag = file.ETag;
        // Vite puts a hash into the names below assets/, so those never change.
        context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (context.Request.Headers.IfNoneMatch == file.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal) || file.Packed.Value.Length >= file.Content.Length)
        {
            return Answers.BytesAsync(context, file.Content, file.MediaType);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Answers.BytesAsync(context, file.Packed.Value, file.MediaType);
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        FileExtensionContentTypeProvider types = new();
        types.Mappings[".mjs"] = "text/javascript";
        Dictionary<string, PageFile> files = [];
        foreach (string name in typeof(PageRoutes).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/", StringComparison.Ordinal)))
        {
            using Stream stream = typeof(PageRoutes).Assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            string type = types.TryGetContentType(name, out string? known) ? known : "application/octet-stream";
            files.Add(name["page/".Length..], new(content, type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type, $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\""));
        }

        return files.ToFrozenDictionary();
    }

    private sealed record PageFile(byte[] Content, string MediaType, string ETag)
    {
        /// <summary>The same with gzip, made when it is first asked for.</summary>
        public Lazy<byte[]> Packed { get; } = new(() => Pack(Content));

        private static byte[] Pack(byte[] content)
        {
            using MemoryStream packed = new();
            using (GZipStream stream = new(packed, CompressionLevel.Fastest))
            {
                stream.Write(content);
            }

            return packed.ToArray();
        }
    }
}
