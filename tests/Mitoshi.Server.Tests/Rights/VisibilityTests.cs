using System.Net.Http.Headers;
using System.Text;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests.Rights;

/// <summary>Every route that reads, from the list of routes, against every visibility of a collection and every kind of caller.</summary>
public sealed class VisibilityTests
{
    private static readonly string[] s_questions =
    [
        "", "?limit=100", "?q=kotoba", "?ids=scene", "?filter=title%20LIKE%20'kotoba%25'", "?sortby=-platform&fields=properties.title", "?bbox=142,37,143,38", "?collections=open,registered,restricted,licensed,unruled",
        "?filter=platform%20%3E%20'a'%20OR%20TRUE&limit=1",
    ];

    [Fact]
    public async Task Nobody_sees_of_a_collection_what_its_rule_does_not_show_on_any_route()
    {
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        List<Route> reading = [.. RouteTable.Of(server.Services).Where(route => route.Access <= Access.Reader && !route.IsOfCaller && (route.Method == "GET" || route.BodyMediaType is not null) && route.Pattern != "/session" && !route.Pattern.Contains("{*", StringComparison.Ordinal))];
        int shown = 0, hidden = 0;
        foreach ((string caller, string[] mayRead) in RouteCalls.Callers)
        {
            foreach (Route route in reading.Where(route => route.Pattern.Contains("{collection}", StringComparison.Ordinal)))
            {
                (int _, string nothing) = await AskAsync(server, route, "nothing", keys.GetValueOrDefault(caller));
                foreach (string collection in RouteCalls.Collections)
                {
                    (int status, string body) = await AskAsync(server, route, collection, keys.GetValueOrDefault(caller));
                    string what = $"{caller}: {route.Method} {route.Pattern} of {collection}: {status} {body[..Math.Min(200, body.Length)]}";
                    if (mayRead.Contains(collection))
                    {
                        // A route may ask for another kind of item than this one; it does not deny that it is there.
                        Assert.True(status is 200 or 400, what);
                        shown += status == 200 ? 1 : 0;
                    }
                    else
                    {
                        // As if it were not there: nobody learns even that there is such a collection.
                        Assert.True(status == 404, what);
                        Assert.Equal(nothing.Replace("nothing", collection, StringComparison.Ordinal), body);
                        hidden++;
                    }
                }
            }

            foreach (Route route in reading.Where(route => !route.Pattern.Contains("{collection}", StringComparison.Ordinal)))
            {
                foreach (string collection in RouteCalls.Collections)
                {
                    foreach (string question in route.Method == "GET" && route.Access == Access.Reader ? s_questions : [""])
                    {
                        (int status, string body) = await AskAsync(server, route, collection, keys.GetValueOrDefault(caller), question);
                        Assert.True(status < 500, $"{route.Method} {route.Pattern}{question}: {status}");
                        string[] secrets = [.. RouteCalls.Collections.Except(mayRead).Select(RouteCalls.SecretOf)];
                        Assert.All(secrets, secret => Assert.DoesNotContain(secret, body, StringComparison.Ordinal));
                        shown += RouteCalls.Collections.Count(collection => body.Contains(RouteCalls.SecretOf(collection), StringComparison.Ordinal));
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{reading.Count} routes, {hidden} refusals, {shown} sights");
        Assert.True(reading.Count > 40 && hidden > 300 && shown > 300, $"{reading.Count} routes, {hidden} refusals, {shown} sights");
    }

    [Fact]
    public async Task What_a_writer_or_runner_alone_may_do_is_refused_to_whoever_reads_the_collection()
    {
        Dictionary<string, string> keys = [];
        await using RunningServer server = await RunningServer.StartAsync(workspace => keys = RouteCalls.Fill(workspace));
        foreach (Route route in RouteTable.Of(server.Services).Where(route => route.Access > Access.Reader))
        {
            foreach ((string caller, _) in RouteCalls.Callers.Where(caller => caller.Caller is not ("writer" or "boss")))
            {
                (int status, _) = await AskAsync(server, route, "open", keys.GetValueOrDefault(caller));
                Assert.True(status == (caller.Length == 0 ? 401 : 403), $"{caller}: {route.Method} {route.Pattern}: {status}");
            }

            (int writers, _) = route.Access == Access.Administrator ? await AskAsync(server, route, "open", keys["writer"]) : (403, "");
            Assert.True(writers == 403, $"writer: {route.Method} {route.Pattern}: {writers}");
        }
    }

    private static async Task<(int Status, string Body)> AskAsync(RunningServer server, Route route, string collection, string? key, string question = "")
    {
        using HttpRequestMessage request = new(new HttpMethod(route.Method), RouteCalls.AddressOf(route, collection) + question);
        if (RouteCalls.BodyOf(route, collection) is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        return ((int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }
}
