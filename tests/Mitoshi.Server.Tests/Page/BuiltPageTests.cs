using System.Net;
using System.Security.Cryptography;
using System.Text;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Page;

public sealed class BuiltPageTests
{
    // The same list as in web/build/record.mjs, which writes the hash after each build.
    private static readonly string[] Sources = ["build", "index.html", "package-lock.json", "package.json", "public", "src", "tsconfig.json", "vite.config.ts"];

    private static string Root => SharedData.ProjectRoot;

    [Fact]
    public void The_built_page_is_as_new_as_its_sources()
    {
        string recorded = File.ReadAllText(Path.Combine(Root, "src", "Mitoshi.Server", "Page", "built", "sources.sha256")).Trim();
        Assert.True(recorded == HashOfSources(), "The page in src/Mitoshi.Server/Page/built is older than web/. Build it: cd web && npm ci && npm run build");
    }

    [Fact]
    public async Task Every_route_that_the_page_was_written_for_is_still_there()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HashSet<string> patterns = [.. Routes.RouteTable.Of(server.Services).Select(route => route.Pattern.Replace("{*", "{", StringComparison.Ordinal))];
        string[] known = [.. File.ReadLines(Path.Combine(Root, "web", "src", "http", "routes.ts")).Where(line => line.StartsWith("  '/", StringComparison.Ordinal)).Select(line => line.Split('\'')[1])];
        Assert.NotEmpty(known);
        Assert.All(known, path => Assert.True(patterns.Contains(path), $"{path} is no route any more. Make web/src/http/routes.ts anew over a running server: cd web && npm run types && npm run build"));
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page/icon.svg", "image/svg+xml")]
    [InlineData("/page/data/world-50m.json", "application/json")]
    public async Task The_page_and_its_files_are_served_whole_and_compressed_where_the_browser_takes_it(string path, string type)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (byte[] plain, _) = await GetAsync(server, path, type, "identity");
        (byte[] packed, string? encoding) = await GetAsync(server, path, type, "gzip");
        Assert.Equal("gzip", encoding);
        await using System.IO.Compression.GZipStream stream = new(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        await stream.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(plain, unpacked.ToArray());
    }

    [Fact]
    public async Task Every_file_that_the_page_names_is_there_and_none_is_elsewhere()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (byte[] page, _) = await GetAsync(server, "/", "text/html", "identity");
        string html = Encoding.UTF8.GetString(page);
        string[] named = [.. System.Text.RegularExpressions.Regex.Matches(html, "(?:src|href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.StartsWith("/page/", path, StringComparison.Ordinal));
        foreach (string path in named)
        {
            using HttpResponseMessage response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            string type = response.Content.Headers.ContentType!.MediaType!;
            Assert.True(!path.EndsWith("js", StringComparison.Ordinal) || type == "text/javascript", $"{path} is sent as {type}, which a browser doesn't run");
        }
    }

    private static async Task<(byte[] Body, string? Encoding)> GetAsync(RunningServer server, string path, string type, string encoding)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("Accept", type);
        request.Headers.Add("Accept-Encoding", encoding);
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        return (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), response.Content.Headers.ContentEncoding.FirstOrDefault());
    }

    private static string HashOfSources()
    {
        string web = Path.Combine(Root, "web");
        IEnumerable<string> paths = Sources.SelectMany(top => top.Contains('.', StringComparison.Ordinal) ? [Path.Combine(web, top)] : Directory.EnumerateFiles(Path.Combine(web, top), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(web, path).Replace('\\', '/')).Where(path => !path.StartsWith("public/data/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n"));
            hash.AppendData(Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(web, path)).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
