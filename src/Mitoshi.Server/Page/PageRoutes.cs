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
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal) || file.Packed.Length >= file.Content.Length)
        {
            return Answers.BytesAsync(context, file.Content, file.MediaType);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Answers.BytesAsync(context, file.Packed, file.MediaType);
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        FileExtensionContentTypeProvider types = new();
        types.Mappings[".mjs"] = "text/javascript";
        return typeof(PageRoutes).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/", StringComparison.Ordinal)).ToFrozenDictionary(name => name["page/".Length..], name =>
        {
            string type = types.TryGetContentType(name, out string? known) ? known : "application/octet-stream";
            return new PageFile(name, type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type);
        });
    }

    /// <summary>A file of the page, read when it is first asked for: a server of tiles alone never touches its seven megabytes.</summary>
    private sealed class PageFile
    {
        private readonly Lazy<byte[]> _content, _packed;
        private readonly Lazy<string> _tag;

        public PageFile(string resource, string mediaType)
        {
            MediaType = mediaType;
            _content = new(() => Read(resource));
            _packed = new(() => Pack(Content));
            _tag = new(() => $"\"{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 16))}\"");
        }

        public string MediaType { get; }

        public byte[] Content => _content.Value;

        /// <summary>The same with gzip.</summary>
        public byte[] Packed => _packed.Value;

        public string ETag => _tag.Value;

        private static byte[] Read(string resource)
        {
            using Stream stream = typeof(PageRoutes).Assembly.GetManifestResourceStream(resource)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }

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
