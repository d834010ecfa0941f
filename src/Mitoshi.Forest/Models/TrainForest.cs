using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Accuracy;
using Mitoshi.Forest.Features;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Projects;
using Mitoshi.Forest.Reports;
using Mitoshi.Raster;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Models;

/// <summary>How much work goes into features and trees.</summary>
public enum TrainingMode
{
    /// <summary>A good model in a fifth of the time.</summary>
    Fast,

    /// <summary>The most accurate where the reference is.</summary>
    Full,

    /// <summary>For a map of another area than the reference's.</summary>
    Transferable,
}

/// <summary>What the labels come from.</summary>
public enum ReferenceKind
{
    /// <summary>Rasters where a site has one, else plots.</summary>
    Auto,

    /// <summary>Rasters.</summary>
    Raster,

    /// <summary>Inventory plots.</summary>
    Plots,
}

/// <summary>Trains a model of AGB and canopy height, and measures it by blocks that it did not see.</summary>
[Process("forest_train", En = "Train a model of biomass and height, and measure its accuracy by blocks", Ja = "バイオマスと樹高のモデルを学習し、ブロックごとの検証で精度を測る",
    Examples = ["forest train forest.yaml", "forest train forest.yaml --mode full --rows 200000", "forest train forest.yaml --method stacked --compare", "forest train forest.yaml --reference plots"])]
public sealed record TrainForest : ForestProcess<TrainedForest>
{
    // Registration looks at whole scenes at once; beyond this a site is too large for it, and its scenes are taken as they lie.
    private const long RegistrationPixelsMax = 4_000_000, WholePixelsMax = 500_000_000;
    private const float AgbLeast = -50;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How much work goes into it.</summary>
    [Parameter(En = "fast, full (the most accurate), or transferable (for another area than the reference's)", Ja = "fast、full(最も高精度)、transferable(参照と別の地域の地図用)")]
    public TrainingMode Mode { get; init; } = TrainingMode.Fast;

    /// <summary>From features to AGB.</summary>
    [Parameter(En = "boosting, forest (random forest), quantile_forest (with intervals of its own leaves), two_stage (height, then AGB by class), water_cloud (radar alone, a physical baseline), stacked (where it pays)",
        Ja = "boosting、forest(ランダムフォレスト)、quantile_forest(葉から区間を得る)、two_stage(樹高→階級別AGB)、water_cloud(レーダのみの物理モデル)、stacked(有効なとき積み重ね)")]
    public TrainingMethod Method { get; init; }

    /// <summary>Cross-validates every method.</summary>
    [Parameter(En = "Cross-validate every method that the samples allow, side by side in the report", Ja = "標本が許すすべての方法を交差検証し、報告書に並べる")]
    public bool Compare { get; init; }

    /// <summary>What the labels come from.</summary>
    [Parameter(En = "Labels: auto (rasters where there are some, else plots), raster, plots", Ja = "ラベル:auto(ラスタ、なければプロット)、raster、plots")]
    public ReferenceKind Reference { get; init; }

    /// <summary>Plots of a project with one site.</summary>
    [Parameter(En = "Inventory plots of a single site, from forest plots or a table", Ja = "サイトが1つのときの調査プロット(forest plots の成果物、または表)", IsPath = true)]
    public string? Plots { get; init; }

    /// <summary>Decimal mark of a table of plots.</summary>
    [Parameter(En = "Decimal mark of a table of plots", Ja = "プロット表の小数点")]
    public DecimalMark Decimal { get; init; }

    /// <summary>How features are made.</summary>
    [Parameter(En = "Features: composites of many dates, texture", Ja = "特徴量:多時期の合成、テクスチャ")]
    public FeatureOptions? Features { get; init; }

    /// <summary>Most training pixels.</summary>
    [Parameter(En = "Most training pixels", Ja = "学習画素の上限", Min = 200, Max = 2_000_000)]
    public int Rows { get; init; } = 60_000;

    /// <summary>Lays scenes on the reference before training.</summary>
    [Parameter(En = "Lay scenes on the reference by shifts of parts of pixels", Ja = "画素未満のずれを直してシーンを参照に重ねる")]
    public bool Register { get; init; }

    /// <summary>Error of the reference itself.</summary>
    [Parameter(En = "Relative standard error of a reference pixel, 0.1 for 10 %; the intervals are for the truth, so this part is taken off", Ja = "参照データ1画素の相対標準誤差(10 %なら0.1)。区間は真値に対するものなので、この分を除く", Min = 0, Max = 0.5)]
    public double ReferenceError { get; init; }

    /// <summary>Marks everything made from it as simulated.</summary>
    [Parameter(En = "The data are simulated: marked on every picture and product; files that say so themselves need no word", Ja = "模擬データである(すべての図と成果物に表示)。ファイル自身にその印があれば不要")]
    public bool Simulated { get; init; }

