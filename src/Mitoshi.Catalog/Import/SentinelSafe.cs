using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace Mitoshi.Catalog.Import;

/// <summary>Sentinel-1 and Sentinel-2 products as SAFE folders: time from the name, footprint and cloud from the XML inside.</summary>
/// <remarks>Sources: ESA, Sentinel-2 Products Specification Document; Sentinel-1 Product Specification: names, EXT_POS_LIST, gml:coordinates.</remarks>
internal sealed partial class SentinelSafe : ISceneKind
{
    public IReadOnlyList<SceneDraft> Take(IList<string> files)
    {
        List<SceneDraft> scenes = [];
        foreach (IGrouping<string, string> group in files.GroupBy(path => FolderOf(path) ?? "", StringComparer.Ordinal).Where(group => group.Key.Length > 0).ToList())
        {
            string name = Path.GetFileName(group.Key)[..^".SAFE".Length];
            if (Scene(name, [.. group]) is { } scene)
            {
                scenes.Add(scene);
                foreach (string path in group)
                {
                    files.Remove(path);
                }
            }
        }

        return scenes;
    }

    private static string? FolderOf(string path)
    {
        int at = path.IndexOf(".SAFE/", StringComparison.Ordinal);
        return at < 0 ? null : path[..(at + ".SAFE".Length)];
    }

    private static SceneDraft? Scene(string name, IReadOnlyList<string> files)
    {
        if (Sentinel2().Match(name) is { Success: true } two)
        {
            string? metadata = files.FirstOrDefault(path => Path.GetFileName(path).StartsWith("MTD_MSIL", StringComparison.Ordinal));
            if (!TryRead(metadata, out XmlDocument? xml, out MitoshiException? wrong))
            {
                return Refused("sentinel-2", name, wrong);
            }

            JsonObject properties = Common(name, two, "sentinel-2", "msi");
            SetTime(properties, "datetime", xml, "PRODUCT_START_TIME");
            if (xml?.SelectSingleNode("//*[local-name()='SENSING_ORBIT_DIRECTION']")?.InnerText is "ASCENDING" or "DESCENDING")
            {
                properties["sat:orbit_state"] = xml.SelectSingleNode("//*[local-name()='SENSING_ORBIT_DIRECTION']")!.InnerText.ToLowerInvariant();
            }

            properties["sat:relative_orbit"] = int.Parse(two.Groups["orbit"].Value, CultureInfo.InvariantCulture);
            properties["processing:version"] = two.Groups["baseline"].Value.Insert(2, ".");
            if (double.TryParse(xml?.SelectSingleNode("//*[local-name()='Cloud_Coverage_Assessment']")?.InnerText, NumberStyles.Float, CultureInfo.InvariantCulture, out double cloud) && cloud is >= 0 and <= 100)
            {
                properties["eo:cloud_cover"] = cloud;
            }

            return new("sentinel-2-" + two.Groups["level"].Value.ToLowerInvariant(), name)
            {
                Properties = properties,
                Files = files.Where(path => Band().IsMatch(path)).GroupBy(path => Band().Match(path).Groups["band"].Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()),
                Outline = Pairs(xml?.SelectSingleNode("//*[local-name()='EXT_POS_LIST']")?.InnerText, isLatitudeFirst: true),
                Extensions = ["https://stac-extensions.github.io/eo/v2.0.0/schema.json", "https://stac-extensions.github.io/sat/v1.2.0/schema.json", "https://stac-extensions.github.io/processing/v1.2.0/schema.json"],
            };
        }

        if (Sentinel1().Match(name) is { Success: true } one)
        {
            if (!TryRead(files.FirstOrDefault(path => Path.GetFileName(path) == "manifest.safe"), out XmlDocument? manifest, out MitoshiException? wrong))
            {
                return Refused("sentinel-1", name, wrong);
            }

            JsonObject properties = Common(name, one, "sentinel-1", "c-sar");
            SetTime(properties, "start_datetime", manifest, "startTime");
            SetTime(properties, "end_datetime", manifest, "stopTime");
            if (!properties.ContainsKey("start_datetime") || !properties.ContainsKey("end_datetime"))
            {
                properties.Remove("start_datetime");
                properties.Remove("end_datetime");
            }

            if (manifest?.SelectSingleNode("//*[local-name()='pass']")?.InnerText is { } pass && pass.ToLowerInvariant() is "ascending" or "descending")
            {
                properties["sat:orbit_state"] = pass.ToLowerInvariant();
            }

            if (int.TryParse(manifest?.SelectSingleNode("//*[local-name()='relativeOrbitNumber']")?.InnerText, NumberStyles.None, CultureInfo.InvariantCulture, out int orbit) && orbit > 0)
            {
                properties["sat:relative_orbit"] = orbit;
            }

            properties["sat:absolute_orbit"] = int.Parse(one.Groups["orbit"].Value, CultureInfo.InvariantCulture);
            properties["sar:product_type"] = one.Groups["type"].Value;
            properties["sar:instrument_mode"] = one.Groups["mode"].Value;
            properties["sar:frequency_band"] = "C";
            properties["sar:polarizations"] = new JsonArray([.. (one.Groups["polarization"].Value switch { "SV" => "VV", "SH" => "HH", "DV" => "VV VH", _ => "HH HV" }).Split(' ').Select(text => (JsonNode)text)]);
            return new("sentinel-1-" + one.Groups["type"].Value.ToLowerInvariant(), name)
            {
                Properties = properties,
                Files = files.Where(path => Measurement().IsMatch(Path.GetFileName(path))).GroupBy(path => KeyOf(Measurement().Match(Path.GetFileName(path))), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()),
                Outline = Pairs(manifest?.SelectSingleNode("//*[local-name()='coordinates']")?.InnerText, isLatitudeFirst: true),
                Extensions = ["https://stac-extensions.github.io/sar/v1.3.0/schema.json", "https://stac-extensions.github.io/sat/v1.2.0/schema.json"],
            };
        }

        return null;
    }

