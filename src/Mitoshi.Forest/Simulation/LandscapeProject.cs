using Mitoshi.Forest.Projects;

namespace Mitoshi.Forest.Simulation;

/// <summary>Ready-made project files of a simulated landscape, one for each year and one for all years together, in the words of <c>forest init</c>.</summary>
internal static class LandscapeProject
{
    /// <summary>Name of the project file of all years: each is a site of its own, so a model learns what differs from year to year.</summary>
    public const string AllYears = "forest.yaml";

    /// <summary>Name of a year's project file.</summary>
    public static string FileName(int year) => $"forest_{year}.yaml";

    /// <summary>Text of a project file.</summary>
    /// <param name="root">Folder of the landscape.</param>
    /// <param name="years">Which years.</param>
    /// <param name="language">Of the comments.</param>
    public static string Text(string root, IReadOnlyList<int> years, Language language)
        => "# SIMULATED\n" + FormattableString.Invariant($"reference_error: {AirborneLidar.AgbError:0.###}\n") + new ProjectText(root, language).Write([.. years.Select(year => ($"landscape_{year}", Files(root, year)))], isLocal: false);

    private static List<(string Path, FileGuess Guess)> Files(string root, int year)
    {
        // The elevation comes first: the first input gives the lattice of the map.
        List<string> names = ["dem.tif", $"landcover_{year}.tif", "species.tif"];
        names.AddRange(Names(root, "palsar2", $"N38E142_{year % 100:00}_*.tif").Where(name => !name.Contains("_date_", StringComparison.Ordinal)));
        names.AddRange(Names(root, "sentinel1", $"S1_{year}*.tif"));
        names.AddRange(Names(root, "sentinel2", $"S2_{year}*.tif"));
        names.AddRange([$"plots/plots_{year}.csv", $"lidar/agb_{year}.tif", $"lidar/height_{year}.tif"]);
        return [.. names.Select(name => (Path.Combine(root, name), Guess(name)))];
    }

    // Our own names say everything, so a guess is always found.
    private static FileGuess Guess(string name)
    {
        FileGuess? guess = FileGuess.Of(Path.GetFileName(name));
        Invariant.Holds(guess is not null, $"the name {name} says nothing");
        return guess! with { Use = name.StartsWith("lidar/height", StringComparison.Ordinal) ? "height" : guess.Use };
    }

    private static IEnumerable<string> Names(string root, string folder, string pattern)
        => Directory.EnumerateFiles(Path.Combine(root, folder), pattern).Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(root, path));
}
