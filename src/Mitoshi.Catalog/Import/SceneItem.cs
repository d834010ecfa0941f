using System.Globalization;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Catalog.Stac;
using Mitoshi.Gdal;

namespace Mitoshi.Catalog.Import;

/// <summary>Makes a STAC item from a draft: grid, bands and footprint from the headers of its files, size and checksum of each.</summary>
internal static class SceneItem
{
    private const string Projection = "https://stac-extensions.github.io/projection/v2.0.0/schema.json", File = "https://stac-extensions.github.io/file/v2.1.0/schema.json";

    /// <param name="draft">What the names say.</param>
    /// <param name="datetime">Time for scenes that have none, or null.</param>
    /// <param name="hasChecksums">True to read every file for its SHA-256.</param>
    /// <exception cref="MitoshiException">import.no_time, raster.…</exception>
    public static JsonObject Of(SceneDraft draft, string? datetime, bool hasChecksums)
    {
        JsonObject properties = draft.Properties.DeepClone().AsObject(), assets = [];
        Footprint? footprint = null;
        bool mayHaveTime = !properties.ContainsKey("start_datetime");
        foreach ((string key, string path) in draft.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            (RasterHeader? header, RasterContainer? container) = HeaderOf(path, isAlone: draft.Files.Count == 1 && draft.Outline is null);
            assets[key] = Asset(path, header, container, hasChecksums);
            properties["datetime"] ??= mayHaveTime && (header?.Metadata ?? container?.Metadata) is { } metadata && TimeOf(metadata) is { } time ? time : null;
            if (header is null)
            {
                footprint ??= container is null ? null : BoundsOf(container.Metadata);
                continue;
            }

            if (footprint is null && header is { Crs: { IsLocal: false } crs, Transform: { } transform })
            {
                Grid grid = new(crs, transform, header.Width, header.Height);
                footprint = Footprint.Of(grid);
                SetGrid(properties, grid);
            }
        }

        footprint = draft.Outline is { } outline ? Footprint.OfOutline(outline) : footprint;
        if (properties["datetime"] is null && !properties.ContainsKey("start_datetime"))
        {
            properties["datetime"] = datetime ?? throw new MitoshiException("import.no_time",
                found: ($"{draft.Files.Values.First()} has no time in its header or name", $"{draft.Files.Values.First()} のヘッダーにも名前にも日時がありません"),
                expected: ("a date such as 20240609 in the name, TIFFTAG_DATETIME in the header, or --datetime", "名前に 20240609 のような日付、ヘッダーの TIFFTAG_DATETIME、または --datetime"),
                remedy: ("Say when it was observed: mitoshi catalog add FILE --datetime 2024-06-09T00:00:00Z", "観測日時を指定してください: mitoshi catalog add FILE --datetime 2024-06-09T00:00:00Z"));
        }

        JsonObject item = new()
        {
            ["type"] = "Feature", ["stac_version"] = "1.1.0", ["stac_extensions"] = new JsonArray([.. draft.Extensions.Append(File).Concat(properties.ContainsKey("proj:shape") ? [Projection] : Array.Empty<string>()).Select(uri => (JsonNode)uri)]),
            ["id"] = draft.Id, ["collection"] = draft.Collection, ["geometry"] = footprint?.Geometry(),
        };
        if (footprint is not null)
        {
            item["bbox"] = footprint.Box();
        }

        item["properties"] = properties;
        item["links"] = new JsonArray();
        item["assets"] = assets;
        return item;
    }

    private static (RasterHeader? Header, RasterContainer? Container) HeaderOf(string path, bool isAlone)
    {
        try
        {
            using RasterFile raster = RasterFile.Open(path, Crs.Local);
            return (raster.Header, null);
        }
        catch (MitoshiException error) when (error.Code == "raster.no_bands" && RasterContainer.Open(path) is { Subdatasets.Count: > 0 } container)
        {
            return (null, container);
        }
        catch (MitoshiException) when (!isAlone)
        {
            // A text or a file that GDAL cannot read is an asset all the same; of a scene of one raster it is the error.
            return (null, null);
        }
    }

