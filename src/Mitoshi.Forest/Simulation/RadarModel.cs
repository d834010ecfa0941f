namespace Mitoshi.Forest.Simulation;

/// <summary>Expected backscatter of one polarisation by the water-cloud model: ground seen through the canopy, plus the canopy.</summary>
/// <remarks>
/// Attema and Ulaby 1978, Radio Science 13:357, in the form g = g_ground e^(-bV) + g_canopy (1 - e^(-bV)). Terrain leaves a residue (cos of the local
/// incidence over that of flat ground, to the power <paramref name="TerrainExponent"/>) as in mosaics that were corrected for slopes imperfectly.
/// </remarks>
/// <param name="GroundDecibels">Bare, average moisture.</param>
/// <param name="CanopyDecibels">Closed canopy.</param>
/// <param name="PerBiomass">b per Mg/ha: 0.013 loses its sensitivity near 200 Mg/ha, 0.035 near 80.</param>
/// <param name="TerrainExponent">Strength of the residue of slopes.</param>
/// <param name="IncidenceDegrees">On flat ground.</param>
/// <param name="SensorAzimuthDegrees">From the ground to the sensor.</param>
internal sealed record RadarModel(double GroundDecibels, double CanopyDecibels, double PerBiomass, double TerrainExponent, double IncidenceDegrees, double SensorAzimuthDegrees)
{
    /// <summary>L-band HH on an ascending orbit.</summary>
    public static RadarModel LHh { get; } = new(-13.0, -6.6, 0.013, 0.5, 36, 260);

    /// <summary>L-band HV on an ascending orbit.</summary>
    public static RadarModel LHv { get; } = new(-21.5, -11.8, 0.013, 0.5, 36, 260);

    /// <summary>C-band VV.</summary>
    public static RadarModel CVv(bool isAscending) => new(-11.5, -7.6, 0.035, 0.6, 38, isAscending ? 260 : 100);

    /// <summary>C-band VH.</summary>
    public static RadarModel CVh(bool isAscending) => new(-19.5, -13.4, 0.035, 0.6, 38, isAscending ? 260 : 100);

    /// <summary>Where the sensor is.</summary>
    public SkyDirection Sensor => SkyDirection.Of(SensorAzimuthDegrees, IncidenceDegrees);

    /// <summary>Expected linear power of every pixel, without speckle.</summary>
    /// <param name="landscape">Ground and stands.</param>
    /// <param name="state">What stands on it.</param>
    /// <param name="moistureDecibels">Of the ground on that day against the average.</param>
    /// <param name="leaves">0 for leafless deciduous trees, 1 for full leaf.</param>
    public float[] ExpectedPower(Landscape landscape, ForestState state, double moistureDecibels, double leaves)
    {
        float[] power = new float[state.Agb.Length];
        double flat = Math.Cos(IncidenceDegrees * Math.PI / 180), ground = Power(GroundDecibels + moistureDecibels);
        SkyDirection sensor = Sensor;
        for (int pixel = 0; pixel < power.Length; pixel++)
        {
            double value = (LandCoverClass)state.LandCover[pixel] switch
            {
                LandCoverClass.Water => Power(GroundDecibels - 9),
                LandCoverClass.Urban => Power(CanopyDecibels + 3),
                LandCoverClass.Farmland => Power(GroundDecibels + (0.5 * moistureDecibels) + 1),
                _ => Forest(landscape.StandAt(pixel), state.Agb[pixel], ground, leaves),
            };
            double local = Math.Clamp(landscape.Terrain.Cosine(pixel, sensor) / flat, 0.15, 1.25);
            power[pixel] = (float)(value * Math.Pow(local, -TerrainExponent));
        }

        return power;
    }

    private double Forest(Stand stand, double agb, double ground, double leaves)
    {
        SpeciesTraits species = stand.Species!;
        double leafLoss = species.IsDeciduous ? 0.7 * (1 - leaves) : 0;
        double canopy = Power(CanopyDecibels + species.RadarOffsetDecibels + stand.RadarDecibels - leafLoss), through = Math.Exp(-PerBiomass * agb);
        return (ground * through) + (canopy * (1 - through));
    }

    private static double Power(double decibels) => Math.Pow(10, decibels / 10);
}
