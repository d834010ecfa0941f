using Mitoshi.Raster;

namespace Mitoshi.Tiles;

/// <summary>What a picture shows and how; everything that its bytes depend on besides the data and the place.</summary>
public sealed record PictureOptions
{
    /// <summary>Arithmetic over the bands, or null to show them as they are.</summary>
    public Expression? Expression { get; init; }

    /// <summary>One for all shown bands, or one for each; empty lets the data decide (2nd to 98th percentile).</summary>
    public IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <summary>Colours for one shown band; null for grey.</summary>
    public ColourMap? Colours { get; init; }

    /// <summary>Colours of single values (classes), before <see cref="Colours"/>.</summary>
    public IReadOnlyList<ValueColour> Classes { get; init; } = [];

    /// <summary>Heights as colours, or null.</summary>
    public TerrainCode? Terrain { get; init; }

    /// <summary>Shade of heights, or null.</summary>
    public Hillshade? Hillshade { get; init; }

    /// <summary>How pixels are made.</summary>
    public Resampling Resampling { get; init; } = Resampling.Bilinear;

    /// <summary>True for stored × scale + offset, false for numbers as stored.</summary>
    public bool IsPhysical { get; init; }

    /// <summary>Shows only what lies inside of this area (longitude and latitude); null for all.</summary>
    public Polygon? Inside { get; init; }

    /// <summary>File format; null for JPEG when the picture is full and shows no coded colours, else PNG.</summary>
    public PictureFormat? Format { get; init; }
}
