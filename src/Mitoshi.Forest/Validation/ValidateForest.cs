using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Reports;
using Mitoshi.Learning;
using Mitoshi.Raster;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Maps;
using Mitoshi.Reporting.Pages;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Validation;

/// <summary>Compares a map with a reference raster, or with another map such as ESA CCI Biomass: error by scale and class, coverage, histograms, difference map.</summary>
[Process("forest_validate", En = "Compare a map with a reference raster or another map: error, coverage, histograms, difference map", Ja = "地図を参照ラスタや別の地図と比べる:誤差、被覆率、度数分布、差の地図",
    Examples = ["forest validate --map workspace/products/map-2024 --reference lidar_agb.tif", "forest validate --map M --reference cci_biomass.tif --reference-name 'ESA CCI Biomass'"])]
public sealed record ValidateForest : Process<ForestValidation>
{
    // Ten pixels of 10 m: the hectare of the validation protocol.
    private const int PixelsPerHectareEdge = 10;

    /// <summary>Product of forest map.</summary>
    [Parameter(En = "Forest map (folder of the product)", Ja = "森林地図(成果物のフォルダ)", IsPath = true)]
    public required string Map { get; init; }

    /// <summary>What it is compared with.</summary>
    [Parameter(En = "Raster of AGB in Mg/ha, of any grid", Ja = "AGBのラスタ(Mg/ha、格子は任意)", IsPath = true)]
    public required string Reference { get; init; }

    /// <summary>How the reference is called.</summary>
    [Parameter(En = "Name of the reference in tables and pictures", Ja = "表と図での参照データの名前")]
    public string ReferenceName { get; init; } = "reference";

