using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>JAXA's high-resolution land use and land cover map: <c>LC_N36E139.tif</c>. The name has no year: the folder's does (<c>ver2111_…_2020</c>), or the header's date.</summary>
internal sealed partial class JaxaLandCover : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "tile").Select(group =>
    {
        string tile = group.First.Groups["tile"].Value, path = group.Files[0].Path;
        JsonObject properties = new() { ["title"] = $"JAXA land cover {tile}", ["gsd"] = 10 };
        if (Year().Match(Path.GetFileName(Path.GetDirectoryName(path)) ?? "") is { Success: true } year)
        {
            (string start, string end) = NamedFiles.Year(int.Parse(year.Value));
            (properties["datetime"], properties["start_datetime"], properties["end_datetime"]) = (null, start, end);
        }

        return new SceneDraft("jaxa-land-cover", tile + (YearOf(properties) is { } text ? "_" + text : "")) { Properties = properties, Files = new Dictionary<string, string> { ["classes"] = path } };
    })];

    private static string? YearOf(JsonObject properties) => ((string?)properties["start_datetime"])?[..4];

    [GeneratedRegex(@"^LC_(?<tile>[NS]\d{2}[EW]\d{3})\.tif$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<!\d)20\d{2}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
