using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Processes;

/// <summary>What can be run, with the schema that forms are made from.</summary>
internal sealed class ProcessRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/processes", Access.Anyone, ("All processes", "すべての処理"), ListAsync),
        new("GET", "/processes/{process}", Access.Anyone, ("A process with the JSON Schema of its parameters", "処理とそのパラメータのJSONスキーマ"), OneAsync),
    ];

    private Task ListAsync(HttpContext context)
    {
        Language language = context.Language();
        JsonArray list = new([.. services.Processes().Select(process => (JsonNode)new JsonObject { ["name"] = process.Name, ["family"] = process.Family, ["about"] = process.About.In(language), ["right"] = process.Needed().ToString().ToLowerInvariant() })]);
        return Answers.JsonAsync(context, new JsonObject { ["processes"] = list });
    }

    private Task OneAsync(HttpContext context)
    {
        ProcessDescription process = services.Required((string)context.Request.RouteValues["process"]!);
        return Answers.JsonAsync(context, new JsonObject
        {
            ["name"] = process.Name, ["family"] = process.Family, ["about"] = process.About.In(context.Language()), ["right"] = process.Needed().ToString().ToLowerInvariant(),
            ["schema"] = ProcessSchema.OfProcess(process, context.Language()),
        });
    }
}
