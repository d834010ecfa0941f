using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>From plots and tree lists to biomass per plot with its standard error.</summary>
[Process("forest_plots", En = "Sum tree lists to biomass per plot with its error", Ja = "毎木調査からプロットのバイオマスと誤差を求める",
    Examples = ["forest plots plots.csv --trees trees.csv --prefecture Tokyo", "forest plots plots.gpkg --trees trees.xlsx --design 0.04 --allometry harvested_trees"])]
public sealed record SumPlots : Process<PlotSums>
{
    /// <summary>Plot table.</summary>
    [Parameter(En = "Plots: CSV, GeoPackage, GeoJSON, shapefile, spreadsheet", Ja = "プロット：CSV、GeoPackage、GeoJSON、シェープファイル、表計算", Position = 0, IsPath = true)]
    public required string Plots { get; init; }

    /// <summary>Tree list.</summary>
    [Parameter(En = "Trees, with the plot of each", Ja = "毎木表（各木のプロットつき）", IsPath = true)]
    public required string Trees { get; init; }

    /// <summary>Where the plots are written.</summary>
    [Parameter(En = "Output, by extension: .csv, .gpkg, .geojson", Ja = "出力（拡張子で形式）：.csv、.gpkg、.geojson", IsPath = true)]
    public string Output { get; init; } = "plots_biomass.csv";

    /// <summary>Design of the plots.</summary>
    [Parameter(En = "Plot design: japan_nfi, one area in hectares, or a CSV with dbh_min_cm, dbh_max_cm, area_ha",
        Ja = "プロット設計：japan_nfi、面積（ha）、または dbh_min_cm, dbh_max_cm, area_ha のCSV")]
    public string Design { get; init; } = "japan_nfi";

    /// <summary>Allometry.</summary>
    [Parameter(En = "From trees to biomass", Ja = "バイオマスの求め方")]
    public AllometryKind Allometry { get; init; } = AllometryKind.JapanInventory;

    /// <summary>Prefecture for the stem volume equations.</summary>
    [Parameter(En = "Prefecture, when the tree list has none", Ja = "都道府県（毎木表にないとき）")]
    public string? Prefecture { get; init; }

    /// <summary>Species when the list has none.</summary>
    [Parameter(En = "Species, when the tree list has none", Ja = "樹種（毎木表にないとき）")]
    public string? Species { get; init; }

    /// <summary>Unit of a diameter column without a unit in its name.</summary>
    [Parameter(En = "Unit of diameters whose column does not say it", Ja = "単位のない直径列の単位")]
    public DiameterUnit? DbhUnit { get; init; }

    /// <summary>Declares that a height column without a unit is in metres.</summary>
    [Parameter(En = "Heights whose column does not say it are in metres", Ja = "単位のない樹高列はメートル")]
    public bool HeightsInMetres { get; init; }

    /// <summary>Decimal mark.</summary>
    [Parameter(En = "Decimal mark of the tables", Ja = "表の小数点")]
    public DecimalMark Decimal { get; init; } = DecimalMark.Point;

    /// <summary>False when radii were laid along the slope.</summary>
    [Parameter(En = "Radii are horizontal; false when they were laid along the slope without correction", Ja = "半径は水平距離（斜面に沿って測り補正していないときはfalse）")]
    public bool RadiiHorizontal { get; init; } = true;

    /// <summary>CRS of x and y.</summary>
    [Parameter(En = "CRS of the columns x and y, such as EPSG:6677", Ja = "列x, yの座標参照系（例：EPSG:6677）")]
    public string? Crs { get; init; }

    /// <summary>Column of the plot's name.</summary>
    [Parameter(En = "Column with the plot's name", Ja = "プロット名の列")]
    public string? PlotColumn { get; init; }

    /// <summary>Column of x.</summary>
    [Parameter(En = "Column with x or longitude", Ja = "x（経度）の列")]
    public string? XColumn { get; init; }

    /// <summary>Column of y.</summary>
    [Parameter(En = "Column with y or latitude", Ja = "y（緯度）の列")]
    public string? YColumn { get; init; }

    /// <summary>User's factor table.</summary>
    [Parameter(En = "Inventory factors that replace the built-in table", Ja = "組み込みの表に代わる係数表", IsPath = true)]
    public string? Factors { get; init; }

    /// <summary>Error of a diameter.</summary>
    [Parameter(En = "Relative standard deviation of a measured diameter", Ja = "直径測定の相対標準偏差", Unit = "%", Min = 0, Max = 50)]
    public double DbhError { get; init; } = 1;