    /// <summary>Where to write the report.</summary>
    [Parameter(En = "Report to write; default validation.html in the product's folder", Ja = "報告書の出力先。既定は成果物フォルダの validation.html", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override Task<ForestValidation> RunAsync(ProcessContext context)
    {
        using ISource map = MapFiles.Open(Map, MapFiles.Agb, MapFiles.Lower, MapFiles.Upper);
        using ISource reference = CubeBuilder.Reference(Reference, map.Grid);
        Block block = map.ReadBlock(map.Grid.Whole);
        float[] truth = reference.ReadBlock(map.Grid.Whole).Array, agb = block.Band(0).ToArray();
        List<double> pairsTruth = [], pairsMap = [], lower = [], upper = [];
        float[] difference = new float[truth.Length];
        for (int i = 0; i < truth.Length; i++)
        {
            difference[i] = agb[i] - truth[i];
            if (float.IsFinite(difference[i]))
            {
                pairsTruth.Add(truth[i]);
                pairsMap.Add(agb[i]);
                lower.Add(block.Band(1)[i]);
                upper.Add(block.Band(2)[i]);
            }
        }

        if (pairsTruth.Count < 2)
        {
            throw new MitoshiException("validate.no_pairs",
                found: ($"{pairsTruth.Count} pixels have both a map value and a value in {Reference}", $"地図と {Reference} の両方に値がある画素は {pairsTruth.Count} 個です"),
                expected: ("a reference that covers some of the map", "地図の一部を覆う参照データ"),
                remedy: ("Check CRS, extent, band and no-data value of the reference.", "参照データのCRS、範囲、バンド、欠測値を確かめてください。"));
        }

        double[] t = [.. pairsTruth], p = [.. pairsMap];
        (double[] hectareTruth, double[] hectareMap) = Hectares(truth, agb, map.Grid);
        bool hasIntervals = lower.All(double.IsFinite);
        CoverageReport? coverage = hasIntervals ? CoverageReport.Of(t, [.. lower], [.. upper], p, new int[t.Length], ValueClasses.Biomass) : null;
        SummaryTable errors = Errors(t, p, hectareTruth, hectareMap), classes = Classes(t, p, coverage);
        string path = Output ?? Path.Combine(Map, "validation.html");
        bool isSimulated = ProductFolder.ReadItem(Map)["properties"]?["mitoshi:simulated"]?.GetValue<bool>() ?? false;
        HtmlReport.Write(Page(truth, agb, difference, map.Grid, errors, classes, isSimulated), context.Language, path, context.Files);
        return Task.FromResult(new ForestValidation(errors, classes, path));
    }

    private static (double[] Truth, double[] Map) Hectares(float[] truth, float[] agb, Grid grid)
    {
        List<double> reference = [], mapped = [];
        for (int row = 0; row + PixelsPerHectareEdge <= grid.Height; row += PixelsPerHectareEdge)
        {
            for (int column = 0; column + PixelsPerHectareEdge <= grid.Width; column += PixelsPerHectareEdge)
            {
                double sumTruth = 0, sumMap = 0;
                for (int i = 0; i < PixelsPerHectareEdge * PixelsPerHectareEdge; i++)
                {
                    int pixel = ((row + (i / PixelsPerHectareEdge)) * grid.Width) + column + (i % PixelsPerHectareEdge);
                    sumTruth += truth[pixel];
                    sumMap += agb[pixel];
                }

                if (double.IsFinite(sumTruth + sumMap))
                {
                    reference.Add(sumTruth / (PixelsPerHectareEdge * PixelsPerHectareEdge));
                    mapped.Add(sumMap / (PixelsPerHectareEdge * PixelsPerHectareEdge));
                }
            }
        }

        return ([.. reference], [.. mapped]);
    }

    private SummaryTable Errors(double[] truth, double[] map, double[] hectareTruth, double[] hectareMap)
    {
        List<IReadOnlyList<Text>> rows = [Row(("pixels", "画素"), truth, map)];
        if (hectareTruth.Length >= 2)
        {
            rows.Add(Row(("squares of 10 x 10 pixels", "10×10画素"), hectareTruth, hectareMap));
        }

        return new SummaryTable(($"Map minus {ReferenceName} (Mg/ha)", $"地図 − {ReferenceName} (Mg/ha)"),
            ["", "n", "RMSE", "MAE", ("bias", "偏り"), "R²", ("mean of map", "地図の平均"), ("mean of the other", "比較対象の平均")], rows);
    }

    private static IReadOnlyList<Text> Row(Text name, double[] truth, double[] map)
    {
        MapAccuracy accuracy = MapAccuracy.Of(truth, map);
        return [name, $"{accuracy.Count:#,0}", $"{accuracy.Rmse:0.0}", $"{accuracy.Mae:0.0}", $"{accuracy.Bias:+0.0;-0.0}", $"{accuracy.RSquared:0.00}", $"{map.Average():0.0}", $"{truth.Average():0.0}"];
    }

    private SummaryTable Classes(double[] truth, double[] map, CoverageReport? coverage)
    {
        ValueClasses classes = ValueClasses.Biomass;
        IReadOnlyList<ClassScore> byTruth = ClassScores.Of(truth, map, truth, classes), byMap = ClassScores.Of(truth, map, map, classes);
        string Number(double value) => double.IsNaN(value) ? "-" : $"{value:+0.0;-0.0}";
        string Percent(double value) => double.IsNaN(value) ? "-" : $"{100 * value:0.0} %";
        return new SummaryTable(("By class (Mg/ha)", "階級別 (Mg/ha)"),
            [("class", "階級"), ($"n by {ReferenceName}", $"n({ReferenceName}別)"), ("bias", "偏り"), ("coverage", "被覆率"), ("n by map", "n(地図別)"), ("bias", "偏り"), ("coverage", "被覆率")],
            [.. Enumerable.Range(0, classes.Count).Select(i => (IReadOnlyList<Text>)
            [
                classes.Name(i), $"{byTruth[i].Count:#,0}", Number(byTruth[i].Bias), coverage is null ? "-" : Percent(coverage.ByTruth[i].Coverage),
                $"{byMap[i].Count:#,0}", Number(byMap[i].Bias), coverage is null ? "-" : Percent(coverage.ByPrediction[i].Coverage),
            ]), [("all", "全体"), $"{truth.Length:#,0}", "", coverage is null ? "-" : Percent(coverage.All.Coverage), "", "", ""]]);
    }

    private Report Page(float[] truth, float[] agb, float[] difference, Grid grid, SummaryTable errors, SummaryTable classes, bool isSimulated)
    {
        MemorySource source = new(grid, [new Layer("difference", "Mg/ha")], difference);
        double reach = Math.Max(50, AccuracyFigures.NiceMax([.. difference.Select(MathF.Abs)]));
        MapFigure map = ReportMaps.Figure(source, 0, ("Difference (Mg/ha)", "差 (Mg/ha)"), ColourMap.Change, -reach, reach);
        return new Report(($"Map against {ReferenceName}", $"地図と {ReferenceName} の比較"), (Path.GetFileName(Map.TrimEnd('/')), Path.GetFileName(Map.TrimEnd('/'))),
        [
            new Section(("Pictures", "図"),
            [
                new Figure(map.ToSvg(), ("Map minus the other: red where the map is lower.", "地図 − 比較対象。赤は地図が低い場所。")) { IsWide = true },
                new Figure(AccuracyFigures.DensityScatter(truth, agb, ($"AGB, {ReferenceName} (Mg/ha)", $"AGB({ReferenceName}) (Mg/ha)"), ("AGB, map (Mg/ha)", "AGB(地図) (Mg/ha)")), ("Map against the other; dashed: equality.", "地図と比較対象。破線は一致。")),
                new Figure(AccuracyFigures.Histograms([((ReferenceName, ReferenceName), truth, Colours.Orange), (("map", "地図"), agb, Colours.Blue)], ("AGB (Mg/ha)", "AGB (Mg/ha)")), ("How often each AGB occurs.", "AGBの度数分布。")),
            ]),
            new Section(("Tables", "表"), [Table.From(errors), Table.From(classes),
                new Paragraph(("A reference that the model was trained on flatters the map; the model's own report predicts blocks that it did not see.", "学習に使った参照データとの比較は地図を良く見せます。モデルの報告書は見ていないブロックでの予測です。"))]),
        ]) { IsSimulated = isSimulated };
    }
}

/// <summary>A comparison.</summary>
/// <param name="Errors">By scale.</param>
/// <param name="Classes">By class.</param>
/// <param name="Report">Path of the report.</param>
public sealed record ForestValidation(SummaryTable Errors, SummaryTable Classes, string Report) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(("Map compared", "地図を比較しました"))
    {
        Tables = [Errors, Classes],
        Files = [new OutputFile(("report", "報告書"), Report)],
        NextSteps = [("Open the report in a browser.", "報告書をブラウザで開いてください。")],
    };
}
