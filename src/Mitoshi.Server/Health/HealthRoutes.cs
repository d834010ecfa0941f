using System.Text.Json.Nodes;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Health;

/// <summary>Says that the server lives, for supervisors and load balancers.</summary>
internal sealed class HealthRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/health", Access.Anyone, ("Says that the server answers", "サーバーが応答することを示す"),
            context => Answers.JsonAsync(context, new JsonObject { ["status"] = "ok", ["version"] = services.Context.Version })),
    ];
}
