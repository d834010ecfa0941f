using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Stac;

/// <summary>What filters may name (OGC API Features part 3), as JSON Schema. Any other property of an item may be named too.</summary>
internal sealed class QueryableRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac/queryables", Access.Anyone, ("What filters may name", "フィルターに書ける項目"), context => AnswerAsync(context, context.Root(services) + "/queryables")) { MediaType = StacAnswers.Schema },
        new("GET", "/stac/collections/{collection}/queryables", Access.Reader, ("What filters may name in a collection", "コレクションのフィルターに書ける項目"), async context =>
        {
            (_, Catalog.Items.CollectionDocument collection) = await context.CollectionAsync(services);
            await AnswerAsync(context, $"{context.Root(services)}/collections/{Uri.EscapeDataString(collection.Id)}/queryables");
        }) { MediaType = StacAnswers.Schema },
    ];

    private static Task AnswerAsync(HttpContext context, string id) => Answers.JsonAsync(context, new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = id, ["type"] = "object", ["title"] = context.Language() == Language.Japanese ? "尋ねられる項目" : "Queryables",
        ["properties"] = new JsonObject
        {
            ["id"] = Text("Identifier", "識別子"), ["collection"] = Text("Collection", "コレクション"),
            ["geometry"] = new JsonObject { ["title"] = "Footprint", ["$ref"] = "https://geojson.org/schema/Geometry.json" },
            ["datetime"] = Time("Time; the start where it is an interval", "日時。区間ならその始め"), ["start_datetime"] = Time("Start", "始め"), ["end_datetime"] = Time("End", "終わり"),
            ["created"] = Time("Made", "作成日時"), ["updated"] = Time("Changed", "更新日時"), ["title"] = Text("Title", "題"), ["platform"] = Text("Satellite", "衛星"), ["constellation"] = Text("Constellation", "衛星群"),
            ["gsd"] = Number("Ground sample distance, m", "地上分解能 (m)", 0, null), ["eo:cloud_cover"] = Number("Cloud cover, %", "雲量 (%)", 0, 100),
            ["proj:code"] = Text("Coordinate reference system", "座標系"), ["sat:orbit_state"] = Text("Orbit: ascending or descending", "軌道: ascending または descending"), ["sat:relative_orbit"] = Number("Relative orbit", "相対軌道番号", 0, null),
            ["view:off_nadir"] = Number("Off-nadir angle, degrees", "オフナディア角 (度)", 0, 90), ["view:sun_elevation"] = Number("Sun elevation, degrees", "太陽高度 (度)", -90, 90),
        },
        ["additionalProperties"] = true,
    }, StacAnswers.Schema);

    private static JsonObject Text(string en, string ja) => new() { ["title"] = en, ["description"] = ja, ["type"] = "string" };

    private static JsonObject Time(string en, string ja) => new() { ["title"] = en, ["description"] = ja, ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject Number(string en, string ja, double min, double? max)
    {
        JsonObject schema = new() { ["title"] = en, ["description"] = ja, ["type"] = "number", ["minimum"] = min };
        if (max is not null)
        {
            schema["maximum"] = max;
        }

        return schema;
    }
}