    /// <inheritdoc/>
    protected override Task<TrainedForest> RunAsync(ProcessContext context)
    {
        List<FileCube> cubes = [];
        try
        {
            List<TrainingSite> sites = LoadSites(SitesWithPlots(), Register, cubes, context, Reference, Decimal);
            TrainingOutcome outcome = BiomassTrainer.Train(Path.GetFileName(Model), sites, new TrainingPlan(Settings(), Method, Compare, Rows, ReferenceError), context);
            bool isSimulated = Simulated || cubes.Any(cube => cube.IsSimulated);
            outcome.Model.Metrics["simulated"] = isSimulated;
            return Task.FromResult(Save(outcome, isSimulated, context));
        }
        finally
        {
            cubes.ForEach(cube => cube.Dispose());
        }
    }

    private IReadOnlyList<ForestSite> SitesWithPlots() => Sites.Length > 0 || Plots is null ? AllSites() : [.. AllSites().Select(site => site with { Plots = Plots })];

    private BiomassSettings Settings() => Features is null ? SettingsOf(Mode) : SettingsOf(Mode) with { Features = SettingsOf(Mode).Features with { Options = Features } };

    internal static BiomassSettings SettingsOf(TrainingMode mode) => mode switch
    {
        TrainingMode.Full => BiomassSettings.Full,
        TrainingMode.Transferable => BiomassSettings.Transferable,
        _ => BiomassSettings.Fast,
    };

    /// <summary>The sites that have a reference, opened; whoever calls closes the cubes. Rasters know every pixel; plots alone are taken where no site has a raster, or where they are asked for.</summary>
    /// <exception cref="MitoshiException">train.no_reference, train.empty_reference, train.plots_outside and those of the inputs.</exception>
    internal static List<TrainingSite> LoadSites(IReadOnlyList<ForestSite> all, bool register, List<FileCube> cubes, ProcessContext context, ReferenceKind kind = ReferenceKind.Raster, DecimalMark mark = DecimalMark.Point)
    {
        ForestSite[] rasters = [.. all.Where(site => site.Agb is not null)], plots = [.. all.Where(site => site.Plots is not null).Select(site => site with { Agb = null, Height = null })];
        ForestSite[] chosen = kind switch
        {
            ReferenceKind.Raster => rasters,
            ReferenceKind.Plots => plots,
            _ => rasters.Length > 0 ? rasters : plots,
        };
        return chosen.Length > 0 ? [.. chosen.Select(site => Load(site, register, cubes, context, mark))] : throw new MitoshiException("train.no_reference",
            found: ("no site has a reference (`agb:` or `plots:`)", "参照データ(`agb:` か `plots:`)のあるサイトがありません"),
            expected: ("a raster of AGB in Mg/ha, or inventory plots", "AGBラスタ(Mg/ha)、または調査プロット"),
            remedy: ("Add agb: FILE or plots: FILE to a site.", "サイトに agb: ファイル か plots: ファイル を書いてください。"));
    }

    private static TrainingSite Load(ForestSite site, bool register, List<FileCube> cubes, ProcessContext context, DecimalMark mark)
    {
        Grid grid = CubeBuilder.GridOf(site);
        if (grid.PixelCount > WholePixelsMax)
        {
            throw new MitoshiException("site.too_large",
                found: ($"{site.Name}: {grid.Width:#,0} x {grid.Height:#,0} pixels to train on", $"{site.Name}: 学習サイトが {grid.Width:#,0} × {grid.Height:#,0} 画素です"),
                expected: ($"at most {WholePixelsMax:#,0} pixels in a site with a reference; maps may be larger", $"参照データのあるサイトは {WholePixelsMax:#,0} 画素以下(地図はもっと大きくてよい)"),
                remedy: ("Give the extent of the reference.", "参照データの範囲を extent に書いてください。"));
        }

        FileCube cube = CubeBuilder.Build(site, grid);
        cubes.Add(cube);
        if (site.Agb is null)
        {
            return new TrainingSite(site.Name, cube, [], null) { Plots = PlotLabels.Read(site.Plots!, grid, mark, context.Files) };
        }

        float[] agb = ReadWhole(site.Agb!, grid);
        if (!agb.Any(float.IsFinite))
        {
            throw new MitoshiException("train.empty_reference",
                found: ($"{site.Agb} has no value inside the grid of {site.Name}", $"{site.Agb} は {site.Name} の格子内に値がありません"),
                expected: ($"values inside {grid}", $"{grid} の中の値"),
                remedy: ("Check CRS, extent and no-data value of the reference.", "参照データのCRS、範囲、欠測値を確かめてください。"));
        }

        // No forest is so negative; regressions on lidar may fall a little below 0.
        if (agb.Where(float.IsFinite).Min() < AgbLeast)
        {
            throw new MitoshiException("train.negative_reference",
                found: ($"{site.Agb} holds values down to {agb.Where(float.IsFinite).Min():G5}", $"{site.Agb} に {agb.Where(float.IsFinite).Min():G5} までの値があります"),
                expected: ("AGB in Mg/ha, and a declared value where nothing is known", "Mg/ha単位のAGBと、宣言された欠測値"),
                remedy: ($"If that value means \"no data\": gdal_edit.py -a_nodata {agb.Where(float.IsFinite).Min():G5} \"{site.Agb}\"", $"その値が欠測を表すなら: gdal_edit.py -a_nodata {agb.Where(float.IsFinite).Min():G5} \"{site.Agb}\""));
        }

        float[]? height = site.Height is null ? null : ReadWhole(site.Height, grid);
        SceneRegistration? registration = register && grid.PixelCount <= RegistrationPixelsMax ? new SceneRegistration(cube) : null;
        return new TrainingSite(site.Name, cube, agb, height) { Registration = registration, Shifts = registration?.ToReference(agb) ?? SceneShifts.None };
    }

