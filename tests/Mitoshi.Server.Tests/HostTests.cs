using System.Net;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task The_server_says_that_it_lives()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, System.Text.Json.Nodes.JsonNode? body) = await server.GetAsync("/health");
        Assert.Equal(200, status);
        Assert.Equal("ok", (string)body!["status"]!);
    }

    [Fact]
    public async Task An_unknown_path_is_refused_in_the_language_asked_for_and_still_readable_from_other_sites()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage response = await server.Client.GetAsync("/nowhere?lang=ja", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("何もありません", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preflight_is_answered_without_a_body_and_without_credentials()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/stac/search"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Head_answers_as_get_does_without_the_body()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/health"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 10);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    public async Task A_host_name_that_is_not_this_machine_makes_nobody_the_owner(string host)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, _) = await server.GetAsync("/jobs", ("Host", host));
        Assert.Equal(401, status);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_start_a_job()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, _) = await server.SendAsync(HttpMethod.Post, "/processes/lidar_info/jobs", """{"points":["a.laz"]}""", ("Origin", "https://attacker.example"));
        Assert.Equal(401, status);
        (_, System.Text.Json.Nodes.JsonNode? jobs) = await server.GetAsync("/jobs");
        Assert.Empty(jobs!["jobs"]!.AsArray());
    }

    // The table comes from the list of routes: a new route is tested without a line here.
    [Fact]
    public async Task Nobody_gets_past_the_rule_of_any_route()
    {
        await using RunningServer server = await RunningServer.StartAsync(callers: new Fixed(new Caller("anonymous", Access.Anyone)));
        IReadOnlyList<Route> routes = RouteTable.Of(server.Services);
        Assert.NotEmpty(routes);
        foreach (Route route in routes.Where(route => route.Access != Access.Anyone))
        {
            string path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]*\}", "1");
            (int status, _) = await server.SendAsync(new HttpMethod(route.Method), path, route.BodyMediaType is null ? null : "{}");
            Assert.True(status is 401 or 403, $"{route.Method} {route.Pattern} answered {status} to nobody");
        }
    }

    [Fact]
    public async Task A_reader_changes_nothing()
    {
        await using RunningServer server = await RunningServer.StartAsync(callers: new Fixed(new Caller("reader", Access.Reader)));
        foreach (Route route in RouteTable.Of(server.Services).Where(route => route.Access > Access.Reader))
        {
            string path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]*\}", "1");
            (int status, _) = await server.SendAsync(new HttpMethod(route.Method), path, route.BodyMediaType is null ? null : "{}");
            Assert.True(status == 403, $"{route.Method} {route.Pattern} answered {status} to a reader");
        }
    }

    [Fact]
    public async Task What_is_a_callers_own_needs_an_account_of_whatever_right()
    {
        await using RunningServer open = await RunningServer.StartAsync(callers: new Fixed(Caller.Anonymous));
        foreach (Route route in RouteTable.Of(open.Services).Where(route => route.IsOfCaller))
        {
            string path = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]*\}", "1");
            (int status, _) = await open.SendAsync(new HttpMethod(route.Method), path, route.BodyMediaType is null ? null : "{}");
            Assert.True(status == 401, $"{route.Method} {route.Pattern} answered {status} to nobody in particular");
        }

        await using RunningServer server = await RunningServer.StartAsync(Accounts.SignInTests.FillReader);
        (string cookie, _) = await Accounts.SignInTests.SignInAsync(server, "mei");
        (string, string)[] own = [("Cookie", cookie), ("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/'))];
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Post, "/me/terms/licensed-maps", """{"version":"2024-1"}""", own)).Status);
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "/session", null, own)).Status);
    }

    [Fact]
    public async Task Every_route_that_changes_something_needs_more_than_reading()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.All(RouteTable.Of(server.Services).Where(route => (route.Method is "PUT" or "PATCH" or "DELETE") && !route.IsOfCaller), route => Assert.True(route.Access > Access.Reader, $"{route.Method} {route.Pattern}"));
    }

    private sealed class Fixed(Caller caller) : ICallers
    {
        public Task<Caller> OfAsync(Microsoft.AspNetCore.Http.HttpContext context) => Task.FromResult(caller);
    }
}
