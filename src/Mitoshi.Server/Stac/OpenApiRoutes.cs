using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>The API described from the table of routes: OpenAPI 3.1 for programs, a page for people.</summary>
internal sealed partial class OpenApiRoutes(ServerServices services) : IRoutes
{
    // The table is complete only once every class of routes is made, this one too.
    private readonly Lazy<IReadOnlyList<Route>> _all = new(() => RouteTable.Of(services));

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/api", Access.Anyone, ("This API as OpenAPI", "このAPIのOpenAPI記述"), DocumentAsync) { MediaType = StacAnswers.OpenApi },
        new("GET", "/stac/api", Access.Anyone, ("This API as OpenAPI", "このAPIのOpenAPI記述"), DocumentAsync) { MediaType = StacAnswers.OpenApi },
        new("GET", "/stac/docs", Access.Anyone, ("This API as a page", "このAPIの説明ページ"), PageAsync) { MediaType = "text/html" },
    ];

    private Task DocumentAsync(HttpContext context)
    {
        Language language = context.Language();
        JsonObject paths = [];
        foreach (IGrouping<string, Route> path in _all.Value.GroupBy(route => RestOfPath().Replace(route.Pattern, "{$1}")))
        {
            JsonObject operations = new() { ["parameters"] = new JsonArray([.. PathParameter().Matches(path.Key).Select(match => (JsonNode)new JsonObject { ["name"] = match.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } })]) };
            foreach (Route route in path)
            {
                operations[route.Method.ToLowerInvariant()] = Operation(route, language);
            }

            paths[path.Key] = operations;
        }

        return Answers.JsonAsync(context, new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Mitoshi", ["version"] = services.Context.Version, ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" } },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = context.Base(services) }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["error"] = ErrorSchema() } },
        }, StacAnswers.OpenApi);
    }

    private static JsonObject Operation(Route route, Language language)
    {
        JsonObject operation = new()
        {
            ["summary"] = route.About.In(language),
            ["operationId"] = $"{route.Method.ToLowerInvariant()}{NotAName().Replace(route.Pattern, "_")}",
            ["x-access"] = route.Access.ToString(),
            ["parameters"] = new JsonArray([.. route.Query.Select(parameter => (JsonNode)new JsonObject { ["name"] = parameter.Name, ["in"] = "query", ["description"] = parameter.About.In(language), ["schema"] = new JsonObject { ["type"] = parameter.Type } })]),
            ["responses"] = new JsonObject
            {
                [route.Method == "DELETE" ? "204" : "200"] = new JsonObject { ["description"] = route.About.In(language), ["content"] = new JsonObject { [route.MediaType] = new JsonObject() } },
                ["default"] = new JsonObject { ["description"] = "Error", ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/error" } } } },
            },
        };
        if (route.BodyMediaType is not null)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { [route.BodyMediaType] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } } };
        }

        return operation;
    }

    private static JsonObject ErrorSchema() => new()
    {
        ["type"] = "object", ["required"] = new JsonArray("code", "description"),
        ["properties"] = new JsonObject { ["code"] = Text(), ["description"] = Text(), ["expected"] = Text(), ["remedy"] = Text() },
    };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private Task PageAsync(HttpContext context)
    {
        Language language = context.Language();
        bool isJapanese = language == Language.Japanese;
        StringBuilder html = new();
        html.Append($"<!doctype html><html lang=\"{(isJapanese ? "ja" : "en")}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Mitoshi API</title><style>")
            .Append(":root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem}table{border-collapse:collapse;width:100%}")
            .Append("td,th{padding:.4rem .6rem;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);text-align:left;vertical-align:top}code{font-size:.9em;overflow-wrap:anywhere}td:first-child{font-weight:600}</style>")
            .Append($"<h1>Mitoshi API</h1><p>{(isJapanese ? "機械向けの記述" : "For programs")}: <a href=\"api\">OpenAPI 3.1</a></p><table><tr>");
        foreach (string head in isJapanese ? (string[])["方法", "経路", "内容", "必要な権利"] : ["Method", "Path", "What it does", "Right needed"])
        {
            html.Append($"<th scope=\"col\">{head}");
        }

        foreach (Route route in _all.Value)
        {
            html.Append($"<tr><td>{route.Method}<td><code>{WebUtility.HtmlEncode(route.Pattern)}</code><td>{WebUtility.HtmlEncode(route.About.In(language))}<td>{route.Access}");
        }

        return Answers.BytesAsync(context, Encoding.UTF8.GetBytes(html.Append("</table></html>").ToString()), "text/html; charset=utf-8");
    }

    [GeneratedRegex(@"\{\*(\w+)\}")]
    private static partial Regex RestOfPath();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex(@"\W+")]
    private static partial Regex NotAName();
}
