using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>An <see cref="AgbModel"/> on disk: its trees as files, the rest as JSON.</summary>
internal static class AgbParts
{
    /// <summary>Trees of the parts, by file name.</summary>
    public static Dictionary<string, TreeEnsemble> Ensembles(AgbModel model)
    {
        Dictionary<string, TreeEnsemble> ensembles = [];
        for (int part = 0; part < model.Parts.Count; part++)
        {
            TreeEnsemble? trees = model.Parts[part] switch { TreesPart own => own.Trees, QuantileForestPart own => own.Forest.Mean, TwoStagePart own => own.Height, _ => null };
            if (trees is not null)
            {
                ensembles[FileName(part)] = trees;
            }
        }

        return ensembles;
    }

    /// <summary>Leaves of quantile forests, by file name.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Leaves(AgbModel model)
        => model.Parts.Select((part, index) => (part as QuantileForestPart, Name: LeavesName(index))).Where(item => item.Item1 is not null).Select(item => (item.Name, QuantileForestFile.Write(item.Item1!.Forest)));

    public static JsonArray ToJson(AgbModel model) => new([.. model.Parts.Select((part, index) => (JsonNode)(part switch
    {
        TwoStagePart own => new JsonObject
        {
            ["kind"] = "two_stage", ["weight"] = own.Weight, ["trees"] = FileName(index), ["class_feature"] = own.ClassFeature,
            ["overall"] = JsonSerializer.SerializeToNode(own.Curves.Overall), ["by_class"] = JsonSerializer.SerializeToNode(own.Curves.ByClass),
        },
        WaterCloudPart own => new JsonObject
        {
            ["kind"] = "water_cloud", ["weight"] = own.Weight, ["agb_max"] = own.AgbMax, ["agb_mean"] = own.AgbMean, ["scenes"] = JsonSerializer.SerializeToNode(own.Scenes),
        },
        QuantileForestPart own => new JsonObject { ["kind"] = "quantile_forest", ["weight"] = own.Weight, ["trees"] = FileName(index), ["leaves"] = LeavesName(index) },
        _ => new JsonObject { ["kind"] = "trees", ["weight"] = part.Weight, ["trees"] = FileName(index) },
    }))]);

    /// <param name="parts">What <see cref="ToJson"/> gave.</param>
    /// <param name="trees">Reads a file of trees.</param>
    /// <param name="bytes">Reads any other file.</param>
    public static AgbModel FromJson(JsonNode? parts, Func<string, TreeEnsemble> trees, Func<string, byte[]> bytes) => new([.. parts!.AsArray().Select(part => Part(part!, trees, bytes))]);

    private static AgbPart Part(JsonNode part, Func<string, TreeEnsemble> trees, Func<string, byte[]> bytes)
    {
        double weight = part["weight"]!.GetValue<double>();
        return part["kind"]!.GetValue<string>() switch
        {
            "two_stage" => new TwoStagePart(weight, trees(part["trees"]!.GetValue<string>()),
                new AllometryTable(part["by_class"].Deserialize<Dictionary<int, HeightAllometry>>()!, part["overall"].Deserialize<HeightAllometry>()!), part["class_feature"]!.GetValue<string>()),
            "water_cloud" => new WaterCloudPart(weight, part["scenes"].Deserialize<WaterCloudScene[]>()!, part["agb_max"]!.GetValue<double>(), part["agb_mean"]!.GetValue<double>()),
            "quantile_forest" => new QuantileForestPart(weight, QuantileForestFile.Read(trees(part["trees"]!.GetValue<string>()), bytes(part["leaves"]!.GetValue<string>()), part["leaves"]!.GetValue<string>())),
            _ => new TreesPart(weight, trees(part["trees"]!.GetValue<string>())),
        };
    }

    private static string LeavesName(int part) => Path.ChangeExtension(FileName(part), ".leaves.bin");

    private static string FileName(int part) => part == 0 ? "agb.trees" : $"agb{part + 1}.trees";
}
