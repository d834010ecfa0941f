namespace Mitoshi.Raster;

/// <summary>value = gain x DN + offset.</summary>
/// <param name="Gain">Per digital number.</param>
/// <param name="Offset">At digital number 0.</param>
public readonly record struct LinearScale(double Gain, double Offset)
{
    /// <summary>Scales digital numbers.</summary>
    /// <param name="digitalNumbers">Length n.</param>
    /// <param name="fillNumber">The number that marks no data; NaN always does.</param>
    /// <param name="values">Receives n values, NaN where there is no data. May be the same memory as <paramref name="digitalNumbers"/>.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public void Apply(ReadOnlySpan<float> digitalNumbers, float fillNumber, Span<float> values)
    {
        Require.SameLength(digitalNumbers.Length, values.Length, nameof(values));
        for (int i = 0; i < digitalNumbers.Length; i++)
        {
            values[i] = digitalNumbers[i] == fillNumber ? float.NaN : (float)((digitalNumbers[i] * Gain) + Offset);
        }
    }
}
