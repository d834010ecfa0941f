using Mitoshi.Cli.Projects;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Projects;

namespace Mitoshi.Cli.Demo;

/// <summary>The real chips: they carry no CRS, so accuracy is what they show.</summary>
internal static class ChipsDemo
{
    private const int Rows = 24_000;

    public static async Task<DemoPart> RunAsync(string chips, string output, ProcessContext context)
    {
        string project = Path.Combine(output, "chips.yaml");
        await new InitForest { Folder = chips, Output = project }.RunTypedAsync(context);
        TrainForest train = Bind<TrainForest>("forest_train", project);
        // The chip with a single month of scenes has too few features in common with the others to be mapped by their model.
        TrainedForest trained = await (train with { Model = "chips", Rows = Rows, Register = true, Sites = [.. train.Sites.Where(site => site.Inputs.Length > 2)] }).RunTypedAsync(context);
        MapForest map = Bind<MapForest>("forest_map", project);
        MappedForest mapped = await (map with { Model = "chips", Sites = [.. map.Sites.Where(site => site.Inputs.Length > 2)] }).RunTypedAsync(context);
        return new DemoPart([trained.Accuracy, trained.Coverage, .. mapped.Summarise().Tables],
        [
            new OutputFile(("accuracy report of the real chips", "実データの精度報告書"), trained.Report),
            .. mapped.Sites.Select(site => new OutputFile(($"map report of {site.Site}", $"{site.Site} の地図報告書"), site.Report)),
        ]);
    }

    /// <summary>A process from a project file, as the command line would make it.</summary>
    internal static T Bind<T>(string name, string project)
        where T : Process
    {
        IReadOnlyList<ProcessDescription> all = ProcessDescription.Discover(Rooms.Load());
        ProcessDescription process = all.Single(candidate => candidate.Name == name);
        HashSet<string> tolerated = [.. all.Where(other => other.Family == process.Family).SelectMany(other => other.Parameters).Select(parameter => parameter.Name)];
        return (T)ProcessBinder.Bind(process, ProjectFile.Read(project), tolerated);
    }
}
