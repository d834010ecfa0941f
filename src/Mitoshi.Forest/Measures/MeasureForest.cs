using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Maps;
using Mitoshi.Raster;

namespace Mitoshi.Forest.Measures;

/// <summary>Turns a map into a measurement of a place: what credits take.</summary>
[Process("forest_measure", En = "Measure the mean AGB of a place on a map, with its standard error, for credits", Ja = "地図から、ある場所の平均AGBと標準誤差を測り、クレジット用の測定値にする",
    Examples = ["forest measure --map workspace/products/map-2024 --area stand.geojson --place northern-block --output agb-2024.json",
        "forest measure --map workspace/products/map-2024 --zones stands.tif --zone-value 1 --place northern-block --output agb-2024.json"])]
public sealed record MeasureForest : Process<ForestMeasurement>
{
    /// <summary>Product of forest map.</summary>
    [Parameter(En = "Forest map (folder of the product)", Ja = "森林地図(成果物のフォルダ)", IsPath = true)]
    public required string Map { get; init; }

    /// <summary>Polygons of the place.</summary>
    [Parameter(En = "Polygons of the place (GeoPackage, GeoJSON, shapefile …); a pixel counts by its share inside", Ja = "場所のポリゴン(GeoPackage、GeoJSON、シェープファイルなど)。画素は内側の割合で数える", IsPath = true)]
    public string? Area { get; init; }

    /// <summary>Raster that marks the place.</summary>
    [Parameter(En = "Raster that marks the place, instead of polygons", Ja = "ポリゴンの代わりに、場所を示すラスタ", IsPath = true)]
    public string? Zones { get; init; }

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
        if ((Area is null) == (Zones is null))
        {
            throw new MitoshiException("measure.no_place",
                found: Area is null ? ("neither an area nor zones", "区域もゾーンも指定されていません") : ("an area and zones", "区域とゾーンの両方が指定されています"),
                expected: ("one of the two", "どちらか一方"),
                remedy: ("Give --area with polygons, or --zones with a raster and --zone-value.", "--area にポリゴン、または --zones にラスタと --zone-value を指定してください。"));
        }

        JsonNode properties = ProductFolder.ReadItem(Map)["properties"]!;
        AreaMean mean = Area is null ? OfZones(properties["mitoshi:metrics"], context)
            : AreaMean.Of(Map, Path.GetFileNameWithoutExtension(MapFiles.Agb), grid => new Polygon([.. AreaReader.Read(Area, null, grid).SelectMany(area => area.ToPixels(grid).Parts)]), long.MaxValue, context.Cancellation);
        DateOnly from = DateOnly.Parse(properties["start_datetime"]!.GetValue<string>()[..10]), to = DateOnly.Parse(properties["end_datetime"]!.GetValue<string>()[..10]);
        Estimate estimate = mean.Estimate with { Value = mean.Estimate.Value - Bias };
        Measurement measurement = new($"{Place}-{to.Year}", estimate, Place, mean.MeasuredHectares, from, to.AddDays(1), "agb", LineageOf(context));
        context.Files.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(Output))!);
        context.Files.WriteAtomically(Output, MeasurementJson.Write([measurement]));
        return Task.FromResult(new ForestMeasurement(measurement, Path.GetFullPath(Output)));
    }

    private AreaMean OfZones(JsonNode? metrics, ProcessContext context)
    {
        using ISource map = MapFiles.Open(Map, MapFiles.Agb, MapFiles.Lower, MapFiles.Upper);
        Grid grid = map.Grid;
        using ISource zones = AlignedSource.Classes(RasterSource.Open(Zones!, grid.Crs.IsLocal ? Crs.Local : null, Math.Abs(grid.Transform.ColumnX), [0]), grid);
        return AreaMean.Of(map, grid.Whole, rows => [.. zones.ReadBlock(rows).Band(0).ToArray().Select(zone => zone == ZoneValue ? 1f : 0)], Unit.MegagramPerHectare, metrics, context.Cancellation);
    }

    private Lineage LineageOf(ProcessContext context)
    {
        string root = context.Workspace.Root;
        InputFile[] inputs = [.. new[] { MapFiles.Agb, MapFiles.Lower, MapFiles.Upper, ProductFolder.ItemName }.Select(name => InputFiles.Of(Path.Combine(Map, name), "forest_map", root)), InputFiles.Of(Area ?? Zones!, Area is null ? "zones" : "area", root)];
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
