using Mitoshi.Forest.Change;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Measures;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;
using Mitoshi.Forest.Validation;

namespace Mitoshi.Cli.Demo;

/// <summary>The simulated landscape: trained on the lidar of both years, mapped in both, the change between them, and measurements for credits.</summary>
/// <param name="Land">Zones and boundaries of the two projects.</param>
/// <param name="East">Stock of the growing stands at both dates.</param>
/// <param name="West">Stock at the start, and area lost, of each class of forest.</param>
/// <param name="Part">What to show.</param>
internal sealed record LandscapeDemo(DemoLand Land, IReadOnlyList<ForestMeasurement> East, IReadOnlyList<ForestMeasurement> West, DemoPart Part)
{
    private const int Rows = 16_000;
    private static readonly int[] Years = [2016, 2024];

    // Codes of truth/change.tif: the reserve is known not to have changed; forest goes by clear-cut and by storm.
    private const int Reserve = 6;
    private static readonly int[] Loss = [2, 4];

    public static async Task<LandscapeDemo> RunAsync(string output, int size, ProcessContext context)
    {
        string folder = Path.Combine(output, "landscape");
        await new SimulateLandscape { Output = folder, Size = size, Years = Years }.RunTypedAsync(context);
        TrainForest train = ChipsDemo.Bind<TrainForest>("forest_train", Path.Combine(folder, "forest.yaml"));
        TrainedForest trained = await (train with { Model = "landscape", Rows = Rows, Simulated = true }).RunTypedAsync(context);
        List<MappedForest> maps = [];
        foreach (int year in Years)
        {
            MapForest map = ChipsDemo.Bind<MapForest>("forest_map", Path.Combine(folder, $"forest_{year}.yaml"));
            maps.Add(await (map with { Model = "landscape", Name = $"landscape-{year}" }).RunTypedAsync(context));
        }

        List<ForestValidation> validations = [];
        foreach ((int year, MappedForest map) in Years.Zip(maps))
        {
            string truth = Path.Combine(folder, "truth", $"agb_{year}_far.tif");
            validations.Add(await new ValidateForest { Map = map.Sites[0].Folder, Reference = truth, ReferenceName = $"truth {year}, beyond 80 m of lidar" }.RunTypedAsync(context));
        }

        string before = maps[0].Sites[0].Folder, after = maps[1].Sites[0].Folder, events = Path.Combine(folder, "truth", "change.tif");
        ForestChange change = await new ChangeForest { Before = before, After = after, Stable = events, StableValue = Reserve, Name = "landscape-change" }.RunTypedAsync(context);
        DemoLand land = DemoLand.Write(folder, Path.Combine(folder, $"landcover_{Years[0]}.tif"), context.Files);
        MeasureForest east = new() { Map = before, Zones = land.EastZones, ZoneValue = DemoLand.Growing, Place = "growing-stands", Output = MeasurementOf(CreditsDemo.Planting, "stock-2016") };
        List<ForestMeasurement> west = [];
        foreach ((int code, string name) in DemoLand.WestClasses)
        {
            west.Add(await new MeasureForest { Map = before, Zones = land.WestZones, ZoneValue = code, Place = name, Output = MeasurementOf(CreditsDemo.Protection, $"stock-{name}") }.RunTypedAsync(context));
            west.Add(await new MeasureLoss
            {
                Change = change.Folder, Zones = land.WestZones, ZoneValue = code, Place = name, Reference = events, LossValues = Loss, Output = MeasurementOf(CreditsDemo.Protection, $"loss-{name}"),
            }.RunTypedAsync(context));
        }

        return new LandscapeDemo(land,
            [await east.RunTypedAsync(context), await (east with { Map = after, Bias = change.Figures.BiasRemovedMgPerHa, Output = MeasurementOf(CreditsDemo.Planting, "stock-2024") }).RunTypedAsync(context)], west,
            new DemoPart(
            [trained.Accuracy, trained.Coverage, .. maps.SelectMany(map => map.Summarise().Tables), .. validations.Select(validation => validation.Errors), .. change.Summarise().Tables],
            [
                new OutputFile(("accuracy report (simulated)", "精度報告書(模擬)"), trained.Report),
                .. maps.Select(map => new OutputFile(("map report (simulated)", "地図報告書(模擬)"), map.Sites[0].Report)),
                .. validations.Select(validation => new OutputFile(("validation by the truth (simulated)", "真値による検証(模擬)"), validation.Report)),
                new OutputFile(("change report (simulated)", "変化報告書(模擬)"), change.Report),
            ]));

        string MeasurementOf(string project, string name) => Path.Combine(context.Workspace.Projects, project, name + ".json");
    }
}
