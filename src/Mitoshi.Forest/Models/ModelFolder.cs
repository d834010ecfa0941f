using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Forest.Features;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>A model on disk: <c>models/NAME/</c>. <c>model.json</c> is written last: a folder without it is unfinished work.</summary>
public static class ModelFolder
{
    private const string Main = "model.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Path of a model of the workspace; a name with a separator is taken as a path.</summary>
    public static string PathOf(Workspace workspace, string model) => model.Contains(Path.DirectorySeparatorChar) ? model : Path.Combine(workspace.Models, model);

    /// <summary>The main file; it holds the checksums of the trees.</summary>
    public static string MainFile(string folder) => Path.Combine(folder, Main);

    /// <summary>All files that <see cref="Read"/> opens, for lineages, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string folder)
        => [.. Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) is Main or "features.json" || Path.GetExtension(file) is ".trees" or ".bin").Order(StringComparer.Ordinal)];

    /// <summary>Writes a model.</summary>
    public static void Write(BiomassModel model, string folder, IFiles files)
    {
        files.CreateFolder(folder);
        files.WriteAtomically(Path.Combine(folder, "features.json"), Encoding.UTF8.GetBytes(model.Features.ToJson()));
        Dictionary<string, TreeEnsemble> ensembles = Ensembles(model);
        JsonObject checksums = [];
        foreach ((string name, TreeEnsemble ensemble) in ensembles)
        {
            byte[] bytes = TreeEnsembleFile.Write(ensemble);
            files.WriteAtomically(Path.Combine(folder, name), bytes);
            checksums[name] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        }

        foreach ((string name, byte[] bytes) in AgbParts.Leaves(model.Agb))
        {
            files.WriteAtomically(Path.Combine(folder, name), bytes);
            checksums[name] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        }

        WriteFloats(Path.Combine(folder, "applicability.bin"), model.Applicability.Samples, files);
        WriteFloats(Path.Combine(folder, "sample.bin"), model.Sample.Values.ToArray(), files);
        JsonObject main = new()
        {
            ["format"] = "mitoshi forest model 1",
            ["name"] = model.Name,
            ["trees"] = checksums,
            ["parts"] = AgbParts.ToJson(model.Agb),
            ["folds"] = model.Intervals?.Lower.Count ?? 0,
            ["offset"] = model.Offset,
            ["matching"] = JsonSerializer.SerializeToNode(model.Matching, Json),
            ["mondrian"] = Mondrian(model.ForestIntervals?.Table ?? model.Intervals!.Table),
            ["floor"] = model.ForestIntervals?.Floor ?? model.Intervals!.Floor,
            ["reference_error"] = model.ReferenceError,
            ["spread_features"] = JsonSerializer.SerializeToNode(model.SpreadNames),
            ["applicability"] = Applicability(model.Applicability),
            ["sample_features"] = JsonSerializer.SerializeToNode(model.Sample.Names),
            ["sample_categorical"] = JsonSerializer.SerializeToNode(model.Sample.CategoricalNames),
            ["sample_folds"] = JsonSerializer.SerializeToNode(model.SampleFolds),
            ["shifts"] = JsonSerializer.SerializeToNode(model.Shifts, Json),
            ["metrics"] = model.Metrics.DeepClone(),
        };
        files.WriteAtomically(Path.Combine(folder, Main), Encoding.UTF8.GetBytes(main.ToJsonString(Json)));
    }

    /// <summary>Reads a model and compares its trees with their checksums.</summary>
    /// <exception cref="MitoshiException">model.not_found, model.damaged.</exception>
    public static BiomassModel Read(string folder)
    {
        string path = Path.Combine(folder, Main);
        if (!File.Exists(path))
        {
            throw new MitoshiException("model.not_found",
                found: ($"{folder} has no {Main}", $"{folder} に {Main} がありません"),
                expected: ("the name of a trained model, or the path of its folder", "学習済みモデルの名前、またはそのフォルダ"),
                remedy: ("Train one: mitoshi forest train PROJECT.yaml", "学習してください: mitoshi forest train プロジェクト.yaml"));
        }

        try
        {
            return ReadParts(folder, JsonNode.Parse(File.ReadAllText(path))!);
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or IOException or ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Damaged(folder, $"{error.GetType().Name}: {error.Message}", error);
        }
    }

    private static BiomassModel ReadParts(string folder, JsonNode main)
    {
        int folds = main["folds"]!.GetValue<int>();
        byte[] Bytes(string name)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, name));
            string found = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            return found == main["trees"]![name]!.GetValue<string>() ? bytes : throw Damaged(folder, $"{name} is not what it was", null);
        }

        TreeEnsemble Trees(string name) => TreeEnsembleFile.Read(Bytes(name), name);
        AgbModel agb = AgbParts.FromJson(main["parts"], Trees, Bytes);
        MondrianTable table = new()
        {
            Alpha = main["mondrian"]!["alpha"]!.GetValue<double>(),
            Edges = main["mondrian"]!["edges"].Deserialize<double[]>()!,
            Quantiles = [.. main["mondrian"]!["quantiles"].Deserialize<double?[]>()!.Select(quantile => quantile ?? double.PositiveInfinity)],
            Counts = main["mondrian"]!["counts"].Deserialize<int[]>()!,
        };
        double floor = main["floor"]!.GetValue<double>(), referenceError = main["reference_error"]?.GetValue<double>() ?? 0;

        string[] sampleNames = main["sample_features"].Deserialize<string[]>()!;
        float[] sample = ReadFloats(Path.Combine(folder, "sample.bin"));
        JsonNode area = main["applicability"]!;
        return new BiomassModel
        {
            Name = main["name"]!.GetValue<string>(),
            Features = FeatureSet.FromJson(File.ReadAllText(Path.Combine(folder, "features.json"))),
            Agb = agb,
            Height = main["trees"]!["height.trees"] is null ? null : Trees("height.trees"),
            Offset = main["offset"]!.GetValue<double>(),
            Matching = main["matching"].Deserialize<DistributionMatching>(Json)!,
            ForestIntervals = agb.Parts is [QuantileForestPart only] ? new QuantileForestIntervals { Forest = only.Forest, Table = table, Floor = floor, ReferenceError = referenceError } : null,
            Intervals = agb.Parts is [QuantileForestPart] ? null : new ResidualIntervals
            {
                Lower = [.. Enumerable.Range(0, folds).Select(fold => Trees($"lower{fold}.trees"))],
                Upper = [.. Enumerable.Range(0, folds).Select(fold => Trees($"upper{fold}.trees"))],
                Table = table,
                Floor = floor,
                ReferenceError = referenceError,
            },
            SpreadNames = main["spread_features"].Deserialize<string[]>()!,
            Applicability = new AreaOfApplicability
            {
                FeatureNames = area["features"].Deserialize<string[]>()!,
                Means = area["means"].Deserialize<double[]>()!,
                Scales = area["scales"].Deserialize<double[]>()!,
                Weights = area["weights"].Deserialize<double[]>()!,
                Samples = ReadFloats(Path.Combine(folder, "applicability.bin")),
                MeanDistance = area["mean_distance"]!.GetValue<double>(),
                Threshold = area["threshold"]!.GetValue<double>(),
                TrainingOutside = area["training_outside"]!.GetValue<double>(),
            },
            Sample = new FeatureTable(sampleNames, sample, sample.Length / sampleNames.Length, main["sample_categorical"].Deserialize<string[]>()),
            SampleFolds = main["sample_folds"].Deserialize<int[]>()!,
            Shifts = main["shifts"].Deserialize<Dictionary<string, SceneShifts>>(Json)!,
            Metrics = main["metrics"]!.DeepClone().AsObject(),
        };
    }

    private static Dictionary<string, TreeEnsemble> Ensembles(BiomassModel model)
    {
        Dictionary<string, TreeEnsemble> ensembles = AgbParts.Ensembles(model.Agb);
        if (model.Height is not null)
        {
            ensembles["height.trees"] = model.Height;
        }

        for (int fold = 0; fold < (model.Intervals?.Lower.Count ?? 0); fold++)
        {
            ensembles[$"lower{fold}.trees"] = model.Intervals!.Lower[fold];
            ensembles[$"upper{fold}.trees"] = model.Intervals.Upper[fold];
        }

        return ensembles;
    }

    // JSON has no infinity; a class without enough samples anywhere is null.
    private static JsonObject Mondrian(MondrianTable table) => new()
    {
        ["alpha"] = table.Alpha,
        ["edges"] = JsonSerializer.SerializeToNode(table.Edges),
        ["quantiles"] = new JsonArray([.. table.Quantiles.Select(quantile => double.IsFinite(quantile) ? (JsonNode)quantile : null)]),
        ["counts"] = JsonSerializer.SerializeToNode(table.Counts),
    };

    private static JsonObject Applicability(AreaOfApplicability area) => new()
    {
        ["features"] = JsonSerializer.SerializeToNode(area.FeatureNames),
        ["means"] = JsonSerializer.SerializeToNode(area.Means),
        ["scales"] = JsonSerializer.SerializeToNode(area.Scales),
        ["weights"] = JsonSerializer.SerializeToNode(area.Weights),
        ["mean_distance"] = area.MeanDistance,
        ["threshold"] = area.Threshold,
        ["training_outside"] = area.TrainingOutside,
    };

    private static void WriteFloats(string path, float[] values, IFiles files) => files.WriteAtomically(path, MemoryMarshal.AsBytes<float>(values));

    private static float[] ReadFloats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    internal static MitoshiException Damaged(string folder, string what, Exception? inner) => new("model.damaged",
        found: ($"the model in {folder} cannot be read: {what}", $"{folder} のモデルを読めません: {what}"),
        expected: ("the files as mitoshi forest train wrote them", "mitoshi forest train が書いたままのファイル"),
        remedy: ("Copy the model again from where it was made, or train it again.", "作成元からコピーし直すか、学習し直してください。"), inner);
}
