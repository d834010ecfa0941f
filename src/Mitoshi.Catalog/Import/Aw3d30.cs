using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>JAXA's elevation model AW3D30: <c>ALPSMLC30_N036E139_DSM.tif</c> with its mask (MSK) and stacking number (STK).</summary>
/// <remarks>Source: JAXA EORC, ALOS Global Digital Surface Model, product description: PRISM scenes of 2006 to 2011, 1 arc second.</remarks>
internal sealed partial class Aw3d30 : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "tile").Select(group => new SceneDraft("aw3d30", group.First.Groups["tile"].Value)
    {
        Properties = new JsonObject
        {
            ["title"] = $"AW3D30 {group.First.Groups["tile"].Value}", ["datetime"] = null, ["start_datetime"] = "2006-01-01T00:00:00Z", ["end_datetime"] = "2011-12-31T23:59:59Z",
            ["platform"] = "alos", ["instruments"] = new JsonArray("prism"), ["gsd"] = 30,
        },
        Files = group.Files.ToDictionary(file => file.Match.Groups["layer"].Value.ToLowerInvariant(), file => file.Path),
    })];

    [GeneratedRegex(@"^ALPSMLC30_(?<tile>[NS]\d{3}[EW]\d{3})_(?<layer>DSM|MSK|STK|HDR)\.tif$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
