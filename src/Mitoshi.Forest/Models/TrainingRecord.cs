using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Models;

/// <summary>The figures behind a model's card, kept in its folder: predictions of blocks that it did not see, coverage, variogram, importance.</summary>
internal static class TrainingRecord
{
    private const string Figures = "validation.json", Rows = "validation.bin";

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, IncludeFields = true };

    public static void Write(TrainingOutcome outcome, string folder, IFiles files)
    {
        files.CreateFolder(folder);
        double[] rows = [.. outcome.Truth, .. outcome.Predicted, .. outcome.Corrected];
        files.WriteAtomically(Path.Combine(folder, Rows), MemoryMarshal.AsBytes<double>(rows));
        JsonObject figures = new()
        {
            ["format"] = "mitoshi model validation 1",
            ["rows"] = outcome.Truth.Length,
            ["coverage"] = JsonSerializer.SerializeToNode(outcome.Coverage, Json),
            ["variogram"] = JsonSerializer.SerializeToNode(outcome.Variogram, Json),
            ["variogram_fit"] = JsonSerializer.SerializeToNode(outcome.VariogramFit, Json),
            ["comparison"] = JsonSerializer.SerializeToNode(outcome.Comparison with { Predictions = [] }, Json),
            ["insight"] = JsonSerializer.SerializeToNode(outcome.Insight, Json),
            ["importance"] = new JsonArray([.. outcome.Importance.Select(feature => new JsonObject { ["name"] = feature.Name, ["share"] = feature.Value })]),
        };
        files.WriteAtomically(Path.Combine(folder, Figures), Encoding.UTF8.GetBytes(figures.ToJsonString(Json)));
    }

    /// <exception cref="MitoshiException">report.no_input, model.damaged.</exception>
    public static TrainingOutcome Read(string folder, BiomassModel model)
    {
        string path = Path.Combine(folder, Figures);
        if (!File.Exists(path) || !File.Exists(Path.Combine(folder, Rows)))
        {
            throw new MitoshiException("report.no_input",
                found: ($"{folder} keeps no predictions of its validation", $"{folder} に検証の予測値がありません"),
                expected: ($"{Figures} and {Rows} beside model.json", $"model.json の隣の {Figures} と {Rows}"),
                remedy: ("Train the model again with this version of Mitoshi.", "この版の見通しでモデルを学習し直してください。"));
        }

        try
        {
            JsonNode figures = JsonNode.Parse(File.ReadAllText(path))!;
            int rows = figures["rows"]!.GetValue<int>();
            double[] values = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, Rows))).ToArray();
            return new TrainingOutcome(
                model, values[..rows], values[rows..(2 * rows)], values[(2 * rows)..(3 * rows)], figures["coverage"].Deserialize<CoverageReport>(Json)!,
                figures["variogram"].Deserialize<VariogramBin[]>(Json)!, figures["variogram_fit"].Deserialize<VariogramModel?>(Json),
                [.. figures["importance"]!.AsArray().Select(feature => (feature!["name"]!.GetValue<string>(), feature["share"]!.GetValue<double>()))],
                figures["comparison"].Deserialize<MethodComparison>(Json)!, figures["insight"].Deserialize<FeatureInsight>(Json)!);
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or IOException or ArgumentException)
        {
            throw ModelFolder.Damaged(folder, $"{Figures}: {error.Message}", error);
        }
    }
}
