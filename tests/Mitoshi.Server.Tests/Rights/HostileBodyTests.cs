using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Tests.Faults;

namespace Mitoshi.Server.Tests.Rights;

/// <summary>Bodies and paths that nobody sends by accident, on every route of the list that takes them. Whatever comes: an answer that blames the sender, soon.</summary>
public sealed class HostileBodyTests
{
    private static readonly string[] s_json =
    [
        new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 50_000)), "{\"a\":1,\"a\":2}", "{", "", "[]", "null", "1", "\"x\"", "{\"a\":1e400}", "{\"type\":\"Feature\",\"id\":\"\\ud800\"}", "{\"\\ud800\":1}", "{\"id\":\"\\u0000\"}", "\ufeff{}",
        "{\"type\":{\"type\":{}}}", "{\"features\":[null],\"type\":\"FeatureCollection\"}", "{\"features\":{},\"type\":\"FeatureCollection\"}", "{\"name\":[],\"password\":{}}", "{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[]]]}}", "{\"filter\":{\"op\":\"and\",\"args\":null}}",
        "{\"bbox\":[1e308,1e308,1e308,1e308],\"limit\":1e99}", "{\"sortby\":[[]],\"fields\":\"x\",\"query\":[],\"q\":{}}", "{\"note\":\"" + new string('x', 3000) + "\",\"days\":-1e18}", "{\"links\":{},\"assets\":[],\"extent\":7}", "{// comment\n}", "{'a':1}",
    ];

    [Fact]
    public async Task Every_route_that_takes_json_refuses_what_is_none_too_deep_or_not_meant()
    {
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        List<Route> routes = [.. RouteTable.Of(server.Services).Where(TakesJson)];
        Assert.True(routes.Count >= 14, $"{routes.Count}");
        foreach (Route route in routes)
        {
            foreach (byte[] body in s_json.Select(Encoding.UTF8.GetBytes).Append([0xff, 0xfe, 0x00]).Append([.. "{\"a\":\""u8, 0xc3, 0x28, .. "\"}"u8]))
            {
                (int status, string answer) = await SendAsync(server, route, new ByteArrayContent(body), keys["boss"]);
                Assert.True(status is >= 200 and < 500, $"{route.Method} {route.Pattern} {Encoding.UTF8.GetString(body)[..Math.Min(60, body.Length / 2)]}: {status} {answer}");
                Assert.True(status < 300 || answer.Contains("\"remedy\"", StringComparison.Ordinal), answer);
            }

            (int deep, _) = await SendAsync(server, route, new ByteArrayContent(Encoding.UTF8.GetBytes(s_json[1])), keys["boss"]);
            Assert.True(deep is 400 or 413, $"{route.Method} {route.Pattern}: {deep}");
        }
    }

    [Fact]
    public async Task Every_route_that_takes_a_body_stops_reading_at_its_limit()
    {
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        int stopped = 0;
        foreach (Route route in RouteTable.Of(server.Services).Where(route => route.Method is "POST" or "PUT" or "PATCH" && route.BodyBytesMax < 1L << 32))
        {
            foreach (bool isAnnounced in (bool[])[true, false])
            {
                try
                {
                    (int status, _) = await SendAsync(server, route, new Endless(route.BodyBytesMax + (1 << 20), isAnnounced), keys["boss"]);
                    // A route without a body looks at none, and one that misses something else says that first.
                    Assert.True(status is >= 400 and < 500 || (route.BodyMediaType is null && status < 500), $"{route.Method} {route.Pattern}: {status}");
                    stopped += status == 413 ? 1 : 0;
                }
                catch (HttpRequestException)
                {
                    // The connection was closed before all was sent: that is a refusal too.
                    stopped++;
                }
            }
        }

        Assert.True(stopped >= 24, $"{stopped}");
        Assert.Equal(200, (await server.GetAsync("/health")).Status);
    }

    [Fact]
    public async Task Bodies_of_random_parts_never_meet_a_mistake_of_ours()
    {
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        Random random = new(1);
        foreach (Route route in RouteTable.Of(server.Services).Where(TakesJson))
        {
            for (int i = 0; i < (route.Pattern is "/session" or "/me/password" ? 5 : 60); i++)
            {
                JsonNode body = JsonNode.Parse(Valid(route))!;
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    Change(body, random);
                }

                string text = body.ToJsonString();
                (int status, string answer) = await SendAsync(server, route, new StringContent(text, Encoding.UTF8), keys["boss"]);
                Assert.True(status < 500, $"{route.Method} {route.Pattern} {text}: {status} {answer}");
            }
        }
    }

    [Fact]
    public async Task No_path_of_any_route_leads_to_a_file_outside_or_to_a_mistake_of_ours()
    {
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        string[] parts = ["..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cetc%5cpasswd", "%00", "%c0%ae%c0%ae%2fetc%2fpasswd", "%2fetc%2fpasswd", "....//....//etc/passwd", "%u002e%u002e", "a%0d%0aSet-Cookie:x", "%27%3b%20DROP%20TABLE%20item%3b--", "%3cscript%3ealert(1)%3c%2fscript%3e", new string('a', 3000)];
        using HttpClient client = new() { BaseAddress = server.Client.BaseAddress };
        foreach (Route route in RouteTable.Of(server.Services).Where(route => route.Pattern.Contains('{')))
        {
            foreach (string part in parts)
            {
                string path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]*\}", part);
                (int status, string answer) = await RawAsync(server, route.Method, path, keys["boss"]);
                Assert.True(status is >= 200 and < 500, $"{route.Method} {path}: {status} {answer}");
                Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
                Assert.DoesNotContain("\nSet-Cookie:x", answer, StringComparison.Ordinal);
                Assert.True(!answer.Contains("<script>", StringComparison.Ordinal) || answer.Contains("application/json", StringComparison.Ordinal), answer);
            }
        }

        Assert.Equal(200, (await server.GetAsync("/stac/search", ("Authorization", "Bearer " + keys["boss"]))).Status);
    }

    // Titles are the page's to show as text (its own tests); here they must be no markup in what the server itself writes as HTML, XML or SVG.
    [Fact]
    public async Task No_title_becomes_markup_in_an_answer_of_any_route()
    {
        const string Script = "<script>alert(1)</script>";
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        (string, string) boss = ("Authorization", "Bearer " + keys["boss"]);
        string item = $$$$"""{"properties":{"title":"{{{{Script}}}}","platform":"\"><img src=x onerror=alert(1)>"},"assets":{"data":{"title":"{{{{Script}}}}","unit":"{{{{Script}}}}","classification:classes":[{"value":1,"name":"{{{{Script}}}}","title":"{{{{Script}}}}","color_hint":"1f78b4"}]}}}""";
        (int patched, JsonNode? answer) = await server.SendAsync(HttpMethod.Patch, "/stac/collections/open/items/scene", item, boss);
        Assert.True(patched == 200, answer?.ToJsonString());
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, "/stac/collections/open", $$"""{"title":"{{Script}}","description":"{{Script}}"}""", boss)).Status);
        int shown = 0, marked = 0;
        foreach (Route route in RouteTable.Of(server.Services).Where(route => route.Method == "GET"))
        {
            using HttpRequestMessage request = new(HttpMethod.Get, RouteCalls.AddressOf(route, "open")) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", keys["boss"]), Accept = { new("text/html"), new("*/*", 0.5) } } };
            using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            string type = response.Content.Headers.ContentType?.MediaType ?? "", body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            bool isMarkup = type.Contains("html", StringComparison.Ordinal) || type.Contains("xml", StringComparison.Ordinal) || type.Length == 0;
            Assert.False(isMarkup && (body.Contains("<script>alert", StringComparison.Ordinal) || body.Contains("<img src=x", StringComparison.Ordinal)), $"{route.Pattern} ({type}) {body}");
            shown += body.Contains("alert(1)", StringComparison.Ordinal) ? 1 : 0;
            marked += isMarkup && body.Contains("alert(1)", StringComparison.Ordinal) ? 1 : 0;
        }

        // They are shown, also as text inside of markup (a legend).
        Assert.True(shown >= 6 && marked >= 1, $"{shown} {marked}");
    }

    private static bool TakesJson(Route route) => route.BodyMediaType is { } type && type.Contains("json", StringComparison.Ordinal);

    private static string Valid(Route route) => route.Pattern switch
    {
        "/stac/search" => """{"collections":["open"],"bbox":[1,2,3,4],"datetime":"2024-01-01T00:00:00Z/..","limit":3,"ids":["a"],"sortby":[{"field":"datetime","direction":"asc"}],"fields":{"include":["id"],"exclude":["geometry"]},"query":{"gsd":{"lt":3}},"q":["a"],"filter-lang":"cql2-json","filter":{"op":"and","args":[{"op":"<","args":[{"property":"gsd"},3]},{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,2]}]}]}}""",
        "/stac/collections" or "/stac/collections/{collection}" => LoadedCatalog.CollectionBody,
        _ when route.Pattern.StartsWith("/stac/", StringComparison.Ordinal) => LoadedCatalog.Item("i00001"),
        _ when route.Pattern.StartsWith("/tiles/", StringComparison.Ordinal) => RouteCalls.BodyOf(route, "open")!,
        "/rights/{collection}" => """{"visibility":"licensed","members":["reader"],"terms_version":"1","terms_url":"https://example.org/"}""",
        "/session" => """{"name":"boss","password":"x"}""",
        "/me/password" => """{"old":"a","new":"b"}""",
        "/me/keys" => """{"note":"a","days":1}""",
        _ => """{"version":"2","points":["a.laz"],"folder":"a"}""",
    };

    // Puts something that was not meant in place of a random value.
    private static void Change(JsonNode node, Random random)
    {
        JsonNode? Other() => random.Next(12) switch
        {
            0 => null, 1 => JsonValue.Create(true), 2 => JsonValue.Create(-1), 3 => JsonValue.Create(1e300), 4 => JsonValue.Create(""), 5 => JsonValue.Create("'; DROP TABLE item; --"), 6 => new JsonArray(), 7 => new JsonObject(),
            8 => JsonValue.Create("\0"), 9 => new JsonArray(null, 1, "x"), 10 => JsonValue.Create(long.MaxValue), _ => JsonValue.Create("../../etc/passwd"),
        };
        switch (node)
        {
            case JsonObject members when members.Count > 0:
                string name = members.ElementAt(random.Next(members.Count)).Key;
                if (random.Next(3) > 0 && members[name] is JsonObject or JsonArray)
                {
                    Change(members[name]!, random);
                }
                else if (random.Next(5) == 0)
                {
                    members.Remove(name);
                }
                else
                {
                    members[name] = Other();
                }

                break;
            case JsonArray items when items.Count > 0:
                int at = random.Next(items.Count);
                if (random.Next(3) > 0 && items[at] is JsonObject or JsonArray)
                {
                    Change(items[at]!, random);
                }
                else
                {
                    items[at] = Other();
                }

                break;
            default:
                break;
        }
    }

    private static async Task<(int Status, string Body)> SendAsync(RunningServer server, Route route, HttpContent content, string key)
    {
        using HttpRequestMessage request = new(new HttpMethod(route.Method), RouteCalls.AddressOf(route, "open")) { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(route.BodyMediaType ?? "application/json");
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    // As written: a client library would tidy the path up.
    private static async Task<(int Status, string Answer)> RawAsync(RunningServer server, string method, string path, string key)
    {
        Uri url = server.Client.BaseAddress!;
        using TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, url.Port);
        await using NetworkStream stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using StreamReader reader = new(stream);
        string answer = await reader.ReadToEndAsync();
        return (int.Parse(answer.Split(' ')[1]), answer);
    }

    /// <summary>A JSON string without an end.</summary>
    private sealed class Endless(long bytes, bool isAnnounced) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] block = new byte[1 << 16];
            Array.Fill(block, (byte)'x');
            await stream.WriteAsync("{\"a\":\""u8.ToArray());
            for (long left = bytes - 6; left > 0; left -= block.Length)
            {
                await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return isAnnounced;
        }
    }
}
