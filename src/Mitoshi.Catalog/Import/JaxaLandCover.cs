using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>
/// JAXA's high-resolution land use and land cover maps: <c>LC_N36E139.tif</c>. The name has no year: the folder's does, as <c>2022JPN_v23.12</c> (year,
/// region, release), or the release alone does where it covers several years.
/// </summary>
/// <remarks>Source: JAXA EORC, HRLULC data set pages: names (2023SEA_v25.09), period of version 21.11 (2018 to 2020).</remarks>
internal sealed partial class JaxaLandCover : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "tile").Select(group =>
    {
        string tile = group.First.Groups["tile"].Value, path = group.Files[0].Path;
        JsonObject properties = new() { ["title"] = $"JAXA land cover {tile}", ["gsd"] = 10 };
        string? suffix = Describe(Path.GetDirectoryName(path)!, properties);
        return new SceneDraft("jaxa-land-cover", tile + (suffix is null ? "" : "_" + suffix)) { Properties = properties, Files = new Dictionary<string, string> { ["classes"] = path } };
    })];

    // Looks at the folder and the two above: an archive is unpacked into a folder of tiles or into one more.
    private static string? Describe(string folder, JsonObject properties)
    {
        foreach (string name in folder.Split(Path.DirectorySeparatorChar).Reverse().Take(3))
        {
            if (Release().Match(name) is { Success: true } release)
            {
                properties["version"] = release.Groups["version"].Value;
                return Years(properties, int.Parse(release.Groups["year"].Value), int.Parse(release.Groups["year"].Value), release.Groups["year"].Value + release.Groups["region"].Value);
            }

            if (Version2111().IsMatch(name))
            {
                properties["version"] = "21.11";
                return Years(properties, 2018, 2020, "v21.11");
            }

            if (Year().Match(name) is { Success: true } year)
            {
                return Years(properties, int.Parse(year.Value), int.Parse(year.Value), year.Value);
            }
        }

        return null;
    }

    private static string Years(JsonObject properties, int first, int last, string suffix)
    {
        (properties["datetime"], properties["start_datetime"], properties["end_datetime"]) = (null, NamedFiles.Year(first).Start, NamedFiles.Year(last).End);
        return suffix;
    }

    [GeneratedRegex(@"^LC_(?<tile>[NS]\d{2}[EW]\d{3})\.tif$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<!\d)(?<year>20\d{2})(?<region>[A-Z]{3})_v(?<version>\d{2}\.\d{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Release();

    [GeneratedRegex(@"(?<!\d)(?:ver|v)21\.?11(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Version2111();

    [GeneratedRegex(@"(?<!\d)20\d{2}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
