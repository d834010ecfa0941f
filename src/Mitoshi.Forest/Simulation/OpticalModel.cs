namespace Mitoshi.Forest.Simulation;

/// <summary>Expected surface reflectance of the ten Sentinel-2 bands B2 B3 B4 B5 B6 B7 B8 B8A B11 B12.</summary>
/// <remarks>
/// A mixture of canopy and ground by cover, 1 - e^(-AGB / 55), which is closed from about 150 Mg/ha on; taller canopies hold more shadow. So the optical bands
/// follow biomass through the young stands and hardly at all in old ones.
/// </remarks>
internal static class OpticalModel
{
    /// <summary>Number of bands.</summary>
    public const int BandCount = 10;

    private const double CoverBiomass = 55, FirstShortWaveBand = 8;

    private static readonly double[] Understorey = [0.040, 0.068, 0.050, 0.105, 0.225, 0.265, 0.280, 0.295, 0.225, 0.130];
    private static readonly double[] ClearedGround = [0.055, 0.080, 0.082, 0.125, 0.190, 0.215, 0.230, 0.250, 0.290, 0.200];
    private static readonly double[] LeaflessCanopy = [0.040, 0.055, 0.060, 0.085, 0.120, 0.135, 0.145, 0.160, 0.200, 0.125];
    private static readonly double[] Water = [0.030, 0.030, 0.020, 0.018, 0.012, 0.010, 0.008, 0.007, 0.004, 0.003];
    private static readonly double[] Urban = [0.110, 0.120, 0.130, 0.140, 0.150, 0.160, 0.170, 0.175, 0.190, 0.170];
    private static readonly double[] FieldsInSummer = [0.030, 0.060, 0.035, 0.090, 0.290, 0.360, 0.380, 0.390, 0.170, 0.080];
    private static readonly double[] FieldsInWinter = [0.060, 0.080, 0.090, 0.120, 0.160, 0.180, 0.190, 0.210, 0.260, 0.200];

    /// <summary>The reflectance of a pixel in flat, full light, before noise.</summary>
    /// <param name="stand">Whose pixel it is.</param>
    /// <param name="state">What stands on it.</param>
    /// <param name="pixel">Which pixel.</param>
    /// <param name="leaves">Leaves of deciduous trees.</param>
    /// <param name="reflectance">Receives ten values.</param>
    public static void Expect(Stand stand, ForestState state, int pixel, double leaves, Span<double> reflectance)
    {
        LandCoverClass cover = (LandCoverClass)state.LandCover[pixel];
        for (int band = 0; band < BandCount; band++)
        {
            reflectance[band] = cover switch
            {
                LandCoverClass.Water => Water[band],
                LandCoverClass.Urban => Urban[band],
                LandCoverClass.Farmland => Mix(FieldsInWinter[band], FieldsInSummer[band], leaves),
                LandCoverClass.Cleared => Mix(FieldsInWinter[band], ClearedGround[band], 0.5 + (0.5 * leaves)),
                _ => Forest(stand.Species!, state.Agb[pixel], state.Height[pixel], leaves, band),
            } * stand.Brightness;
        }
    }

    private static double Forest(SpeciesTraits species, double agb, double height, double leaves, int band)
    {
        double cover = 1 - Math.Exp(-agb / CoverBiomass);
        double canopy = species.IsDeciduous ? Mix(LeaflessCanopy[band], species.Leaf[band], leaves) : species.Leaf[band] * (0.92 + (0.08 * leaves));
        double shadow = band >= FirstShortWaveBand ? 0.48 * (1 - Math.Exp(-height / 22)) : 0.30 * (1 - Math.Exp(-height / 20));
        return Mix(Understorey[band] * (0.8 + (0.2 * leaves)), canopy * (1.18 - shadow), cover);
    }

    private static double Mix(double from, double to, double share) => from + (share * (to - from));
}
