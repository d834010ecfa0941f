using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Maps;
using Mitoshi.Raster;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Measures;

/// <summary>Turns a map into a measurement of a place: what credits take.</summary>
[Process("forest_measure", En = "Measure the mean AGB of a place on a map, with its standard error, for credits", Ja = "地図から、ある場所の平均AGBと標準誤差を測り、クレジット用の測定値にする",
    Examples = ["forest measure --map workspace/products/map-2024 --zones stands.tif --zone-value 1 --place northern-block --output agb-2024.json"])]
public sealed record MeasureForest : Process<ForestMeasurement>
{
    /// <summary>Product of forest map.</summary>
    [Parameter(En = "Forest map (folder of the product)", Ja = "森林地図(成果物のフォルダ)", IsPath = true)]
    public required string Map { get; init; }

    /// <summary>Raster that marks the place.</summary>
    [Parameter(En = "Raster that marks the place", Ja = "場所を示すラスタ", IsPath = true)]
    public required string Zones { get; init; }

    /// <summary>Value of the raster inside the place.</summary>
    [Parameter(En = "Value of that raster inside the place", Ja = "場所の内側の値")]
    public int ZoneValue { get; init; } = 1;

    /// <summary>Name of the place.</summary>
    [Parameter(En = "Name of the place", Ja = "場所の名前")]
    public required string Place { get; init; }

    /// <summary>Mean bias to take off, from stable ground.</summary>
    [Parameter(En = "Bias of the map to take off (from stable ground)", Ja = "差し引く偏り(安定地から)", Unit = "Mg/ha")]
    public double Bias { get; init; }

    /// <summary>Where to write.</summary>
    [Parameter(En = "File to write (JSON)", Ja = "出力ファイル(JSON)", IsPath = true)]
    public required string Output { get; init; }

    /// <inheritdoc/>
    protected override Task<ForestMeasurement> RunAsync(ProcessContext context)
    {
        using ISource map = MapFiles.Open(Map, MapFiles.Agb, MapFiles.Lower, MapFiles.Upper);
        Grid grid = map.Grid;
        using ISource zones = AlignedSource.Classes(RasterSource.Open(Zones, grid.Crs.IsLocal ? Crs.Local : null, Math.Abs(grid.Transform.ColumnX), [0]), grid);
        Block block = map.ReadBlock(grid.Whole), zone = zones.ReadBlock(grid.Whole);
        float[] deviations = new float[grid.PixelCount];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < deviations.Length; i++)
        {
            float agb = block.Band(0)[i], deviation = (float)((block.Band(2)[i] - block.Band(1)[i]) / (2 * NormalDistribution.HalfWidth90));
            bool isInside = zone.Band(0)[i] == ZoneValue && float.IsFinite(agb + deviation);
            deviations[i] = isInside ? deviation : float.NaN;
            sum += isInside ? agb : 0;
            count += isInside ? 1 : 0;
        }

        if (count == 0)
        {
            throw new MitoshiException("measure.empty",
                found: ($"no pixel of the map with an interval has the value {ZoneValue} in {Zones}", $"{Zones} の値 {ZoneValue} に、区間のある画素がありません"),
                expected: ("a place that lies in the map, and intervals that were not withheld", "地図の中の場所と、非表示でない区間"),
                remedy: ("Check the value; map again with --intervals always if you vouch for the population.", "値を確かめるか、母集団に責任を持てるなら --intervals always で地図を作り直してください。"));
        }

        JsonNode properties = ProductFolder.ReadItem(Map)["properties"]!;
        SpatialCorrelation correlation = ResidualCorrelation.Of(properties["mitoshi:metrics"]);
        double error = Math.Sqrt(SpatialMean.ResidualVarianceOnGrid(deviations, grid.Width, Math.Abs(grid.Transform.ColumnX), correlation));
        DateOnly from = DateOnly.Parse(properties["start_datetime"]!.GetValue<string>()[..10]), to = DateOnly.Parse(properties["end_datetime"]!.GetValue<string>()[..10]);
        Estimate estimate = new((sum / count) - Bias, Unit.MegagramPerHectare, new StandardError(error), double.PositiveInfinity, "model_based.spatial");
        Measurement measurement = new($"{Place}-{to.Year}", estimate, Place, count * grid.PixelArea / 10_000, from, to.AddDays(1), "agb", LineageOf(context));
        context.Files.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(Output))!);
        context.Files.WriteAtomically(Output, MeasurementJson.Write([measurement]));
        return Task.FromResult(new ForestMeasurement(measurement, Path.GetFullPath(Output)));
    }

    private Lineage LineageOf(ProcessContext context)
    {
        string root = context.Workspace.Root;
        InputFile[] inputs = [.. new[] { MapFiles.Agb, MapFiles.Lower, MapFiles.Upper, ProductFolder.ItemName }.Select(name => InputFiles.Of(Path.Combine(Map, name), "forest_map", root)), InputFiles.Of(Zones, "zones", root)];
        return new Lineage("forest_measure", context.Version, [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)], RecordedProcess.Write(this, root), context.Seed);
    }
}

/// <summary>A measurement for credits.</summary>
/// <param name="Measurement">The measurement.</param>
/// <param name="Path">File that holds it.</param>
public sealed record ForestMeasurement(Measurement Measurement, string Path) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(
        ($"{Measurement.Place}: {Measurement.Estimate.Value:0.0} ± {Measurement.Estimate.Error.Magnitude:0.0} {Measurement.Estimate.Unit.Symbol} (standard error) on {Measurement.AreaHectares:#,0.0} ha",
        $"{Measurement.Place}: {Measurement.Estimate.Value:0.0} ± {Measurement.Estimate.Error.Magnitude:0.0} {Measurement.Estimate.Unit.Symbol}(標準誤差)、{Measurement.AreaHectares:#,0.0} ha"))
    {
        Files = [new OutputFile(("measurement", "測定値"), Path)],
        NextSteps = [("List the file under `measurements:` of a carbon project: mitoshi credits quantify PROJECT.yaml", "炭素プロジェクトの `measurements:` に書いてください: mitoshi credits quantify プロジェクト.yaml")],
    };
}