    // The bounds that files of climate and weather say of themselves (Attribute Convention for Data Discovery 1.3).
    private static Footprint? BoundsOf(IReadOnlyDictionary<string, string> metadata)
    {
        double[] bounds = [.. ((string[])["lon_min", "lat_min", "lon_max", "lat_max"]).Select(name => metadata.TryGetValue("NC_GLOBAL#geospatial_" + name, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees) ? degrees : double.NaN)];
        bool isGood = bounds is [>= -180 and <= 180, >= -90 and <= 90, >= -180 and <= 180, >= -90 and <= 90] && bounds[0] < bounds[2] && bounds[1] < bounds[3];
        return isGood ? Footprint.OfOutline([(bounds[0], bounds[1]), (bounds[2], bounds[1]), (bounds[2], bounds[3]), (bounds[0], bounds[3])]) : null;
    }

    // "2024:06:09 01:02:03", as TIFF writes it, or what netCDF and HDF5 products write.
    private static string? TimeOf(IReadOnlyDictionary<string, string> metadata)
    {
        foreach (string key in (string[])["TIFFTAG_DATETIME", "ACQUISITION_DATE", "time_coverage_start", "NC_GLOBAL#time_coverage_start", "DATETIME"])
        {
            if (metadata.TryGetValue(key, out string? text) && DateTime.TryParseExact(text.TrimEnd('Z'), ["yyyy:MM:dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time))
            {
                return time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static void SetGrid(JsonObject properties, Grid grid)
    {
        AffineTransform t = grid.Transform;
        properties["proj:shape"] = new JsonArray(grid.Height, grid.Width);
        properties["proj:transform"] = new JsonArray(t.ColumnX, t.RowX, t.OriginX, t.ColumnY, t.RowY, t.OriginY);
        properties["proj:code"] = grid.Crs.EpsgCode is { } code ? $"EPSG:{code}" : null;
        // Older readers, GDAL 3.6 among them, know proj:epsg and proj:wkt2 but not proj:code.
        properties["proj:wkt2"] = SpatialReference.ToWkt(grid.Crs);
    }

    private static JsonObject Asset(string path, RasterHeader? header, RasterContainer? container, bool hasChecksums)
    {
        JsonObject asset = new() { ["href"] = path, ["type"] = MediaType(path, header), ["title"] = Path.GetFileName(path), ["roles"] = new JsonArray(header is null && container is null && !IsData(path) ? "metadata" : "data"), ["file:size"] = new FileInfo(path).Length };
        if (hasChecksums)
        {
            asset["file:checksum"] = FileChecksum.Of(path).Multihash;
        }

        if (container is not null)
        {
            // Named by its place in the file: HDF5:"a.h5"://Image_data/NDVI.
            asset["bands"] = new JsonArray([.. container.Subdatasets.Take(500).Select(name => (JsonNode)new JsonObject { ["name"] = name[(name.LastIndexOfAny(['/', ':']) + 1)..] })]);
        }

        if (header is not null)
        {
            asset["bands"] = new JsonArray([.. header.Bands.Take(500).Select(Band)]);
        }

        return asset;
    }

    // Data without a header of its own: CEOS images, binary grids.
    private static bool IsData(string path) => Path.GetExtension(path) is ".gz" or ".dat" or ".h5" or ".jp2" or ".tif" or ".tiff" || Path.GetFileName(path).StartsWith("IMG-", StringComparison.Ordinal);

    private static JsonObject Band(RasterBand band)
    {
        JsonObject json = new() { ["name"] = band.Description.Length > 0 ? band.Description : $"b{band.Index + 1}", ["data_type"] = band.Type.ToString().ToLowerInvariant() switch { "byte" => "uint8", "float" => "float32", "double" => "float64", var name => name } };
        if (band.NoData is { } noData)
        {
            json["nodata"] = double.IsFinite(noData) ? noData : noData.ToString(CultureInfo.InvariantCulture) switch { "NaN" => "nan", "Infinity" => "inf", _ => "-inf" };
        }

        if (band.Unit.Length > 0)
        {
            json["unit"] = band.Unit;
        }

        return json;
    }

    private static string MediaType(string path, RasterHeader? header) => (header?.Format, Path.GetExtension(path).ToLowerInvariant()) switch
    {
        ("GTiff", _) => header!.Bands[0].OverviewCount > 0 && header.Bands[0].BlockColumns < header.Width ? ProductAsset.Cog : "image/tiff; application=geotiff",
        (_, ".jp2") => "image/jp2", (_, ".nc") => "application/netcdf", (_, ".h5" or ".hdf5" or ".he5" or ".hdf") => "application/x-hdf5", (_, ".xml") => "application/xml", (_, ".txt") => "text/plain", (_, ".json") => "application/json", (_, ".gz") => "application/gzip",
        _ => "application/octet-stream",
    };
}