    private static JsonObject Common(string name, Match match, string constellation, string instrument)
    {
        string t = match.Groups["time"].Value;
        return new JsonObject
        {
            ["title"] = name, ["datetime"] = $"{t[..4]}-{t[4..6]}-{t[6..8]}T{t[9..11]}:{t[11..13]}:{t[13..15]}Z", ["platform"] = constellation + match.Groups["unit"].Value.ToLowerInvariant(),
            ["constellation"] = constellation, ["instruments"] = new JsonArray(instrument),
        };
    }

    // "2024-06-09T20:43:00.123456", with or without Z; always UTC.
    private static void SetTime(JsonObject properties, string property, XmlDocument? xml, string element)
    {
        if (xml?.SelectSingleNode($"//*[local-name()='{element}']")?.InnerText.Trim() is { } text && Times.Instant.TryParseTimestamp(text.TrimEnd('Z') + "Z", out Times.Instant instant))
        {
            properties[property] = instant.ToString();
        }
    }

    // Sub-swaths of one polarisation are files of their own: iw1-vv, iw2-vv.
    private static string KeyOf(Match match) => (match.Groups["swath"].Value.Length > 2 ? match.Groups["swath"].Value + "-" : "") + match.Groups["polarization"].Value;

    private static SceneDraft Refused(string collection, string name, MitoshiException? wrong) => new(collection, name) { Files = new Dictionary<string, string>(), Refusal = wrong };

    // The files come from elsewhere: no entities, no references to other files.
    private static bool TryRead(string? path, out XmlDocument? document, out MitoshiException? wrong)
    {
        (document, wrong) = (null, null);
        if (path is null)
        {
            return true;
        }

        try
        {
            XmlDocument read = new() { XmlResolver = null };
            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 64 << 20 });
            read.Load(reader);
            document = read;
            return true;
        }
        catch (XmlException error)
        {
            wrong = NamedFiles.BadMetadata(path, error);
            return false;
        }
    }

    private static List<(double Longitude, double Latitude)>? Pairs(string? text, bool isLatitudeFirst)
    {
        double[] numbers = [.. (text ?? "").Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        List<(double, double)> pairs = [.. numbers.Chunk(2).Where(pair => pair.Length == 2).Select(pair => isLatitudeFirst ? (pair[1], pair[0]) : (pair[0], pair[1]))];
        if (pairs.Count > 3 && pairs[0] == pairs[^1])
        {
            pairs.RemoveAt(pairs.Count - 1);
        }

        return pairs.Count >= 3 && !Array.Exists(numbers, double.IsNaN) ? pairs : null;
    }

    [GeneratedRegex(@"^S2(?<unit>[A-D])_MSI(?<level>L1C|L2A)_(?<time>\d{8}T\d{6})_N(?<baseline>\d{4})_R(?<orbit>\d{3})_T\w{5}_", RegexOptions.CultureInvariant)]
    private static partial Regex Sentinel2();

    [GeneratedRegex(@"^S1(?<unit>[A-D])_(?<mode>IW|EW|SM|WV|S[1-6])_(?<type>GRD|SLC|OCN)\w?_\d\w(?<polarization>SV|SH|DV|DH)_(?<time>\d{8}T\d{6})_\d{8}T\d{6}_(?<orbit>\d{6})_", RegexOptions.CultureInvariant)]
    private static partial Regex Sentinel1();

    [GeneratedRegex(@"^s1[a-d]-(?<swath>\w{2,3})-\w{3}-(?<polarization>vv|vh|hh|hv)-.*\.tiff$", RegexOptions.CultureInvariant)]
    private static partial Regex Measurement();

    [GeneratedRegex(@"_(?<band>B\d[\dA]|TCI|SCL|AOT|WVP)(?:_\d0m)?\.jp2$", RegexOptions.CultureInvariant)]
    private static partial Regex Band();
}
