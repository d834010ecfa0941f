using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>JAXA's hourly rain GSMaP: <c>gsmap_mvk.20240609.0100.v8.0000.0.dat.gz</c>, the band from 60 S to 60 N.</summary>
/// <remarks>Source: JAXA EORC, GSMaP data format description: names, 0.1 degrees, latitudes 60 N to 60 S.</remarks>
internal sealed partial class Gsmap : ISceneKind
{
    private static readonly (double, double)[] Band = [(-180, -60), (180, -60), (180, 60), (-180, 60)];

    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "kind", "date", "time").Select(group =>
    {
        string date = group.First.Groups["date"].Value, time = group.First.Groups["time"].Value, kind = group.First.Groups["kind"].Value;
        return new SceneDraft("gsmap", $"{kind}_{date}_{time}")
        {
            Properties = new JsonObject { ["title"] = $"GSMaP {kind} {date} {time}", ["datetime"] = $"{date[..4]}-{date[4..6]}-{date[6..8]}T{time[..2]}:{time[2..4]}:00Z", ["gsd"] = 11000 },
            Files = new Dictionary<string, string> { ["rain"] = group.Files[0].Path },
            Outline = Band,
        };
    })];

    [GeneratedRegex(@"^gsmap_(?<kind>\w+)\.(?<date>\d{8})\.(?<time>\d{4})\.", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
