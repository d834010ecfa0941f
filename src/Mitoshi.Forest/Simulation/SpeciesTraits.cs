namespace Mitoshi.Forest.Simulation;

/// <summary>How a simulated species grows and what the sensors see of it.</summary>
/// <remarks>
/// Height grows by Chapman-Richards, H = heightMax x site x (1 - e^(-rate x age))^shape; biomass follows height, AGB = factor x H^1.3 x stocking. The parameters are made
/// so that stands look like Japanese yield tables (sugi of 50 years: 24 m, 190 Mg/ha); they are not fitted to any. Single trees have the mean mass
/// e^(a + b ln(D^2 H) + s^2 / 2) kg fitted to harvested trees in Japan.
/// </remarks>
/// <param name="Code">Code in the species raster.</param>
/// <param name="Name">Name in the tables of trees and plots.</param>
/// <param name="LandCover">Land cover of a stand.</param>
/// <param name="HeightMax">Height of very old trees on average ground, m.</param>
/// <param name="Rate">Per year.</param>
/// <param name="Shape">Of the growth curve.</param>
/// <param name="BiomassFactor">Mg/ha at 1 m.</param>
/// <param name="AllometryA">a of the tree allometry (D in cm, H in m).</param>
/// <param name="AllometryB">b of the tree allometry.</param>
/// <param name="AllometryDeviation">s: spread of single trees about it, on the log scale.</param>
/// <param name="DiameterPerHeight">Mean diameter over mean height, cm/m.</param>
/// <param name="IsDeciduous">Loses its leaves in winter.</param>
/// <param name="RadarOffsetDecibels">Volume scattering against the mean of the species.</param>
/// <param name="Leaf">Reflectance of a closed canopy in summer, ten bands (B2 to B12).</param>
internal sealed record SpeciesTraits(
    byte Code, string Name, LandCoverClass LandCover, double HeightMax, double Rate, double Shape, double BiomassFactor, double AllometryA, double AllometryB,
    double AllometryDeviation, double DiameterPerHeight, bool IsDeciduous, double RadarOffsetDecibels, double[] Leaf)
{
    private const double BiomassExponent = 1.3;

    /// <summary>The five species; index = code - 1.</summary>
    public static IReadOnlyList<SpeciesTraits> All { get; } =
    [
        new(1, "sugi", LandCoverClass.EvergreenNeedleleaf, 33, 0.030, 1.25, 3.05, -2.81055, 0.86183, 0.15637, 1.30, false, 0.2,
            [0.018, 0.035, 0.020, 0.060, 0.170, 0.215, 0.235, 0.245, 0.110, 0.045]),
        new(2, "hinoki", LandCoverClass.EvergreenNeedleleaf, 26, 0.028, 1.20, 3.95, -3.59378, 0.96503, 0.08857, 1.35, false, 0.0,
            [0.020, 0.040, 0.022, 0.066, 0.185, 0.235, 0.255, 0.268, 0.120, 0.050]),
        new(3, "karamatsu", LandCoverClass.DeciduousNeedleleaf, 29, 0.040, 1.20, 2.55, -2.84167, 0.86713, 0.14742, 1.20, true, -0.3,
            [0.022, 0.052, 0.026, 0.088, 0.265, 0.330, 0.350, 0.365, 0.150, 0.064]),
        new(4, "akamatsu", LandCoverClass.EvergreenNeedleleaf, 25, 0.032, 1.15, 3.15, -3.07436, 0.91472, 0.21525, 1.40, false, -0.1,
            [0.024, 0.044, 0.030, 0.074, 0.185, 0.230, 0.250, 0.262, 0.135, 0.062]),
        new(5, "broadleaf", LandCoverClass.DeciduousBroadleaf, 25, 0.024, 1.15, 3.95, -3.08582, 0.93968, 0.27059, 1.30, true, 0.3,
            [0.021, 0.054, 0.024, 0.092, 0.310, 0.390, 0.410, 0.428, 0.170, 0.072]),
    ];

    /// <summary>Height in metres at an age in years.</summary>
    public double Height(double age, double site) => age <= 0 ? 0 : HeightMax * site * Math.Pow(1 - Math.Exp(-Rate * age), Shape);

    /// <summary>Biomass density in Mg/ha of a stand of full stocking at a height.</summary>
    public double Biomass(double heightMetres) => BiomassFactor * Math.Pow(heightMetres, BiomassExponent);

    /// <summary>Mean dry above-ground mass of trees of a size, kg.</summary>
    public double TreeMass(double diameterCentimetres, double heightMetres)
        => Math.Exp(AllometryA + (AllometryB * Math.Log(diameterCentimetres * diameterCentimetres * heightMetres)) + (AllometryDeviation * AllometryDeviation / 2));
}
