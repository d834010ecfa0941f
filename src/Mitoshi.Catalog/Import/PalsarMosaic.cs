using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>JAXA's yearly PALSAR and PALSAR-2 mosaics: <c>N36E139_20_sl_HH_F02DAR.tif</c> with its mask, date and incidence angle.</summary>
/// <remarks>Source: JAXA EORC, Global PALSAR-2/PALSAR Mosaic, dataset description: names, L band, right-looking, 25 m, one mosaic a year.</remarks>
internal sealed partial class PalsarMosaic : ISceneKind
{
    private static readonly string[] Extensions = ["https://stac-extensions.github.io/sar/v1.3.0/schema.json"];

    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "tile", "year").Select(group =>
    {
        string tile = group.First.Groups["tile"].Value;
        int year = 2000 + int.Parse(group.First.Groups["year"].Value);
        (string start, string end) = NamedFiles.Year(year);
        string[] polarizations = [.. group.Files.Select(file => file.Match.Groups["polarization"].Value).Where(text => text.Length > 0).Distinct()];
        return new SceneDraft("palsar2-mosaic", $"{tile}_{year}")
        {
            Properties = new JsonObject
            {
                ["title"] = $"PALSAR{(year >= 2014 ? "-2" : "")} mosaic {tile} {year}", ["datetime"] = null, ["start_datetime"] = start, ["end_datetime"] = end,
                ["platform"] = year >= 2014 ? "alos-2" : "alos", ["instruments"] = new JsonArray(year >= 2014 ? "palsar-2" : "palsar"), ["gsd"] = 25,
                ["sar:instrument_mode"] = "FBD", ["sar:frequency_band"] = "L", ["sar:polarizations"] = new JsonArray([.. polarizations.Select(text => (JsonNode)text)]), ["sar:observation_direction"] = "right",
            },
            Files = group.Files.GroupBy(file => Key(file.Match), StringComparer.Ordinal).ToDictionary(key => key.Key, key => key.First().Path),
            Extensions = Extensions,
        };
    })];

    private static string Key(Match match) => match.Groups["polarization"].Value is { Length: > 0 } polarization ? polarization : match.Groups["layer"].Value;

    [GeneratedRegex(@"^(?<tile>[NS]\d{2}[EW]\d{3})_(?<year>\d{2})_(?:sl_(?<polarization>HH|HV)|(?<layer>mask|date|linci))(?:_\w+)?\.tiff?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
