using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>
/// JAXA's rain GSMaP: hourly <c>gsmap_mvk.20240609.0100.v8.0000.0.dat.gz</c> with <c>timeinfo</c> and <c>sateinfo</c>, daily
/// <c>gsmap_nrt.20240609.0.1d.daily.00Z-23Z.dat.gz</c>, and HDF5 of G-Portal, <c>GPMMRG_MAP_2406090100_H_L3S_MCH_05A.h5</c>.
/// </summary>
/// <remarks>
/// Source: JAXA EORC, GSMaP data format description: names; 3600 columns of 0.1 degrees and four bytes a value; 1200 rows from 60 N to 60 S, or 1800
/// from pole to pole. Which of the two a file has is told by its length.
/// </remarks>
internal sealed partial class Gsmap : ISceneKind
{
    private const long RowBytes = 3600 * 4;

    public IReadOnlyList<SceneDraft> Take(IList<string> files) =>
    [
        .. ((SceneDraft?[])[.. NamedFiles.Take(files, Binary(), "kind", "date", "time", "daily").Select(group => Draft(group.First, group.Files.GroupBy(file => Key(file.Match), StringComparer.Ordinal).ToDictionary(key => key.Key, key => key.First().Path))), .. NamedFiles.Take(files, Hdf5(), "date", "time", "span", "kind").Select(group => Draft(group.First, new Dictionary<string, string> { ["rain"] = group.Files[0].Path }))]).OfType<SceneDraft>(),
    ];

    private static SceneDraft? Draft(Match name, Dictionary<string, string> files)
    {
        string date = name.Groups["date"].Value, time = name.Groups["time"].Value, kind = name.Groups["kind"].Value;
        bool isMonth = name.Groups["span"].Value == "M", isDay = name.Groups["daily"].Success;
        string digits = (date.Length == 8 ? date : "20" + date) + (date.Length == 4 ? "01" : "") + (time.Length == 4 ? time : "0000");
        if (!DateTime.TryParseExact(digits, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start))
        {
            return null;
        }

        // "now" comes every half an hour, the others every hour.
        DateTime end = (isMonth ? start.AddMonths(1) : isDay ? start.AddDays(1) : start.AddMinutes(kind.StartsWith("now", StringComparison.Ordinal) ? 30 : 60)).AddSeconds(-1);
        return new SceneDraft("gsmap", $"{kind}_{start:yyyyMMdd}" + (isMonth ? "_month" : isDay ? "_day" : $"_{start:HHmm}"))
        {
            Properties = new JsonObject { ["title"] = $"GSMaP {kind} {start:yyyy-MM-dd HH:mm}", ["datetime"] = Text(start), ["start_datetime"] = Text(start), ["end_datetime"] = Text(end), ["gsd"] = 11000 },
            Files = files,
            Outline = files.TryGetValue("rain", out string? rain) && RowsOf(rain) == 1800 ? Band(90) : Band(60),
        };
    }

    private static string Key(Match match) => match.Groups["what"].Value is { Length: > 0 } what ? what : "rain";

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static (double, double)[] Band(double latitude) => [(-180, -latitude), (180, -latitude), (180, latitude), (-180, latitude)];

    // A gzip file ends with the length of its content modulo 2^32 (RFC 1952, section 2.3.1).
    private static long RowsOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (!path.EndsWith(".gz", StringComparison.Ordinal) || stream.Length < 18)
        {
            return stream.Length / RowBytes;
        }

        stream.Seek(-4, SeekOrigin.End);
        Span<byte> length = stackalloc byte[4];
        stream.ReadExactly(length);
        return BitConverter.ToUInt32(length) / RowBytes;
    }

    [GeneratedRegex(@"^gsmap_(?<kind>\w+?)\.(?<date>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d))\.(?:(?<time>(?:[01]\d|2[0-3])[0-5]\d)\.|0\.1d\.(?<daily>daily)\.)(?:[\w.-]*?\.)?(?:(?<what>timeinfo|sateinfo)\.)?dat(?:\.gz)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Binary();

    [GeneratedRegex(@"^GPMMRG_MAP_(?<date>\d{4}(?:\d{2})?)(?<time>\d{4})?_(?<span>[HM])_L3S_(?<kind>\w{3})_\w{3}\.h5$", RegexOptions.CultureInvariant)]
    private static partial Regex Hdf5();
}
