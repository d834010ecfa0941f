using System.Globalization;
using System.Text;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Bench.Catalog;

/// <summary>
/// The seeded items and queries of <c>baselines/search_workload.py</c>, byte for byte: the same file of items has SHA-256 6838f022…, the same
/// list of answers 37a2e5e8….
/// </summary>
internal static class SearchWorkload
{
    private static readonly string[] Bands = "coastal blue green red rededge1 rededge2 rededge3 nir nir08 swir16 swir22 visual".Split(' ');
    private static readonly DateTime Start = new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>An item as JSON, and what the plain scan needs of it.</summary>
    public static (string Json, ScannedItem Scanned) Item(int index)
    {
        double Uniform(int k) => SearchWorkload.Uniform(20240609, index, k);
        double west = Rounded(122 + (31 * Uniform(0)), 5), south = Rounded(20 + (25 * Uniform(1)), 5), east = Rounded(west + 1, 5), north = Rounded(south + .9, 5);
        DateTime time = Start.AddSeconds(Math.Floor(Uniform(2) * 157766400));
        string id = $"demo-{index:000000}", collection = $"demo-{index % 4}";
        double cloud = Rounded(100 * Uniform(3) * Uniform(3), 2);
        StringBuilder json = new(4096);
        json.Append("""{"type":"Feature","stac_version":"1.1.0","stac_extensions":["https://stac-extensions.github.io/eo/v2.0.0/schema.json","https://stac-extensions.github.io/projection/v2.0.0/schema.json"],"id":""")
            .Append($"\"{id}\",\"collection\":\"{collection}\",\"bbox\":[{F(west)},{F(south)},{F(east)},{F(north)}],")
            .Append($"\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{F(west)},{F(south)}],[{F(east)},{F(south)}],[{F(east)},{F(north)}],[{F(west)},{F(north)}],[{F(west)},{F(south)}]]]}},")
            .Append($"\"properties\":{{\"datetime\":\"{Iso(time)}\",\"title\":\"観測 {id} {time:yyyy-MM-dd}\",\"platform\":\"sentinel-2{"ab"[index % 2]}\",\"instruments\":[\"msi\"],\"gsd\":10,\"eo:cloud_cover\":{F(cloud)},")
            .Append($"\"proj:code\":\"EPSG:326{51 + (int)Math.Floor((west + .5 - 120) / 6)}\",\"proj:shape\":[10980,10980],\"view:sun_elevation\":{F(Rounded(20 + (50 * Uniform(4)), 3))},\"created\":\"{Iso(time.AddHours(6))}\"}},")
            .Append($"\"links\":[{{\"rel\":\"collection\",\"href\":\"../collections/{collection}\",\"type\":\"application/json\"}}],\"assets\":{{");
        for (int band = 0; band < Bands.Length; band++)
        {
            json.Append(band == 0 ? "" : ",").Append($"\"{Bands[band]}\":{{\"href\":\"https://example.org/{collection}/{time:yyyy/MM/dd}/{id}/{Bands[band]}.tif\",")
                .Append($"\"type\":\"image/tiff; application=geotiff; profile=cloud-optimized\",\"roles\":[\"data\"],\"title\":\"{Bands[band]}\",\"bands\":[{{\"name\":\"{Bands[band]}\"}}],\"gsd\":10,\"data_type\":\"uint16\",\"nodata\":0}}");
        }

        return (json.Append("}}").ToString(), new(id, west, south, east, north, time, cloud));
    }

    /// <summary>A query.</summary>
    public static (double[] Box, DateTime First, DateTime Last) Query(int index)
    {
        double west = Rounded(122.5 + (30 * Uniform(777, index, 0)), 5), south = Rounded(20.5 + (24 * Uniform(777, index, 1)), 5);
        DateTime first = Start.AddMonths((int)(Uniform(777, index, 2) * 60));
        return ([west, south, Rounded(west + .5, 5), Rounded(south + .5, 5)], first, first.AddMonths(1).AddSeconds(-1));
    }

    /// <summary>The query as the catalogue takes it.</summary>
    public static ItemSearch Search(int index)
    {
        (double[] box, DateTime first, DateTime last) = Query(index);
        return new ItemSearch
        {
            Box = box,
            Period = TimeInterval.ParseParameter($"{Iso(first)}/{Iso(last)}"),
            Filter = Cql2Json.Read("""{"op":"<","args":[{"property":"eo:cloud_cover"},20]}"""),
            SortBy = [new("datetime", IsDescending: true), new("id", IsDescending: false)],
            Limit = 10,
        };
    }

    /// <summary>The answer of a query by a plain scan.</summary>
    public static (int Matched, string[] First10) Expected(int index, ScannedItem[] items)
    {
        (double[] box, DateTime first, DateTime last) = Query(index);
        ScannedItem[] found = [.. items.Where(item => item.West <= box[2] && item.East >= box[0] && item.South <= box[3] && item.North >= box[1] && item.Time >= first && item.Time <= last && item.Cloud < 20)
            .OrderByDescending(item => item.Time).ThenBy(item => item.Id, StringComparer.Ordinal)];
        return (found.Length, [.. found.Take(10).Select(item => item.Id)]);
    }

    private static double Uniform(ulong seed, int index, int k) => (SplitMix((seed << 32) + ((ulong)index * 16) + (ulong)k) >> 11) / (double)(1UL << 53);

    private static ulong SplitMix(ulong state)
    {
        ulong z = state + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    // As Python rounds: the decimal digits of the number itself.
    private static double Rounded(double number, int digits) => double.Parse(number.ToString("F" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string F(double number) => number.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('.') ? text : text + ".0";

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What a plain scan compares.</summary>
internal readonly record struct ScannedItem(string Id, double West, double South, double East, double North, DateTime Time, double Cloud);