    private static float[] ReadWhole(string path, Grid grid)
    {
        using ISource source = CubeBuilder.Reference(path, grid);
        return source.ReadBlock(grid.Whole).Array;
    }

    private TrainedForest Save(TrainingOutcome outcome, bool isSimulated, ProcessContext context)
    {
        string folder = ModelFolder.PathOf(context.Workspace, Model);
        List<InputFile> inputs = InputsOf(context.Workspace.Root);
        outcome.Model.Metrics["inputs"] = new JsonArray([.. inputs.Select(input => new JsonObject { ["name"] = input.Name, ["role"] = input.Role, ["sha256"] = input.Sha256 })]);
        TrainingRecord.Write(outcome, folder, context.Files);
        ModelFolder.Write(outcome.Model, folder, context.Files);
        string report = Path.Combine(folder, "report.html");
        HtmlReport.Write(TrainingReport.Of(outcome, isSimulated), context.Language, report, context.Files);
        string metrics = Path.Combine(folder, "metrics.json");
        context.Files.WriteAtomically(metrics, Encoding.UTF8.GetBytes(outcome.Model.Metrics.ToJsonString(Json)));
        Lineage lineage = new("forest_train", context.Version, inputs, RecordedProcess.Write(this, context.Workspace.Root), context.Seed);
        context.Files.WriteAtomically(Path.Combine(folder, LineageJson.FileName), LineageJson.Write(lineage));
        return new TrainedForest(folder, report, TrainingReport.Accuracy(outcome), TrainingReport.CoverageTable(outcome)) { More = ModelCard.Tables(outcome), Remarks = ModelCard.Remarks(outcome) };
    }

    private List<InputFile> InputsOf(string root)
    {
        IEnumerable<(string? Path, string Role)> files = SitesWithPlots().SelectMany(site => site.Inputs
            .SelectMany(input => new[] { ((string?)input.Path, ParameterDescription.ToUnderscores(input.Role.ToString())), (input.Mask, "mask") })
            .Concat([(site.Agb, "reference"), (site.Height, "reference"), (site.Plots, "plots")]));
        return [.. files.Where(file => !string.IsNullOrEmpty(file.Path)).Select(file => InputFiles.Of(file.Path!, file.Role, root))
            .DistinctBy(input => input.Name).OrderBy(input => input.Name, StringComparer.Ordinal)];
    }
}

/// <summary>A trained model.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Report">Path of the report.</param>
/// <param name="Accuracy">Errors.</param>
/// <param name="Coverage">Coverage of the intervals.</param>
public sealed record TrainedForest(string Folder, string Report, SummaryTable Accuracy, SummaryTable Coverage) : ProcessResult
{
    /// <summary>Methods side by side, where they were compared.</summary>
    public IReadOnlyList<SummaryTable> More { get; init; } = [];

    /// <summary>What must be said of the model.</summary>
    public IReadOnlyList<Text> Remarks { get; init; } = [];

    /// <inheritdoc/>
    public override Summary Summarise() => new(("Model trained and measured by blocks that it did not see", "モデルを学習し、見ていないブロックで精度を測りました"))
    {
        Notes = Remarks,
        Tables = [Accuracy, Coverage, .. More],
        Files = [new OutputFile(("report", "報告書"), Report), new OutputFile(("model", "モデル"), Folder)],
        NextSteps = [("mitoshi forest map PROJECT.yaml", "mitoshi forest map プロジェクト.yaml")],
    };
}
