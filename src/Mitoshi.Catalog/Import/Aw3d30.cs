using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>
/// JAXA's elevation model AW3D30: <c>ALPSMLC30_N036E139_DSM.tif</c> with its mask (MSK), stacking number (STK) and texts (HDR, QAI, LST); in version 1
/// <c>N036E139_AVE_DSM.tif</c> (average) and <c>_MED_</c> (median).
/// </summary>
/// <remarks>Source: JAXA EORC, ALOS Global Digital Surface Model, product description, section 2.1: PRISM scenes of 2006 to 2011, 1 arc second.</remarks>
internal sealed partial class Aw3d30 : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files) => [.. NamedFiles.Take(files, Name(), "tile").Select(group => new SceneDraft("aw3d30", group.First.Groups["tile"].Value)
    {
        Properties = new JsonObject
        {
            ["title"] = $"AW3D30 {group.First.Groups["tile"].Value}", ["datetime"] = null, ["start_datetime"] = "2006-01-01T00:00:00Z", ["end_datetime"] = "2011-12-31T23:59:59Z",
            ["platform"] = "alos", ["instruments"] = new JsonArray("prism"), ["gsd"] = 30,
        },
        Files = group.Files.GroupBy(file => Key(file.Match), StringComparer.Ordinal).ToDictionary(key => key.Key, key => key.First().Path),
    })];

    private static string Key(Match match) => (match.Groups["layer"].Value + (match.Groups["mean"].Value is { Length: > 0 } mean ? "-" + mean : "")).ToLowerInvariant();

    [GeneratedRegex(@"^(?:ALPSMLC30_)?(?<tile>[NS]\d{3}[EW]\d{3})_(?:(?<mean>AVE|MED)_)?(?:(?<layer>DSM|MSK|STK)\.tif|(?<layer>HDR|QAI|LST)\.txt)$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
