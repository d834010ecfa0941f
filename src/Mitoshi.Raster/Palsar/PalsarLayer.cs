namespace Mitoshi.Raster;

/// <summary>The five layers of a mosaic tile.</summary>
public enum PalsarLayer
{
    /// <summary>HH amplitude as digital number, uint16.</summary>
    Hh,

    /// <summary>HV amplitude as digital number, uint16.</summary>
    Hv,

    /// <summary>Local incidence angle in degrees, uint8.</summary>
    Incidence,

    /// <summary>Days since the launch, uint16.</summary>
    Date,

    /// <summary>Land, ocean, layover, shadow or no data, uint8.</summary>
    Mask,
}
