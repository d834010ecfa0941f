using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>ALOS-2 PALSAR-2 scenes in CEOS format: IMG-, LED-, VOL- and TRL- files; corners and time from <c>summary.txt</c> beside them.</summary>
/// <remarks>
/// Source: JAXA, ALOS-2/PALSAR-2 Level 1.1/1.5/2.1/3.1 CEOS SAR Product Format Description: file names (orbit, frame, day, mode, looking side, level,
/// processing option, projection, direction of the orbit; a beam of ScanSAR at the end); fields of the summary file.
/// </remarks>
internal sealed partial class Alos2Ceos : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "scene").Select(group =>
    {
        string scene = group.First.Groups["scene"].Value, day = group.First.Groups["date"].Value;
        string summary = Path.Combine(Path.GetDirectoryName(group.Files[0].Path)!, "summary.txt");
        Dictionary<string, string> fields = [];
        if (File.Exists(summary))
        {
            files.Remove(summary);
            fields = Field().Matches(File.ReadAllText(summary)).GroupBy(match => match.Groups[1].Value).ToDictionary(match => match.Key, match => match.First().Groups[2].Value);
        }

        string[] polarizations = [.. group.Files.Select(file => file.Match.Groups["polarization"].Value).Where(text => text.Length > 0).Distinct()];
        return new SceneDraft("alos-2-palsar-2", scene)
        {
            Properties = new JsonObject
            {
                ["title"] = scene, ["datetime"] = TimeOf(fields) ?? $"20{day[..2]}-{day[2..4]}-{day[4..6]}T00:00:00Z", ["platform"] = "alos-2", ["instruments"] = new JsonArray("palsar-2"),
                ["sar:instrument_mode"] = group.First.Groups["mode"].Value, ["sar:frequency_band"] = "L", ["sar:polarizations"] = new JsonArray([.. polarizations.Select(text => (JsonNode)text)]),
                ["sar:observation_direction"] = group.First.Groups["look"].Value == "L" ? "left" : "right", ["sat:orbit_state"] = group.First.Groups["direction"].Value == "A" ? "ascending" : "descending",
                ["sat:absolute_orbit"] = int.Parse(group.First.Groups["orbit"].Value, CultureInfo.InvariantCulture), ["processing:level"] = "L" + group.First.Groups["level"].Value,
            },
            Files = group.Files.GroupBy(file => Key(file.Match), StringComparer.Ordinal).ToDictionary(key => key.Key, key => key.First().Path),
            Outline = OutlineOf(fields),
            Extensions = ["https://stac-extensions.github.io/sar/v1.3.0/schema.json", "https://stac-extensions.github.io/sat/v1.2.0/schema.json", "https://stac-extensions.github.io/processing/v1.2.0/schema.json"],
        };
    })];

    private static string Key(Match match) => match.Groups["kind"].Value.ToLowerInvariant() + string.Concat(((string[])["polarization", "beam"]).Select(name => match.Groups[name].Value).Where(text => text.Length > 0).Select(text => "-" + text));

    // "20140817 03:12:45.123"
    private static string? TimeOf(Dictionary<string, string> fields)
        => fields.TryGetValue("Img_SceneCenterDateTime", out string? text) && DateTime.TryParseExact(text, "yyyyMMdd HH:mm:ss.FFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture) : null;

    private static List<(double Longitude, double Latitude)>? OutlineOf(Dictionary<string, string> fields)
    {
        List<(double, double)> corners = [];
        foreach (string corner in (string[])["LeftTop", "LeftBottom", "RightBottom", "RightTop"])
        {
            if (!Number($"Img_ImageScene{corner}Longitude", out double longitude) || !Number($"Img_ImageScene{corner}Latitude", out double latitude))
            {
                return null;
            }

            corners.Add((longitude, latitude));
        }

        return corners;

        bool Number(string field, out double number)
        {
            number = 0;
            return fields.TryGetValue(field, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        }
    }

    [GeneratedRegex(@"^(?<kind>IMG|LED|VOL|TRL)-(?:(?<polarization>HH|HV|VH|VV)-)?(?<scene>ALOS2(?<orbit>\d{5})\d{4}-(?<date>\d{6})-(?<mode>[A-Z]{3})(?<look>[LR])(?<level>1\.[015]|2\.1|3\.1)[GR_][UPML_](?<direction>[AD]))(?:-(?<beam>[FB]\d))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^(\\w+)=\"([^\"]*)\"", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
