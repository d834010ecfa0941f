using System.Text;
using Mitoshi.Server.Routes;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Rights;

/// <summary>Keeps <c>docs/routes.md</c> equal to the list of routes.</summary>
public sealed class RoutePageTests
{
    private const string Start = "<!-- routes: written by RoutePageTests -->", End = "<!-- end of routes -->";

    [Fact]
    public async Task The_page_of_routes_names_every_route_with_its_rule()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string path = Path.Combine(SharedData.ProjectRoot, "docs", "routes.md"), page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        int start = page.IndexOf(Start, StringComparison.Ordinal), end = page.IndexOf(End, StringComparison.Ordinal);
        string expected = page[..start] + Start + "\n" + Table(RouteTable.Of(server.Services)) + page[end..];
        if (page != expected)
        {
            string received = Path.ChangeExtension(path, ".received.md");
            await File.WriteAllTextAsync(received, expected, TestContext.Current.CancellationToken);
            Assert.Fail($"docs/routes.md is out of date. Read {received}; to accept it, move it over the page.");
        }
    }

    private static string Table(IReadOnlyList<Route> routes)
    {
        StringBuilder table = new("| method | path | what | who | sees | body at most |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (Route route in routes)
        {
            string who = route.IsOfCaller ? "any account" : route.Access.ToString().ToLowerInvariant();
            string sees = route.Access switch
            {
                _ when route.IsOfCaller => "what is the caller's own",
                Access.Anyone => "no data",
                Access.Reader => "collections that the caller may read",
                Access.Runner => "what is the caller's own",
                _ => "all",
            };
            string body = route.BodyMediaType is null ? "" : $"{Bytes(route.BodyBytesMax)} {route.BodyMediaType}";
            table.Append($"| {route.Method} | `{route.Pattern}` | {route.About.En} | {who} | {sees} | {body} |\n");
        }

        return table.ToString();
    }

    private static string Bytes(long bytes) => bytes >= 1L << 40 ? $"{bytes >> 40} TiB" : bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}