    /// <summary>Error of a height.</summary>
    [Parameter(En = "Relative standard deviation of a measured height", Ja = "樹高測定の相対標準偏差", Unit = "%", Min = 0, Max = 50)]
    public double HeightError { get; init; } = 5;

    /// <summary>Monte Carlo draws.</summary>
    [Parameter(En = "Draws of the Monte Carlo simulation", Ja = "モンテカルロの抽選数", Min = 2, Max = 100_000)]
    public int Draws { get; init; } = 1000;

    /// <inheritdoc/>
    protected override Task<PlotSums> RunAsync(ProcessContext context)
    {
        PlotDesign design = PlotDesign.Parse(Design, context.Files);
        TreeListReader reader = new(Allometry, DbhUnit, HeightsInMetres, Prefecture, RadiiHorizontal);
        PlotTable plotTable = PlotTable.Read(Plots, Decimal, context.Files), treeTable = PlotTable.Read(Trees, Decimal, context.Files);
        SortedDictionary<string, PlotSite> sites = reader.ReadPlots(plotTable, PlotColumn, XColumn, YColumn);
        Dictionary<string, List<Tree>> trees = reader.ReadTrees(treeTable, sites, PlotColumn, Species);
        FactorTable? factors = Factors is null ? null : FactorTable.Read(Factors, context.Files);
        PlotCalculator calculator = new(
            design, new TreeAllometry(Allometry, factors), new MeasurementErrors(DbhError / 100, HeightError / 100), Draws, context.Random("forest_plots"));
        Dictionary<string, HeightCurve> curves = HeightCurves(trees.Values.SelectMany(list => list), design);

        List<PlotValue> values = [];
        using (IProgressTask task = context.Progress.Start(("Plots", "プロット"), sites.Count))
        {
            foreach (PlotSite site in sites.Values)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                values.Add(calculator.Calculate(site, trees.GetValueOrDefault(site.Id) ?? [], curves));
                task.Advance(1);
            }
        }

        Crs? crs = Crs is not null ? new Crs(Crs) : plotTable.Crs;
        PlotFile.Write(Output, values, crs, context.Files);
        return Task.FromResult(new PlotSums(values)
        {
            Output = Output,
            Design = design.Name,
            Allometry = Allometry,
            FactorTable = factors?.Name ?? "built-in",
            MeanErrorShared = calculator.MeanErrorShared(),
            TreesTooThin = calculator.TreesTooThin,
            PlotsWithoutTrees = sites.Keys.Count(id => !trees.ContainsKey(id)),
            HeightsFromCurve = trees.Values.Sum(list => list.Count(tree => double.IsNaN(tree.HeightMetres))),
        });
    }

    private static Dictionary<string, HeightCurve> HeightCurves(IEnumerable<Tree> trees, PlotDesign design)
    {
        List<Tree> all = [.. trees];
        Dictionary<string, HeightCurve> curves = new(StringComparer.Ordinal);
        HeightCurve? common = HeightCurve.Fit([.. all.Where(tree => !double.IsNaN(tree.HeightMetres)).Select(tree => (tree.DbhCentimetres, tree.HeightMetres))]);
        foreach (IGrouping<string, Tree> group in all.Where(tree => design.ExpansionFactor(tree.DbhCentimetres) > 0).GroupBy(tree => tree.Species.Key))
        {
            if (!group.Any(tree => double.IsNaN(tree.HeightMetres)))
            {
                continue;
            }

            HeightCurve? own = HeightCurve.Fit([.. group.Where(tree => !double.IsNaN(tree.HeightMetres)).Select(tree => (tree.DbhCentimetres, tree.HeightMetres))]);
            curves[group.Key] = own ?? common ?? throw new MitoshiException(
                "plots.no_height",
                found: ($"{group.Count(tree => double.IsNaN(tree.HeightMetres))} trees of {group.Key} without height and too few with one", $"{group.Key}：樹高のない木が{group.Count(tree => double.IsNaN(tree.HeightMetres))}本あり、測定された木が足りません"),
                expected: ("heights, or at least 10 measured trees for a height curve", "樹高、または樹高曲線のための10本以上の測定木"),
                remedy: ("Measure heights of some trees of every size.", "各サイズの木の樹高をいくつか測ってください。"));
        }

        return curves;
    }
}
