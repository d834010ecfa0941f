using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mitoshi.Catalog.Search;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>Which assets of an item a request is about, and where they lie.</summary>
internal sealed partial class ItemScene
{
    private const int MostBandsShown = 16;

    private readonly StoredItem _item;
    private readonly JsonObject _assets;
    private readonly TileParameters _parameters;
    private readonly IReadOnlyList<string> _keys;

    private ItemScene(StoredItem item, JsonObject body, JsonObject assets, TileParameters parameters, IReadOnlyList<string> keys)
    {
        (_item, _assets, _parameters, _keys) = (item, assets, parameters, keys);
        Addresses = [.. keys.Select(AddressOf)];
        Render = keys.Count == 1 && parameters.Bands.Count == 0 && parameters.AssetBands.Count == 0 ? ItemRender.Of(body, keys[0]) : new ItemRender(null, []);
    }

    /// <summary>Path or URL of each asset.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>The description of the first asset.</summary>
    public JsonObject FirstAsset => (JsonObject)_assets[_keys[0]]!;

    /// <summary>How the item draws the chosen asset; nothing for several, or for other bands than its first.</summary>
    public ItemRender Render { get; }

    /// <summary>Fingerprint of the item: its classes and renders decide how it is drawn.</summary>
    public string Version => _item.ETag;

    /// <summary>Keys of the chosen assets.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Chooses the assets: those that are named, or that the expression names, or the first raster.</summary>
    /// <exception cref="MitoshiException"><c>asset.not_found</c>.</exception>
    public static ItemScene Of(StoredItem item, TileParameters parameters)
    {
        JsonObject body = JsonNode.Parse(item.Body.Span) as JsonObject ?? [], assets = body["assets"] as JsonObject ?? [];
        IReadOnlyList<string> keys = parameters.Assets;
        if (keys.Count == 0 && parameters.Options.Expression is { } expression && expression.BandNames.Any(name => !BandNumber().IsMatch(name)))
        {
            keys = [.. expression.BandNames.Select(name => AssetOf(name, assets)).Distinct()];
        }

        if (keys.Count == 0)
        {
            keys = Rasters(assets).Take(1).ToArray();
        }

        return keys.Count == 0 || keys.Any(key => !assets.ContainsKey(key)) ? throw NotFound(item, keys, assets) : new ItemScene(item, body, assets, parameters, keys);
    }

    /// <summary>Keys of the assets that are rasters, in the order of the item.</summary>
    public static IEnumerable<string> Rasters(JsonObject assets) => assets.Where(asset => asset.Value is JsonObject body && IsRaster(body)).Select(asset => asset.Key);

    /// <summary>Opens the assets.</summary>
    /// <param name="pool">Open rasters.</param>
    /// <param name="isAll">True for all bands of an asset (figures), false for one or three (pictures).</param>
    public OpenScene Open(DatasetPool pool, bool isAll = false)
    {
        List<DatasetLoan> loans = [];
        try
        {
            foreach (string address in Addresses)
            {
                loans.Add(pool.Borrow(address));
            }

            List<(BandOf Band, string Name)> chosen = [.. loans.SelectMany((loan, index) => BandsOf(loan.Dataset, _keys[index], isAll))];
            if (_parameters.Options.Expression is { } expression)
            {
                if (expression.BandNames.Count == 0)
                {
                    throw TileParameters.Bad("expression", expression.Text, "b1");
                }

                return new OpenScene(loans, [.. expression.BandNames.Select(name => Named(name, loans, chosen))], expression.Text.Split(';', StringSplitOptions.TrimEntries));
            }

            return new OpenScene(loans, [.. chosen.Select(band => band.Band)], [.. chosen.Select(band => band.Name)]);
        }
        catch
        {
            loans.ForEach(loan => loan.Dispose());
            throw;
        }
    }

    private IEnumerable<(BandOf Band, string Name)> BandsOf(TileDataset dataset, string key, bool isAll)
    {
        IReadOnlyList<int> numbers = _parameters.AssetBands.TryGetValue(key, out IReadOnlyList<int>? named) ? named
            : _parameters.Bands.Count > 0 ? _parameters.Bands
            : Default(dataset.File.Bands.Count, isAll);
        foreach (int number in numbers)
        {
            yield return number <= dataset.File.Bands.Count
                ? (new BandOf(dataset, number - 1), _keys.Count > 1 ? $"{key}_b{number}" : $"b{number}")
                : throw TileParameters.Bad("bidx", $"{number}", $"1 … {dataset.File.Bands.Count}");
        }
    }

