using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Projects;
using Mitoshi.Forest.Reports;
using Mitoshi.Learning;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Validation;

/// <summary>
/// Compares a map with plots over their own area, with a reference raster or another map such as ESA CCI Biomass, and refits its model with pixels held
/// out in several ways: error by support and class, coverage, outliers, variogram, histograms, difference map.
/// </summary>
[Process("forest_validate", En = "Compare a map with plots, a reference raster or another map, and refit its model by folds", Ja = "地図をプロット・参照ラスタ・別の地図と比べ、モデルを分割して再学習する",
    Examples = ["forest validate --map workspace/products/map-2024 --plots plots.gpkg", "forest validate --map M --reference cci_biomass.tif --reference-name 'ESA CCI Biomass'", "forest validate forest.yaml --map M --folds all"])]
public sealed record ValidateForest : ForestProcess<ForestValidation>
{
    /// <summary>Product of forest map, or a raster.</summary>
    [Parameter(En = "Forest map (folder of the product), or a raster of AGB in Mg/ha", Ja = "森林地図(成果物のフォルダ)、またはAGBのラスタ(Mg/ha)", IsPath = true)]
    public required string Map { get; init; }

    /// <summary>What it is compared with.</summary>
    [Parameter(En = "Raster of AGB in Mg/ha, of any grid", Ja = "AGBのラスタ(Mg/ha、格子は任意)", IsPath = true)]
    public string? Reference { get; init; }

    /// <summary>How the reference is called.</summary>
    [Parameter(En = "Name of the reference in tables and pictures", Ja = "表と図での参照データの名前")]
    public string ReferenceName { get; init; } = "reference";

    /// <summary>Plots.</summary>
    [Parameter(En = "Plots with a value each, as points or polygons (see forest plots, forest gedi)", Ja = "値のあるプロット(点またはポリゴン。forest plots、forest gedi の出力)", IsPath = true)]
    public string? Plots { get; init; }

    /// <summary>Column of the plot's value.</summary>
    [Parameter(En = "Column with the plot's value in Mg/ha", Ja = "プロットの値の列(Mg/ha)")]
    public string? ValueColumn { get; init; }

    /// <summary>Column of the date.</summary>
    [Parameter(En = "Column with the date or year of measurement", Ja = "調査日または調査年の列")]
    public string? DateColumn { get; init; }

    /// <summary>CRS of plots from a table.</summary>
    [Parameter(En = "CRS of x and y when the plots are a table", Ja = "プロットが表のときのx, yの座標参照系")]
    public string? PlotCrs { get; init; }

    /// <summary>Decimal mark.</summary>
    [Parameter(En = "Decimal mark of a table", Ja = "表の小数点")]
    public DecimalMark Decimal { get; init; } = DecimalMark.Point;

    /// <summary>Support of a plot.</summary>
    [Parameter(En = "Area of a plot that is a point; 0 for the pixel under it", Ja = "点のプロットの面積。0はその画素", Unit = "ha", Min = 0, Max = 10)]
    public double PlotArea { get; init; } = 0.1;

    /// <summary>Growth.</summary>
    [Parameter(En = "Growth that brings plots to the date of the map; as measured when left out", Ja = "プロットを地図の時期に合わせる成長量。省けば調査値のまま", Unit = "Mg/ha/yr")]
    public double? Growth { get; init; }

    /// <summary>Standard deviation of the growth.</summary>
    [Parameter(En = "Standard deviation of that growth", Ja = "その成長量の標準偏差", Unit = "Mg/ha/yr", Min = 0)]
    public double GrowthDeviation { get; init; }

    /// <summary>Window of dates.</summary>
    [Parameter(En = "Plots measured longer before or after the map are left out", Ja = "地図との時期の差がこれを超えるプロットは除く", Unit = "yr", Min = 0)]
    public double Window { get; init; } = 5;

    /// <summary>Refits.</summary>
    [Parameter(En = "Refit the model of the project (sites with a reference) with pixels held out: random, block, site (leave-site-out), knndm, or all", Ja = "プロジェクトのモデルを再学習する分割:random、block、site(サイトを除く)、knndm、all")]
    public FoldKind Folds { get; init; } = FoldKind.None;

