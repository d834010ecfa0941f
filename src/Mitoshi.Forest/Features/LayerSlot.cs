using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>
/// A place that layers of a cube fill, without their exact dates: two areas, or two years, fill the same slots, so a model that was trained on one
/// can be applied to the other. Several layers in one slot are averaged.
/// </summary>
/// <param name="Role">What the layers are.</param>
/// <param name="Band">Name within the role.</param>
/// <param name="Orbit"><c>ascending</c>, <c>descending</c>, or empty.</param>
/// <param name="Month">1 to 12, or null for layers whose month is not known or does not matter.</param>
public sealed record LayerSlot(LayerRole Role, string Band, string Orbit = "", int? Month = null)
{
    /// <summary>Name of the band of cloud probability among those of Sentinel-2.</summary>
    public const string CloudBand = "CLD";

    /// <summary>True for backscatter: linear power in the cube, averaged and filtered as power, decibels as a feature.</summary>
    public bool IsPower => Role == LayerRole.Sentinel1 || (Role == LayerRole.Palsar && Band is "HH" or "HV");

    /// <summary>True for reflectance.</summary>
    public bool IsOptical => Role is LayerRole.Sentinel2 or LayerRole.Landsat;

    /// <summary>True for a band of cloud probability: it tells clouds, haze and snow apart from the ground, and is no reflectance.</summary>
    public bool IsCloud => Role == LayerRole.Sentinel2 && Band == CloudBand;

    /// <summary>True for class codes.</summary>
    public bool IsClass => Role is LayerRole.LandCover or LayerRole.Species;

    /// <summary>The slot that a layer fills.</summary>
    public static LayerSlot Of(CubeLayer layer) => new(layer.Role, layer.Band, layer.Orbit, HasSeasons(layer.Role) ? MonthOf(layer) : null);

    /// <summary>True when the layer fills this slot; a slot without month takes every month.</summary>
    public bool Fits(CubeLayer layer) => layer.Role == Role && layer.Band == Band && layer.Orbit == Orbit && (Month is null || Month == MonthOf(layer));

    /// <summary>Short name: <c>s1_VH_asc_m06</c>.</summary>
    public string Name
    {
        get
        {
            string role = Role switch
            {
                LayerRole.Sentinel1 => "s1", LayerRole.Sentinel2 => "s2", LayerRole.Landsat => "ls", LayerRole.Palsar => "palsar", LayerRole.Elevation => "elevation",
                LayerRole.LandCover => "cover", LayerRole.Species => "species", LayerRole.CanopyHeight => "height", _ => "other",
            };
            return string.Join('_', new[] { role, Band, Orbit.Length > 3 ? Orbit[..3] : Orbit, Month is { } month ? $"m{month:00}" : "" }.Where(part => part.Length > 0));
        }
    }

    private static bool HasSeasons(LayerRole role) => role is LayerRole.Sentinel1 or LayerRole.Sentinel2 or LayerRole.Landsat;

    private static int? MonthOf(CubeLayer layer) => layer.Date?.Month ?? layer.Month;
}
