namespace Mitoshi.Raster;

/// <summary>The bits of QA_PIXEL of Landsat Collection 2.</summary>
/// <remarks>Source: USGS, Landsat Collection 2 quality assessment bands. Bits 8 to 15 hold confidences and are not read here.</remarks>
[Flags]
public enum LandsatQuality
{
    /// <summary>Nothing set.</summary>
    None = 0,

    /// <summary>Bit 0: fill.</summary>
    Fill = 1 << 0,

    /// <summary>Bit 1: dilated cloud.</summary>
    DilatedCloud = 1 << 1,

    /// <summary>Bit 2: cirrus, high confidence.</summary>
    Cirrus = 1 << 2,

    /// <summary>Bit 3: cloud, high confidence.</summary>
    Cloud = 1 << 3,

    /// <summary>Bit 4: cloud shadow, high confidence.</summary>
    CloudShadow = 1 << 4,

    /// <summary>Bit 5: snow, high confidence.</summary>
    Snow = 1 << 5,

    /// <summary>Bit 6: clear.</summary>
    Clear = 1 << 6,

    /// <summary>Bit 7: water.</summary>
    Water = 1 << 7,

    /// <summary>What is masked by default: bits 0 to 5.</summary>
    Masked = Fill | DilatedCloud | Cirrus | Cloud | CloudShadow | Snow,
}