    /// <summary>Settings of the refits.</summary>
    [Parameter(En = "Settings of the refits, as in forest train", Ja = "再学習の設定(forest train と同じ)")]
    public TrainingMode Mode { get; init; } = TrainingMode.Fast;

    /// <summary>Most training pixels.</summary>
    [Parameter(En = "Most training pixels of the refits", Ja = "再学習の画素の上限", Min = 200, Max = 2_000_000)]
    public int Rows { get; init; } = 20_000;

    /// <summary>Where to write.</summary>
    [Parameter(En = "Folder for the report, the pairs and the record; default: validation in the map's folder", Ja = "報告書・対の表・記録のフォルダ。既定は地図のフォルダの validation", IsPath = true)]
    public string? Output { get; init; }

    /// <inheritdoc/>
    protected override Task<ForestValidation> RunAsync(ProcessContext context)
    {
        using MapUnderTest map = MapUnderTest.Open(Map);
        ValidationOutcome outcome = Compare(map, context);
        string folder = Output ?? (Directory.Exists(Map) ? Path.Combine(Map, "validation") : Path.ChangeExtension(Map, null) + "_validation"), report = Path.Combine(folder, "report.html");
        context.Files.CreateFolder(folder);
        HtmlReport.Write(ValidationReport.Of(outcome, map, context.Random("variogram")), context.Language, report, context.Files);
        ValidationRecord.Write(outcome, map, folder, context.Files);
        RunRecord.Write(this, folder, context);
        PlotComparison? plots = outcome.Plots;
        SummaryTable classes = outcome.Main is { } main ? ValidationTables.Classes(plots is null ? ReferenceName : "plots", main) : ValidationTables.Folds(outcome.Folds);
        return Task.FromResult(new ForestValidation(outcome.Errors(), classes, report)
        {
            More =
            [
                .. plots is { } compared && compared.Values.Outliers().Count > 0 ? new[] { ValidationTables.Outliers(compared) } : [],
                .. outcome.Folds.Count > 0 && outcome.Main is not null ? new[] { ValidationTables.Folds(outcome.Folds) } : [],
            ],
            Warnings = outcome.Warnings(),
            Outcome = outcome,
        });
    }

    /// <summary>The report alone, computed again.</summary>
    internal Task<Report> ReportAsync(ProcessContext context)
    {
        using MapUnderTest map = MapUnderTest.Open(Map);
        return Task.FromResult(ValidationReport.Of(Compare(map, context), map, context.Random("variogram")));
    }

    private ValidationOutcome Compare(MapUnderTest map, ProcessContext context)
    {
        if (Plots is null && Reference is null && Folds == FoldKind.None)
        {
            throw new MitoshiException("validate.nothing",
                found: ("neither plots nor a reference nor folds", "プロットも参照データも分割も指定されていません"),
                expected: ("at least one of --plots, --reference, --folds", "--plots、--reference、--folds のうち一つ以上"),
                remedy: ("mitoshi forest validate --map MAP --plots plots.gpkg", "mitoshi forest validate --map 地図 --plots plots.gpkg"));
        }

        DateRule dates = new(Growth ?? double.NaN, GrowthDeviation, Window);
        PlotComparison? plots = Plots is null ? null : PlotComparison.Of(map, ReadPlots(Plots, map, context), dates, PlotArea, Path.GetFileName(Plots));
        RasterComparison? raster = Reference is null ? null : RasterComparison.Of(map, Reference);
        return new ValidationOutcome(map.Name, ReferenceName, map.Grid, raster, plots, Folds == FoldKind.None ? [] : Refit(map.Grid, context), dates, map.Year, map.IsSimulated);
    }

    private List<SamplePlot> ReadPlots(string path, MapUnderTest map, ProcessContext context)
        => new SampleReader(ValueColumn, null, PlotCrs, Decimal, PlotArea) { ReadsDates = true, DateColumn = DateColumn }.Read(path, map.Agb, 0, [], context.Files);

    private IReadOnlyList<FoldComparison> Refit(Grid mapped, ProcessContext context)
    {
        List<FileCube> cubes = [];
        try
        {
            List<TrainingSite> sites = TrainForest.LoadSites(AllSites(), register: false, cubes, context);
            return FoldComparison.Run(Folds, sites, TrainForest.SettingsOf(Mode), Rows, mapped, context);
        }
        finally
        {
            cubes.ForEach(cube => cube.Dispose());
        }
    }
}
