namespace Mitoshi.Gdal;

/// <summary>What a file says about one of its bands.</summary>
/// <param name="Index">From 0 (GDAL counts from 1).</param>
/// <param name="Type">How it is stored.</param>
public sealed record RasterBand(int Index, PixelType Type)
{
    /// <summary>The stored number that means "no data", or null.</summary>
    public double? NoData { get; init; }

    /// <summary>Physical value = stored number × scale + offset. 1 when the file has none.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>See <see cref="Scale"/>. 0 when the file has none.</summary>
    public double Offset { get; init; }

    /// <summary>Name or description; empty when the file has none.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Unit of the physical value; empty when the file has none.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>GDAL's word: <c>Gray</c>, <c>Red</c>, <c>Palette</c>, <c>Alpha</c>, <c>Undefined</c>.</summary>
    public string ColorInterpretation { get; init; } = "Undefined";

    /// <summary>Colours of a palette as red, green, blue, alpha (0 to 255); empty without one.</summary>
    public IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Palette { get; init; } = [];

    /// <summary>Names of classes, the n-th for number n; empty without any.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Key and text, in ordinal order of key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns of a block as stored.</summary>
    public int BlockColumns { get; init; }

    /// <summary>Rows of a block as stored.</summary>
    public int BlockRows { get; init; }

    /// <summary>Number of overviews (reduced copies).</summary>
    public int OverviewCount { get; init; }

    /// <summary>True when a mask or an alpha band says which pixels count.</summary>
    public bool HasMask { get; init; }
}
