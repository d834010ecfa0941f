namespace Mitoshi.Raster;

/// <summary>Applies a mask to the bands of a scene.</summary>
public static class MaskedValues
{
    /// <summary>Writes NaN wherever a pixel is rejected.</summary>
    /// <param name="rejected">1 for each pixel to reject, length n.</param>
    /// <param name="values">n values of one band, changed in place.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void Apply(ReadOnlySpan<byte> rejected, Span<float> values)
    {
        Require.SameLength(rejected.Length, values.Length, nameof(values));
        for (int i = 0; i < rejected.Length; i++)
        {
            values[i] = rejected[i] == 0 ? values[i] : float.NaN;
        }
    }
}
