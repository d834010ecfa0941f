using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>GCOM-C SGLI level 2 tiles: <c>GC1SG1_20200401D01D_T0529_L2SG_NDVIQ_3000.h5</c>. Date and tile are in the name.</summary>
/// <remarks>Source: JAXA, GCOM-C/SGLI Data User's Manual: 18 by 36 tiles of 10 degrees of the sinusoidal (EQA) grid, tile 0000 at 90 N, 180 W.</remarks>
internal sealed partial class Gcomc : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "date", "tile", "product").Select(group =>
    {
        string date = group.First.Groups["date"].Value, tile = group.First.Groups["tile"].Value;
        string day = $"{date[..4]}-{date[4..6]}-{date[6..8]}";
        return new SceneDraft("gcom-c", Path.GetFileNameWithoutExtension(group.Files[0].Path))
        {
            Properties = new JsonObject
            {
                ["title"] = $"GCOM-C {group.First.Groups["product"].Value} T{tile} {day}", ["datetime"] = null, ["start_datetime"] = day + "T00:00:00Z", ["end_datetime"] = day + "T23:59:59Z",
                ["platform"] = "gcom-c", ["instruments"] = new JsonArray("sgli"),
            },
            Files = new Dictionary<string, string> { ["data"] = group.Files[0].Path },
            Outline = OutlineOf(int.Parse(tile[..2]), int.Parse(tile[2..])),
        };
    })];

    // The grid is sinusoidal: a tile's meridians at a latitude lie 1 / cos(latitude) apart. Corners beyond 180 degrees hold no ground.
    private static List<(double Longitude, double Latitude)> OutlineOf(int row, int column)
    {
        double north = 90 - (10 * row), south = north - 10, west = (10 * column) - 180, east = west + 10;
        return [(At(west, north), north), (At(west, south), south), (At(east, south), south), (At(east, north), north)];

        static double At(double degrees, double latitude) => Math.Clamp(Math.Round(degrees / Math.Max(1e-9, Math.Cos(latitude * Math.PI / 180)), 6), -180, 180);
    }

    [GeneratedRegex(@"^GC1SG1_(?<date>\d{8})[AD]\d{2}\w_T(?<tile>\d{4})_L2SG_(?<product>\w{5})_\d{4}\.h5$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
