using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Maps;

/// <summary>How far the level of a map may be off, as its metrics state it.</summary>
internal static class MapLevel
{
    /// <summary>Name of the metric, of models and products alike.</summary>
    public const string Key = "level_error";

    /// <summary>Name of the correlation of the level errors of two dates of the training.</summary>
    public const string EpochKey = "level_epoch_correlation";

    /// <summary>The level error, or null where the metrics tell none.</summary>
    /// <param name="metrics">Metrics of a model or of a product that was made with it.</param>
    public static LevelError? Of(JsonNode? metrics)
    {
        if (metrics?[Key] is not JsonObject level || level["covariance"].Deserialize<double[][]>() is not { } rows)
        {
            return null;
        }

        double[,] covariance = new double[rows.Length, rows.Length];
        for (int c = 0; c < rows.Length; c++)
        {
            for (int d = 0; d < rows.Length; d++)
            {
                covariance[c, d] = rows[c][d];
            }
        }

        return new LevelError(level["edges"].Deserialize<double[]>()!, covariance, level["clusters"]!.GetValue<int>());
    }

    /// <summary>The level error as metrics hold it.</summary>
    public static JsonObject ToJson(LevelError level) => new()
    {
        ["edges"] = JsonSerializer.SerializeToNode(level.Edges), ["clusters"] = level.Clusters,
        ["covariance"] = new JsonArray([.. Enumerable.Range(0, level.Edges.Count).Select(c => (JsonNode)new JsonArray([.. Enumerable.Range(0, level.Edges.Count).Select(d => (JsonNode)level.Covariance[c, d])]))]),
    };
}
