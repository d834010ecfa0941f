using System.Text.Json.Nodes;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Operations;

/// <summary>Says that the server lives, for supervisors and load balancers, and how it does, for those who run it.</summary>
internal sealed class HealthRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/health", Access.Anyone, ("Says that the server answers", "サーバーが応答することを示す"),
            context => Answers.JsonAsync(context, new JsonObject { ["status"] = "ok", ["version"] = services.Context.Version })),
        new("GET", "/metrics", Access.Administrator, ("Metrics for a scraper of Prometheus", "Prometheus用のメトリクス"), context => services.Shared<Scrape>(_ => throw new InvalidOperationException("the host makes it")).Answer(context)) { MediaType = "text/plain" },
    ];
}
