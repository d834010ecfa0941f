using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Features;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Projects;
using Mitoshi.Forest.Reports;
using Mitoshi.Learning;
using Mitoshi.Raster;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Maps;

/// <summary>Whether intervals are shown where the population differs from the training sites.</summary>
public enum IntervalRule
{
    /// <summary>Withheld where the classifier tells the target from the training sites.</summary>
    Auto,

    /// <summary>Shown: the user vouches for the population, for example the same place in another year.</summary>
    Always,

    /// <summary>Withheld.</summary>
    Never,
}

/// <summary>Maps canopy height and biomass with an interval for every pixel.</summary>
[Process("forest_map", En = "Map canopy height and biomass with intervals", Ja = "樹高とバイオマスを区間つきで地図にする",
    Examples = ["forest map forest.yaml", "forest map forest_2024.yaml --model forest --name map-2024 --intervals always"])]
public sealed record MapForest : ForestProcess<MappedForest>
{
    /// <summary>Site to map; all by default.</summary>
    [Parameter(En = "Site to map; all by default", Ja = "地図にするサイト。既定はすべて")]
    public string Site { get; init; } = "";

    /// <summary>Name of the product.</summary>
    [Parameter(En = "Name of the product; default map-SITE", Ja = "成果物の名前。既定は map-サイト名")]
    public string Name { get; init; } = "";

    /// <summary>When intervals are shown.</summary>
    [Parameter(En = "Intervals: auto (withheld where the population differs), always (you vouch for it), never", Ja = "区間:auto(母集団が異なれば出さない)、always(利用者の責任で出す)、never")]
    public IntervalRule Intervals { get; init; }

    /// <summary>First day described, where the inputs have no dates.</summary>
    [Parameter(En = "First day that the map describes; default: of the inputs", Ja = "地図の対象期間の最初の日。既定は入力から")]
    public DateOnly? From { get; init; }

    /// <summary>Last day described.</summary>
    [Parameter(En = "Last day that the map describes", Ja = "地図の対象期間の最後の日")]
    public DateOnly? To { get; init; }

    /// <summary>Root to shoot ratio.</summary>
    [Parameter(En = "Below-ground over above-ground biomass (IPCC 2006, Table 4.4)", Ja = "地下部/地上部比(IPCC 2006 表4.4)", Min = 0, Max = 2)]
    public double RootShoot { get; init; } = 0.25;

    /// <summary>Standard deviation of the ratio.</summary>
    [Parameter(En = "Standard deviation of that ratio", Ja = "同比の標準偏差", Min = 0, Max = 1)]
    public double RootShootDeviation { get; init; } = 0.05;

    /// <summary>Carbon fraction.</summary>
    [Parameter(En = "Carbon over dry matter (IPCC 2006, Table 4.3)", Ja = "炭素含有率(IPCC 2006 表4.3)", Min = 0.3, Max = 0.6)]
    public double CarbonFraction { get; init; } = 0.47;

    /// <summary>Standard deviation of the carbon fraction.</summary>
    [Parameter(En = "Standard deviation of the carbon fraction", Ja = "炭素含有率の標準偏差", Min = 0, Max = 0.1)]
    public double CarbonFractionDeviation { get; init; } = 0.01;

    /// <summary>Height from which land counts as forest.</summary>
    [Parameter(En = "Height from which land counts as forest", Ja = "森林とみなす樹高", Unit = "m", Min = 0)]
    public double ForestHeight { get; init; } = 5;

    /// <summary>AGB from which land counts as forest where there is no height model.</summary>
    [Parameter(En = "AGB from which land counts as forest where there is no height model", Ja = "森林とみなすAGB(樹高モデルがないとき)", Unit = "Mg/ha", Min = 0)]
    public double ForestAgb { get; init; } = 20;

    /// <summary>Memory limit.</summary>
    [Parameter(En = "Most memory for blocks in flight", Ja = "処理中ブロックのメモリ上限", Unit = "MiB", Min = 64)]
    public int Memory { get; init; } = 1200;

    /// <summary>Edge of the blocks.</summary>
    [Parameter(En = "Edge of the blocks that workers compute: 128, 256, 512, 1024, 2048; the bytes of the map do not depend on it", Ja = "作業単位ブロックの一辺:128、256、512、1024、2048。地図のバイト列は変わらない", Unit = "px", Min = 128, Max = 2048)]
    public int Block { get; init; } = 256;

