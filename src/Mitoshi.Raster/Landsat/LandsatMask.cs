namespace Mitoshi.Raster;

/// <summary>Masks pixels by QA_PIXEL.</summary>
public static class LandsatMask
{
    /// <summary>Writes 1 where any of the bits is set; other pixels keep what they hold.</summary>
    /// <param name="quality">QA_PIXEL, length n.</param>
    /// <param name="masked">The bits that reject a pixel; <see cref="LandsatQuality.Masked"/> by default in projects.</param>
    /// <param name="rejected">One byte for each pixel.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Reject(ReadOnlySpan<ushort> quality, LandsatQuality masked, Span<byte> rejected)
    {
        Require.SameLength(quality.Length, rejected.Length, nameof(rejected));
        for (int i = 0; i < quality.Length; i++)
        {
            rejected[i] |= (quality[i] & (int)masked) != 0 ? (byte)1 : (byte)0;
        }
    }
}