    // Without a choice a picture takes red, green and blue, or one band; figures and expressions take all.
    private int[] Default(int count, bool isAll)
        => isAll || _parameters.Options.Expression is not null ? [.. Enumerable.Range(1, Math.Min(count, MostBandsShown))] : count >= 3 && _keys.Count == 1 ? [1, 2, 3] : [1];

    // b2 is the second of the chosen bands; B08 the first band of that asset; B08_b2 its second.
    private BandOf Named(string name, List<DatasetLoan> loans, List<(BandOf Band, string Name)> chosen)
    {
        if (BandNumber().Match(name) is { Success: true } match)
        {
            int number = TileParameters.Whole("expression", match.Groups[1].Value, 1, int.MaxValue);
            return number <= chosen.Count ? chosen[number - 1].Band : throw TileParameters.Bad("expression", name, string.Join(", ", chosen.Select((_, i) => $"b{i + 1}")));
        }

        string key = AssetOf(name, _assets);
        int index = _keys.ToList().IndexOf(key), band = key == name ? 1 : TileParameters.Whole("expression", name[(key.Length + 2)..], 1, 65_535);
        return index >= 0 && band <= loans[index].Dataset.File.Bands.Count ? new BandOf(loans[index].Dataset, band - 1) : throw TileParameters.Bad("expression", name, string.Join(", ", _keys));
    }

    private static string AssetOf(string name, JsonObject assets)
        => assets.ContainsKey(name) ? name
            : BandOfAsset().Match(name) is { Success: true } match && assets.ContainsKey(match.Groups[1].Value) ? match.Groups[1].Value
            : throw TileParameters.Bad("expression", name, string.Join(", ", Rasters(assets)));

    private string AddressOf(string key)
    {
        if (_item.Files.TryGetValue(key, out string? path))
        {
            return path;
        }

        string href = (string?)_assets[key]!["href"] ?? "";
        return Uri.TryCreate(href, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? href : throw NotFound(_item, [key], _assets);
    }

    private static bool IsRaster(JsonObject asset)
    {
        string type = asset["type"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? (string)value! : "", href = asset["href"] is JsonValue address && address.GetValueKind() == JsonValueKind.String ? (string)address! : "";
        bool isSideFile = asset["roles"] is JsonArray roles && roles.Any(role => role is JsonValue word && word.GetValueKind() == JsonValueKind.String && (string)word! is "thumbnail" or "metadata" or "overview");
        return !isSideFile && (type.StartsWith("image/tiff", StringComparison.Ordinal) || type is "image/jp2" or "application/x-hdf" or "application/x-hdf5" or "application/netcdf" or "application/x-netcdf"
            || (type.Length == 0 && RasterEnding().IsMatch(href)));
    }

    private static MitoshiException NotFound(StoredItem item, IReadOnlyList<string> keys, JsonObject assets) => new("asset.not_found",
        found: (keys.Count == 0 ? $"item {item.Id} has no raster" : $"item {item.Id} has no raster \"{string.Join(", ", keys)}\" that can be read from here", keys.Count == 0 ? $"アイテム {item.Id} にラスターがありません" : $"アイテム {item.Id} に、ここから読めるラスター「{string.Join(", ", keys)}」がありません"),
        expected: (string.Join(", ", Rasters(assets).DefaultIfEmpty("an item with a raster")), string.Join(", ", Rasters(assets).DefaultIfEmpty("ラスターのあるアイテム"))),
        remedy: ("Choose with assets=", "assets= で選んでください"));

    [GeneratedRegex("^b([0-9]{1,5})$")]
    private static partial Regex BandNumber();

    [GeneratedRegex("^(.+)_b[0-9]{1,5}$")]
    private static partial Regex BandOfAsset();

    [GeneratedRegex("\\.(tiff?|jp2|nc|h5|hdf5?)$", RegexOptions.IgnoreCase)]
    private static partial Regex RasterEnding();
}

/// <summary>Bands that are open while a picture is made.</summary>
/// <param name="Loans">The rasters.</param>
/// <param name="Bands">In the order that the expression names them, or as chosen.</param>
/// <param name="Names">Names of the results.</param>
internal sealed record OpenScene(IReadOnlyList<DatasetLoan> Loans, IReadOnlyList<BandOf> Bands, IReadOnlyList<string> Names) : IDisposable
{
    public void Dispose()
    {
        foreach (DatasetLoan loan in Loans)
        {
            loan.Dispose();
        }
    }
}
