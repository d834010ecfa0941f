using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mitoshi.Gdal;

namespace Mitoshi.Catalog.Import;

/// <summary>
/// GCOM-C SGLI in HDF5: tiles (<c>GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000.h5</c>), scenes of a pass (<c>GC1SG1_202109031518L33309_L2SG_IWPRK_2000.h5</c>)
/// and the whole Earth (<c>GC1SG1_20180902D01D_X0000_3BSG_EVI_F_2000.h5</c>). Period and place are in the name; where the file itself says when it began
/// and ended, that is taken.
/// </summary>
/// <remarks>
/// Source: JAXA, GCOM-C/SGLI Data User's Handbook: names; 18 by 36 tiles of 10 degrees of the sinusoidal (EQA) grid, tile 0000 at 90 N, 180 W;
/// attributes Scene_start_time and Scene_end_time of the group Global_attributes.
/// </remarks>
internal sealed partial class Gcomc : ISceneKind
{
    private static readonly (double, double)[] s_earth = [(-180, -90), (180, -90), (180, 90), (-180, 90)];

    public IReadOnlyList<SceneDraft> Take(IList<string> files) =>
    [
        .. NamedFiles.Take(files, Gridded(), "span", "place", "product", "version").Select(group => Draft(group.First, group.Files[0].Path)).OfType<SceneDraft>(),
        .. NamedFiles.Take(files, Scene(), "time", "pass", "product", "version").Select(group => Draft(group.First, group.Files[0].Path)).OfType<SceneDraft>(),
    ];

    private static SceneDraft? Draft(Match name, string path)
    {
        if (PeriodOf(name) is not { } named)
        {
            return null;
        }

        (DateTime start, DateTime end) = SaidBy(path) ?? named;
        string place = name.Groups["place"].Value, level = name.Groups["level"].Value;
        return new SceneDraft("gcom-c", Path.GetFileNameWithoutExtension(path))
        {
            Properties = new JsonObject
            {
                ["title"] = $"GCOM-C {name.Groups["product"].Value.TrimEnd('_')} {place} {named.Start:yyyy-MM-dd}".Replace("  ", " ", StringComparison.Ordinal), ["datetime"] = null, ["start_datetime"] = Text(start), ["end_datetime"] = Text(end),
                ["platform"] = "gcom-c", ["instruments"] = new JsonArray("sgli"), ["processing:level"] = level[0] == 'L' ? level[..2] : "L" + level[..(level[0] == '1' ? 2 : 1)],
            },
            Files = new Dictionary<string, string> { ["data"] = path },
            Outline = place.StartsWith('T') ? OutlineOf(int.Parse(place[1..3], CultureInfo.InvariantCulture), int.Parse(place[3..], CultureInfo.InvariantCulture)) : place.Length > 0 ? s_earth : null,
            Extensions = ["https://stac-extensions.github.io/processing/v1.2.0/schema.json"],
        };
    }

    private static (DateTime Start, DateTime End)? PeriodOf(Match name)
    {
        bool isScene = name.Groups["time"].Success;
        if (!DateTime.TryParseExact(isScene ? name.Groups["time"].Value : name.Groups["date"].Value, isScene ? "yyyyMMddHHmm" : "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start))
        {
            return null;
        }

        int count = isScene ? 0 : Math.Max(1, int.Parse(name.Groups["count"].Value, CultureInfo.InvariantCulture));
        return (start, isScene ? start : (name.Groups["unit"].Value == "M" ? start.AddMonths(count) : start.AddDays(count)).AddSeconds(-1));
    }

    private static (DateTime Start, DateTime End)? SaidBy(string path)
    {
        try
        {
            IReadOnlyDictionary<string, string> metadata = RasterContainer.Open(path).Metadata;
            return Time("Scene_start_time") is { } start && Time("Scene_end_time") is { } end && end >= start ? (start, end) : null;

            DateTime? Time(string name) => metadata.TryGetValue("Global_attributes_" + name, out string? text)
                && DateTime.TryParseExact(text.Trim(), "yyyyMMdd HH:mm:ss.FFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time : null;
        }
        catch (MitoshiException)
        {
            // Not a file that GDAL opens: the name is what there is.
            return null;
        }
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    // The grid is sinusoidal: a tile's meridians at a latitude lie 1 / cos(latitude) apart. Corners beyond 180 degrees hold no ground.
    private static List<(double Longitude, double Latitude)> OutlineOf(int row, int column)
    {
        double north = 90 - (10 * row), south = north - 10, west = (10 * column) - 180, east = west + 10;
        return [(At(west, north), north), (At(west, south), south), (At(east, south), south), (At(east, north), north)];

        static double At(double degrees, double latitude) => Math.Clamp(Math.Round(degrees / Math.Max(1e-9, Math.Cos(latitude * Math.PI / 180)), 6), -180, 180);
    }

    [GeneratedRegex(@"^GC1SG1_(?<span>(?<date>\d{8})[AD](?<count>\d{2})(?<unit>[DM]))_(?<place>T(?:0\d|1[0-7])(?:[0-2]\d|3[0-5])|[XD]0000)_(?<level>1BSG|L2SG|3[BM]SG)_(?<product>\w{5})_(?<version>\d{4})\.h5$", RegexOptions.CultureInvariant)]
    private static partial Regex Gridded();

    [GeneratedRegex(@"^GC1SG1_(?<time>\d{12})(?<pass>[A-Z]\d{5})_(?<level>1BSG|L2SG)_(?<product>\w{5})_(?<version>\d{4})\.h5$", RegexOptions.CultureInvariant)]
    private static partial Regex Scene();
}
