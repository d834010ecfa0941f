using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Reports;

/// <summary>The item of a forest product, read for its report.</summary>
internal sealed class ProductItem
{
    private readonly JsonNode _properties;

    private ProductItem(string folder, JsonNode properties)
    {
        Folder = folder;
        _properties = properties;
    }

    public string Folder { get; }

    public JsonNode Metrics => _properties["mitoshi:metrics"]!;

    public bool IsSimulated => _properties["mitoshi:simulated"]?.GetValue<bool>() ?? false;

    public string From => _properties["start_datetime"]!.GetValue<string>()[..10];

    public string To => _properties["end_datetime"]!.GetValue<string>()[..10];

    /// <summary>Null when the folder holds no product of that process.</summary>
    public static ProductItem? Read(string folder, string process)
    {
        if (!File.Exists(Path.Combine(folder, ProductFolder.ItemName)))
        {
            return null;
        }

        JsonNode properties = ProductFolder.ReadItem(folder)["properties"]!;
        return properties["mitoshi:lineage"]?["process"]?.GetValue<string>() == process ? new ProductItem(folder, properties) : null;
    }

    /// <summary>The process with the parameters that made it.</summary>
    public T Parameters<T>()
        where T : Process
        => (T)RecordedProcess.Read(RunRecord.Describe(typeof(T)), _properties["mitoshi:lineage"]!["parameters"]!.ToJsonString(), Path.Combine(Folder, "..", ".."));

    public double Number(string metric) => Metrics[metric]?.GetValue<double>() ?? double.NaN;

    /// <summary>The grid of a raster of the product; a local grid keeps its declared pixel size.</summary>
    public Grid GridOf(string fileName)
    {
        bool isLocal = _properties["proj:code"] is null && _properties["proj:wkt2"] is null;
        using RasterFile file = RasterFile.Open(Path.Combine(Folder, fileName), isLocal ? Crs.Local : null, _properties["proj:transform"]?[0]?.GetValue<double>() ?? 1);
        return file.Grid;
    }

    /// <summary>The file of an input with a role, looked for beside the product as its lineage names it, then in the workspace.</summary>
    /// <exception cref="MitoshiException">report.no_input.</exception>
    public string Input(string role, Workspace workspace)
    {
        string name = _properties["mitoshi:lineage"]!["inputs"]!.AsArray().First(input => input!["role"]!.GetValue<string>() == role)!["name"]!.GetValue<string>();
        string[] candidates = [Path.GetFullPath(Path.Combine(Folder, "..", "..", name)), Path.Combine(workspace.Root, name)];
        return candidates.FirstOrDefault(File.Exists) ?? throw new MitoshiException("report.no_input",
            found: ($"{Folder} was made with {name}, which is not there", $"{Folder} は {name} で作られましたが、そのファイルがありません"),
            expected: ($"the file in the workspace of the product: {candidates[0]}", $"成果物のワークスペース内のファイル：{candidates[0]}"),
            remedy: ("Copy the workspace whole, or name it with --workspace.", "ワークスペース全体をコピーするか、--workspace で指定してください。"));
    }
}
