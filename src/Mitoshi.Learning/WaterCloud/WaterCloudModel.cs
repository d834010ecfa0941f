namespace Mitoshi.Learning;

/// <summary>
/// The water-cloud model: backscatter of a forest as ground seen through, and covered by, a cloud of leaves and branches,
/// <c>g = g_gr e^(-bV) + g_veg (1 - e^(-bV))</c> (Attema &amp; Ulaby 1978, doi:10.1029/RS013i002p00357; Santoro et al. 2011, doi:10.1016/j.rse.2010.09.018).
/// All backscatter is linear power, never decibels.
/// </summary>
/// <param name="GroundPower">g_gr: backscatter without trees, linear power.</param>
/// <param name="VegetationPower">g_veg: backscatter of a forest that hides the ground, linear power.</param>
/// <param name="Decay">b: per unit of V, above 0. V is stem volume (m³/ha) or biomass (Mg/ha), as it was fitted.</param>
public sealed record WaterCloudModel(double GroundPower, double VegetationPower, double Decay)
{
    /// <summary>|g_veg - g_gr| in decibels: how much the date tells, and its weight among dates.</summary>
    public double ContrastDecibels => Math.Abs(10 * Math.Log10(VegetationPower / GroundPower));

    /// <summary>Backscatter (linear power) of a forest of V.</summary>
    public double Power(double volume)
    {
        double gap = Math.Exp(-Decay * volume);
        return (GroundPower * gap) + (VegetationPower * (1 - gap));
    }

    /// <summary>V of a backscatter: <c>V = -(1/b) ln((g - g_veg) / (g_gr - g_veg))</c>; 0 beyond the ground, <paramref name="volumeMax"/> beyond the vegetation or above it.</summary>
    /// <param name="power">Backscatter, linear power; NaN gives NaN.</param>
    /// <param name="volumeMax">Largest V that may come out, in the unit of the fit.</param>
    public double Volume(double power, double volumeMax)
    {
        double gap = (power - VegetationPower) / (GroundPower - VegetationPower);
        return double.IsNaN(gap) ? double.NaN
            : gap >= 1 ? 0
            : gap <= 0 ? volumeMax
            : Math.Min(volumeMax, -Math.Log(gap) / Decay);
    }

    /// <summary>Several dates of one pixel: the mean of their volumes weighted by their contrasts in decibels; NaN when no date has data.</summary>
    public static double Volume(ReadOnlySpan<WaterCloudModel> models, ReadOnlySpan<double> powers, double volumeMax)
    {
        Require.SameLength(models.Length, powers.Length, nameof(powers));
        double sum = 0, weights = 0;
        for (int date = 0; date < models.Length; date++)
        {
            double volume = models[date].Volume(powers[date], volumeMax), weight = models[date].ContrastDecibels;
            if (!double.IsNaN(volume))
            {
                sum += weight * volume;
                weights += weight;
            }
        }

        return weights > 0 ? sum / weights : double.NaN;
    }
}
