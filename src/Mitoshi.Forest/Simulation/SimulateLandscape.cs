namespace Mitoshi.Forest.Simulation;

/// <summary>Makes a landscape with known truth and everything that sensors, crews and aircraft would report of it.</summary>
[Process("simulate_landscape", En = "Simulate a forest landscape near Japan with its scenes, plots and known truth", Ja = "日本近海に置いた架空の森林景観を、衛星画像・調査プロット・真値とともに模擬する",
    Examples = ["simulate landscape --output demo/landscape", "simulate landscape --output small --size 256 --years 2021 --plots 60 --seed 7"])]
public sealed record SimulateLandscape : Process<SimulatedLandscape>
{
    /// <summary>Folder of all files.</summary>
    [Parameter(En = "Folder to write to", Ja = "出力フォルダー", IsPath = true)]
    public required string Output { get; init; }

    /// <summary>Edge of the square in pixels of 10 m.</summary>
    [Parameter(En = "Edge of the square, in pixels of 10 m", Ja = "一辺の画素数(1画素10 m)", Min = 96, Max = 4096)]
    public int Size { get; init; } = 512;

    /// <summary>Years of observation.</summary>
    [Parameter(En = "Years of observation; events happen between the first and the last", Ja = "観測年。伐採などは最初の年と最後の年の間に起こる", Min = 2015, Max = 2040)]
    public int[] Years { get; init; } = [2020, 2024];

    /// <summary>Inventory plots.</summary>
    [Parameter(En = "Number of inventory plots", Ja = "調査プロットの数", Min = 0, Max = 10_000)]
    public int Plots { get; init; } = 150;

    /// <summary>Nothing happens between the years.</summary>
    [Parameter(En = "Nothing grows, is cut or falls between the years; only the scenes differ", Ja = "年の間に成長も伐採も風倒もない(画像だけが異なる)")]
    public bool Unchanging { get; init; }

    /// <inheritdoc/>
    protected override async Task<SimulatedLandscape> RunAsync(ProcessContext context)
    {
        int[] years = [.. Years.Distinct().Order()];
        if (years.Length == 0)
        {
            throw new MitoshiException("simulate.no_years", found: ("no year of observation", "観測年がありません"), expected: ("at least one year", "1 つ以上の年"),
                remedy: ("give --years 2020 2024", "--years 2020 2024 のように指定してください"));
        }

        RandomStream random = context.Random("simulate/landscape");
        Landscape landscape = Landscape.Make(random, Size, (years[0], Unchanging ? years[0] : years[^1]));
        ForestState[] states = [.. years.Select(year => landscape.StateIn(Unchanging ? years[0] : year) with { Year = year })];
        ProjectArea area = ProjectArea.Draw(landscape, random.Fork("project"));
        PlotInventory inventory = PlotInventory.Draw(landscape, states[0], Plots, random.Fork("plots"));
        LandscapeFolder folder = new(Path.GetFullPath(Output), context.Files);
        List<Action> jobs = [];
        foreach (ForestState state in states)
        {
            jobs.AddRange(SceneJobs(landscape, state, random.Fork($"{state.Year}"), folder));
            jobs.Add(() => folder.WriteTruth(landscape, state));
            jobs.Add(() => folder.WritePlots(inventory, state));
            jobs.Add(() => folder.WriteLidar(landscape, state, random.Fork("lidar")));
        }

        jobs.Add(() => folder.WriteGround(landscape, states, random.Fork("register")));
        jobs.Add(() => folder.WriteArea(landscape, area));
        await RunAll(jobs, context);

        List<TruthTable.Row> rows = [.. states.SelectMany(state => TruthTable.Rows(landscape, state, area))];
        IReadOnlyDictionary<StandEvent, (double Hectares, double GainMegagrams)> changes = TruthTable.Changes(landscape, states[0], states[^1]);
        folder.WriteText("truth/means.csv", TruthTable.ToCsv(rows));
        foreach (int year in years)
        {
            folder.WriteText(LandscapeProject.FileName(year), LandscapeProject.Text(folder.Root, [year], context.Language));
        }

        folder.WriteText(LandscapeProject.AllYears, LandscapeProject.Text(folder.Root, years, context.Language));
        folder.WriteText("README.md", LandscapeReadme.Text(landscape, years, context.Seed, Plots));
        return new SimulatedLandscape(folder.Root, rows, changes);
    }

    // Each scene has a stream of its own, so the order in which threads take them does not show.
    private static IEnumerable<Action> SceneJobs(Landscape landscape, ForestState state, RandomStream random, LandscapeFolder folder)
    {
        string palsar = folder.Sub("palsar2"), sentinel1 = folder.Sub("sentinel1"), sentinel2 = folder.Sub("sentinel2");
        yield return () => PalsarScene.Write(landscape, state, random.Fork("palsar2"), palsar);
        foreach ((int month, int day, double cloudShare) in Sentinel2Scene.Days)
        {
            DateOnly date = new(state.Year, month, day);
            yield return () => Sentinel2Scene.Write(landscape, state, date, cloudShare, random.Fork($"sentinel2/{date:yyyyMMdd}"), sentinel2);
        }

        foreach ((int Month, int Day) day in Sentinel1Scene.Days)
        {
            foreach (bool isAscending in new[] { true, false })
            {
                DateOnly date = Sentinel1Scene.Date(state.Year, day, isAscending);
                yield return () => Sentinel1Scene.Write(landscape, state, date, isAscending, random.Fork($"sentinel1/{date:yyyyMMdd}"), sentinel1);
            }
        }
    }

    private static async Task RunAll(List<Action> jobs, ProcessContext context)
    {
        using IProgressTask progress = context.Progress.Start(("Simulating scenes, plots and lidar", "画像・プロット・レーザを模擬中"), jobs.Count);
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, context.Threads), CancellationToken = context.Cancellation };
        await Parallel.ForEachAsync(jobs, options, (job, _) =>
        {
            job();
            progress.Advance(1);
            return ValueTask.CompletedTask;
        });
    }
}
