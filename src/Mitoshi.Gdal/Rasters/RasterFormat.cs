namespace Mitoshi.Gdal;

/// <summary>How <see cref="RasterWriter"/> stores a GeoTIFF.</summary>
/// <param name="Type">Type of every band.</param>
/// <param name="BandCount">Number of bands.</param>
public sealed record RasterFormat(PixelType Type, int BandCount)
{
    /// <summary>The stored number for "no data"; null for none. NaN suits floating point.</summary>
    public double? NoData { get; init; }

    /// <summary><c>DEFLATE</c>, <c>ZSTD</c>, <c>LZW</c> or <c>NONE</c>.</summary>
    public string Compression { get; init; } = "DEFLATE";

    /// <summary>Level of DEFLATE (1 to 9) or ZSTD (1 to 22).</summary>
    public int Level { get; init; } = 6;

    /// <summary>True to store differences of neighbours, which compress better.</summary>
    public bool UsesPredictor { get; init; } = true;

    /// <summary>Edge of a tile in pixels, a multiple of 16; 0 for strips.</summary>
    public int TileSize { get; init; } = 512;

    /// <summary>Names of the bands; none, or one for each.</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];

    /// <summary>Unit of every band.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>Unit of each band, before <see cref="Unit"/>; none, or one for each.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Metadata of each band; none, or one for each.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> BandMetadata { get; init; } = [];

    /// <summary>Physical value = stored number × scale + offset.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>See <see cref="Scale"/>.</summary>
    public double Offset { get; init; }

    /// <summary>Metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    internal IReadOnlyList<string> CreationOptions()
    {
        List<string> options = ["BIGTIFF=IF_SAFER", $"COMPRESS={Compression}", "INTERLEAVE=BAND"];
        if (TileSize > 0)
        {
            options.AddRange(["TILED=YES", $"BLOCKXSIZE={TileSize}", $"BLOCKYSIZE={TileSize}"]);
        }

        if (UsesPredictor && Compression != "NONE")
        {
            options.Add($"PREDICTOR={(Type.IsFloatingPoint() ? 3 : 2)}");
        }

        if (Compression == "DEFLATE")
        {
            options.Add($"ZLEVEL={Level}");
        }

        if (Compression == "ZSTD")
        {
            options.Add($"ZSTD_LEVEL={Level}");
        }

        return options;
    }
}
