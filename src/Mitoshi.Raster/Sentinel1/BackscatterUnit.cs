namespace Mitoshi.Raster;

/// <summary>What the numbers of a Sentinel-1 layer are. It is declared for each input and never guessed from the values.</summary>
public enum BackscatterUnit
{
    /// <summary>Linear power.</summary>
    Power,

    /// <summary>Decibels.</summary>
    Decibels,
}