    /// <inheritdoc/>
    protected override async Task<MappedForest> RunAsync(ProcessContext context)
    {
        string modelFolder = ModelFolder.PathOf(context.Workspace, Model);
        BiomassModel model = ModelFolder.Read(modelFolder);
        List<MappedSite> mapped = [];
        foreach (ForestSite site in AllSites().Where(site => Site.Length == 0 || site.Name == Site))
        {
            mapped.Add(await MapAsync(site, model, modelFolder, context));
        }

        return mapped.Count > 0 ? new MappedForest(mapped) : throw new MitoshiException("map.no_site",
            found: ($"no site is called {Site}", $"{Site} というサイトがありません"),
            expected: (string.Join(", ", AllSites().Select(site => site.Name)), string.Join(", ", AllSites().Select(site => site.Name))),
            remedy: ("Correct --site, or leave it out.", "--site を直すか省いてください。"));
    }

    private async Task<MappedSite> MapAsync(ForestSite site, BiomassModel model, string modelFolder, ProcessContext context)
    {
        Grid grid = CubeBuilder.GridOf(site);
        using FileCube cube = CubeBuilder.Build(site, grid);
        SceneShifts shifts = model.Shifts.GetValueOrDefault(site.Name) ?? SceneShifts.None;
        PopulationShift shift = PopulationCheck.Of(model, cube, shifts, context);
        bool withheld = Intervals == IntervalRule.Never || (Intervals == IntervalRule.Auto && shift.IsDifferentPopulation);
        string name = Name.Length > 0 ? Name : $"map-{site.Name}";
        string folder = ProductFolder.Prepare(context.Workspace, name, context.Files);
        CarbonFactors factors = new(RootShoot, RootShootDeviation, CarbonFraction, CarbonFractionDeviation, ForestHeight, ForestAgb);
        string modelIdentity = FileChecksum.Of(ModelFolder.MainFile(modelFolder)).Sha256;
        using ForestMapSource source = new(model, modelIdentity, cube, shifts, factors, withheld);
        bool isSimulated = cube.IsSimulated || (model.Metrics["simulated"]?.GetValue<bool>() ?? false);
        ISink[] sinks = [.. MapProduct.Files.Select(file => new CogSink(Path.Combine(folder, file.FileName), MapProduct.FormatOf(file, isSimulated)) { Bands = [file.Band] })];
        await Executor.RunAsync(new MapJob(($"Map of {site.Name}", $"{site.Name} の地図"), source, new CopyKernel(source.Layers), sinks),
            new ExecutorOptions { JobFolder = Path.Combine(context.Workspace.Jobs, name), BlockSize = Block, MemoryLimitBytes = (long)Memory << 20 }, context);

        MapFigures figures = MapFigures.Of(folder, grid, model);
        MapVerdict verdict = new(shift, withheld, Intervals, isSimulated) { NotUsable = ModelCard.NotUsable(model.Metrics) };
        string reportPath = Path.Combine(folder, "report.html");
        HtmlReport.Write(MapReport.Of(folder, grid, site, model, figures, verdict), context.Language, reportPath, context.Files);
        Product product = MapProduct.Of(name, site, grid, Period(site), figures, verdict, model.Metrics, LineageOf(site, modelFolder, context));
        string item = ProductFolder.Commit(product, folder, context.Files);
        return new MappedSite(site.Name, folder, reportPath, item, figures, verdict);
    }

    private (DateOnly From, DateOnly To) Period(ForestSite site)
    {
        List<DateOnly> dates = [.. site.Inputs.Where(input => input.Date is not null).Select(input => input.Date!.Value)];
        // The epoch of nothing known: STAC wants an interval, and a guess would be worse.
        DateOnly unknown = new(1970, 1, 1);
        return (From ?? (dates.Count > 0 ? dates.Min() : unknown), To ?? (dates.Count > 0 ? dates.Max() : unknown));
    }

    private Lineage LineageOf(ForestSite site, string modelFolder, ProcessContext context)
    {
        string root = context.Workspace.Root;
        List<InputFile> inputs = [.. ModelFolder.Files(modelFolder).Select(file => InputFiles.Of(file, "model", root))];
        foreach (ForestInput input in site.Inputs)
        {
            inputs.Add(InputFiles.Of(input.Path, ParameterDescription.ToUnderscores(input.Role.ToString()), root));
            if (input.Mask is not null)
            {
                inputs.Add(InputFiles.Of(input.Mask, "mask", root));
            }
        }

        return new Lineage("forest_map", context.Version, [.. inputs.DistinctBy(input => input.Name).OrderBy(input => input.Name, StringComparer.Ordinal)], RecordedProcess.Write(this, root), context.Seed);
    }
}
