namespace Mitoshi.Raster;

/// <summary>A test of a cloud probability layer (s2cloudless).</summary>
/// <param name="SmallestPercent">Masked from this probability on, in percent.</param>
/// <remarks>Source: Zupanc 2017, s2cloudless, whose authors mask from 40 %. Values above 100 (255 is often no data) are masked too.</remarks>
public readonly record struct CloudProbability(byte SmallestPercent = CloudProbability.DefaultPercent) : IPixelTest
{
    /// <summary>The probability from which on a pixel is masked by default.</summary>
    public const byte DefaultPercent = 40;

    /// <inheritdoc/>
    public bool Holds(byte value) => value >= SmallestPercent;
}
