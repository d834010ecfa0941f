using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;
using Mitoshi.Server.Stac;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>How the plane is cut into tiles (OGC 17-083r4, JSON encoding).</summary>
internal sealed class TileMatrixSetRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/stac/tileMatrixSets", Access.Anyone, ("The tile matrix sets", "タイル行列セットの一覧"), ListAsync),
        new("GET", "/stac/tileMatrixSets/{set}", Access.Anyone, ("A tile matrix set", "タイル行列セット"), OneAsync),
    ];

    private Task ListAsync(HttpContext context) => Answers.JsonAsync(context, new JsonObject
    {
        ["tileMatrixSets"] = new JsonArray([.. TileMatrixSets.All.Select(set =>
        {
            JsonObject entry = new() { ["id"] = set.Id, ["title"] = set.Title.In(context.Language()), ["crs"] = set.CrsUri, ["links"] = new JsonArray(StacAnswers.Link("self", $"{context.Root(services)}/tileMatrixSets/{set.Id}", StacAnswers.Json)) };
            if (set.Uri is not null)
            {
                entry["uri"] = set.Uri;
            }

            return (JsonNode)entry;
        })]),
    });

    private Task OneAsync(HttpContext context)
    {
        TileMatrixSet set = TileMatrixSets.Named(context.Part("set"));
        JsonObject answer = new()
        {
            ["id"] = set.Id, ["title"] = set.Title.In(context.Language()), ["crs"] = set.CrsUri, ["orderedAxes"] = set.Id == "WorldCRS84Quad" ? new JsonArray("Lon", "Lat") : new JsonArray("E", "N"),
            ["tileMatrices"] = new JsonArray([.. set.Matrices.Select(matrix => (JsonNode)new JsonObject
            {
                ["id"] = $"{matrix.Level}", ["scaleDenominator"] = matrix.ScaleDenominator, ["cellSize"] = matrix.Resolution, ["pointOfOrigin"] = new JsonArray(set.Left, set.Top),
                ["tileWidth"] = TileMatrix.TileSize, ["tileHeight"] = TileMatrix.TileSize, ["matrixWidth"] = matrix.Columns, ["matrixHeight"] = matrix.Rows,
            })]),
        };
        if (set.Uri is not null)
        {
            answer["uri"] = set.Uri;
        }

        return Answers.JsonAsync(context, answer);
    }
}
