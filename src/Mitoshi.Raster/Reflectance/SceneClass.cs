namespace Mitoshi.Raster;

/// <summary>The scene classification (SCL) of Sentinel-2 L2A.</summary>
/// <remarks>Source: ESA, Sentinel-2 L2A algorithm theoretical basis document, scene classification.</remarks>
public enum SceneClass
{
    /// <summary>No data.</summary>
    NoData = 0,

    /// <summary>Saturated or defective.</summary>
    SaturatedOrDefective = 1,

    /// <summary>Dark area or topographic shadow.</summary>
    DarkArea = 2,

    /// <summary>Cloud shadow.</summary>
    CloudShadow = 3,

    /// <summary>Vegetation.</summary>
    Vegetation = 4,

    /// <summary>Not vegetated.</summary>
    Bare = 5,

    /// <summary>Water.</summary>
    Water = 6,

    /// <summary>Unclassified.</summary>
    Unclassified = 7,

    /// <summary>Cloud, medium probability.</summary>
    CloudMedium = 8,

    /// <summary>Cloud, high probability.</summary>
    CloudHigh = 9,

    /// <summary>Thin cirrus.</summary>
    ThinCirrus = 10,

    /// <summary>Snow or ice.</summary>
    Snow = 11,
}
