using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>How a Cloud Optimized GeoTIFF stores its bands. Stored number = (value - offset) / scale, rounded to even for integers and clamped to their range.</summary>
/// <param name="Type">Type of every band.</param>
/// <param name="NoData">The number that stands for NaN.</param>
public sealed record CogFormat(PixelType Type, double NoData)
{
    /// <summary>Single precision, NaN where there is no data.</summary>
    public static CogFormat Float32 { get; } = new(PixelType.Float32, double.NaN);

    /// <summary>Integers from -32,767 to 32,767, -32,768 where there is no data.</summary>
    public static CogFormat Int16 { get; } = new(PixelType.Int16, short.MinValue);

    /// <summary>Classes from 0 to 254, 255 where there is no data.</summary>
    public static CogFormat Classes { get; } = new(PixelType.UInt8, byte.MaxValue) { Overviews = OverviewRule.Mode };

    /// <summary>See the summary of the record.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>See the summary of the record.</summary>
    public double Offset { get; init; }

    /// <summary>Compression of the tiles.</summary>
    public TileCompression Compression { get; init; } = TileCompression.Deflate;

    /// <summary>Level of the compression.</summary>
    public int Level { get; init; } = 6;

    /// <summary>Edge of a tile in pixels, a multiple of 16.</summary>
    public int TileSize { get; init; } = 512;

    /// <summary>How the reduced copies are made.</summary>
    public OverviewRule Overviews { get; init; } = OverviewRule.Average;

    /// <summary>Key and text for the file's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    // Differences help a compressor and nobody else: readers refuse them in tiles that are not packed.
    internal bool UsesPredictor => Compression != TileCompression.None;

    /// <inheritdoc/>
    public override string ToString()
        => $"{Type} {NoData} {Scale} {Offset} {Compression} {Level} {TileSize} {Overviews} {string.Join(',', Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))}";
}
