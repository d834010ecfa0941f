using Mitoshi.Forest.Change;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Measures;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;

namespace Mitoshi.Cli.Demo;

/// <summary>The simulated landscape: trained on the lidar of the first year, mapped in both, the change between them, and two measurements for credits.</summary>
internal sealed record LandscapeDemo(string Folder, ForestMeasurement Start, ForestMeasurement End, DemoPart Part)
{
    private const int Rows = 16_000;
    private static readonly int[] Years = [2020, 2024];

    // Codes of truth/change.tif: the stands that only grow are the project's, the reserve is known not to have changed.
    private const int Growing = 1, Reserve = 6;

    public static async Task<LandscapeDemo> RunAsync(string output, int size, ProcessContext context)
    {
        string folder = Path.Combine(output, "landscape");
        await new SimulateLandscape { Output = folder, Size = size, Years = Years }.RunTypedAsync(context);
        TrainForest train = ChipsDemo.Bind<TrainForest>("forest_train", Path.Combine(folder, $"forest_{Years[0]}.yaml"));
        TrainedForest trained = await (train with { Model = "landscape", Rows = Rows, Simulated = true }).RunTypedAsync(context);
        List<MappedForest> maps = [];
        foreach (int year in Years)
        {
            MapForest map = ChipsDemo.Bind<MapForest>("forest_map", Path.Combine(folder, $"forest_{year}.yaml"));
            // The same place in another year: the same population, by the user's word; the stable reserve below checks it.
            maps.Add(await (map with { Model = "landscape", Name = $"landscape-{year}", Intervals = IntervalRule.Always }).RunTypedAsync(context));
        }

        string before = maps[0].Sites[0].Folder, after = maps[1].Sites[0].Folder, events = Path.Combine(folder, "truth", "change.tif");
        ForestChange change = await new ChangeForest { Before = before, After = after, Stable = events, StableValue = Reserve, Name = "landscape-change" }.RunTypedAsync(context);
        ForestMeasurement start = await Measure(before, 0);
        ForestMeasurement end = await Measure(after, change.Figures.BiasRemovedMgPerHa);
        return new LandscapeDemo(folder, start, end, new DemoPart(
            [trained.Accuracy, trained.Coverage, .. maps.SelectMany(map => map.Summarise().Tables), .. change.Summarise().Tables],
            [
                new OutputFile(("accuracy report (simulated)", "精度報告書(模擬)"), trained.Report),
                .. maps.Select(map => new OutputFile(("map report (simulated)", "地図報告書(模擬)"), map.Sites[0].Report)),
                new OutputFile(("change report (simulated)", "変化報告書(模擬)"), change.Report),
            ]));

        Task<ForestMeasurement> Measure(string map, double bias) => new MeasureForest
        {
            Map = map, Zones = events, ZoneValue = Growing, Place = "growing-stands", Bias = bias, Output = Path.Combine(output, "workspace", "projects", "DEMO1", Path.GetFileName(map) + ".json"),
        }.RunTypedAsync(context with { Files = EnsureFolder(context.Files, Path.Combine(output, "workspace", "projects", "DEMO1")) });
    }

    private static IFiles EnsureFolder(IFiles files, string folder)
    {
        files.CreateFolder(folder);
        return files;
    }
}
