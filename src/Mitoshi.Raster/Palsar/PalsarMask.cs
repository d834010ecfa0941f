namespace Mitoshi.Raster;

/// <summary>The mask layer of the PALSAR and PALSAR-2 mosaics.</summary>
/// <remarks>Source: JAXA's metadata of the mosaic tiles (CARD4L-NRB 5.0, element DataMask).</remarks>
public static class PalsarMask
{
    /// <summary>No acquisition.</summary>
    public const byte NoData = 0;

    /// <summary>Ocean and large water.</summary>
    public const byte Ocean = 50;

    /// <summary>Radar layover: slopes that fold over each other.</summary>
    public const byte Layover = 100;

    /// <summary>Radar shadow.</summary>
    public const byte Shadow = 150;

    /// <summary>Valid land.</summary>
    public const byte Land = 255;

    /// <summary>Makes values missing wherever the mask does not say land (or ocean, when that is kept).</summary>
    /// <param name="mask">The mask layer, length n. A value that JAXA does not define counts as not usable.</param>
    /// <param name="keepOcean">True to keep water as well.</param>
    /// <param name="values">n values of any layer on the same grid; NaN is written where the mask rejects.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Apply(ReadOnlySpan<byte> mask, bool keepOcean, Span<float> values)
    {
        Require.SameLength(mask.Length, values.Length, nameof(values));
        byte second = keepOcean ? Ocean : Land;
        for (int i = 0; i < mask.Length; i++)
        {
            values[i] = mask[i] == Land || mask[i] == second ? values[i] : float.NaN;
        }
    }
}
