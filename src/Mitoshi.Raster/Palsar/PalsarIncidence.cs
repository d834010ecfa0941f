namespace Mitoshi.Raster;

/// <summary>The local incidence layer of the mosaics: the angle between the beam and the normal of the slope.</summary>
public static class PalsarIncidence
{
    /// <summary>Whole degrees to radians.</summary>
    /// <param name="degrees">Local incidence angle in degrees, length n; 0 and 1 mark no data.</param>
    /// <param name="incidenceRadians">Receives n values, NaN where there is none.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void ToRadians(ReadOnlySpan<byte> degrees, Span<float> incidenceRadians)
    {
        Require.SameLength(degrees.Length, incidenceRadians.Length, nameof(incidenceRadians));
        for (int i = 0; i < degrees.Length; i++)
        {
            incidenceRadians[i] = degrees[i] <= PalsarCalibration.LastMissingNumber ? float.NaN : degrees[i] * (MathF.PI / 180);
        }
    }
}
