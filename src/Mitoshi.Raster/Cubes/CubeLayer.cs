namespace Mitoshi.Raster.Cubes;

/// <summary>What a layer is used as; it fixes the unit of its values.</summary>
public enum LayerRole
{
    /// <summary>Sentinel-1 backscatter: linear gamma-nought power.</summary>
    Sentinel1,

    /// <summary>Sentinel-2 surface reflectance, 0 to 1; NaN under clouds.</summary>
    Sentinel2,

    /// <summary>Landsat surface reflectance, 0 to 1; NaN under clouds.</summary>
    Landsat,

    /// <summary>PALSAR or PALSAR-2 mosaic: linear gamma-nought power; bands HH, HV, incidence (degrees), days.</summary>
    Palsar,

    /// <summary>Ground elevation in metres.</summary>
    Elevation,

    /// <summary>Land cover: class codes.</summary>
    LandCover,

    /// <summary>Tree species: class codes.</summary>
    Species,

    /// <summary>Canopy height in metres.</summary>
    CanopyHeight,

    /// <summary>A number that the user declares.</summary>
    Other,
}

/// <summary>A layer of a cube: one band of something at one time, aligned to the cube's grid.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Band">Name within the role: <c>B8A</c>, <c>VH</c>, <c>HV</c>.</param>
/// <param name="Date">Day of acquisition, where it is known.</param>
/// <param name="Month">1 to 12, where at least the month is known.</param>
/// <param name="Orbit"><c>ascending</c>, <c>descending</c>, or empty.</param>
public sealed record CubeLayer(LayerRole Role, string Band, DateOnly? Date = null, int? Month = null, string Orbit = "")
{
    /// <summary>True when the values are codes: never averaged, never interpolated.</summary>
    public bool IsClass => Role is LayerRole.LandCover or LayerRole.Species;

    /// <summary>A name that is unique within a cube and the same on every machine.</summary>
    public string Name => string.Join('_', new[] { Role.ToString().ToLowerInvariant(), Band, Orbit, Date?.ToString("yyyyMMdd") ?? (Month is { } month ? $"m{month:00}" : "") }
        .Where(part => part.Length > 0));
}
