namespace Mitoshi.Forest;

/// <summary>Pantropical above-ground biomass of a tree (Chave et al. 2014, Glob. Change Biol. 20:3177). Diameter in cm, height in m, density in g/cm3.</summary>
public static class Chave2014
{
    /// <summary>Residual standard deviation of ln AGB for eq. 4.</summary>
    public const double SigmaWithHeight = 0.357;

    /// <summary>Residual standard deviation of ln AGB for eq. 7.</summary>
    public const double SigmaWithoutHeight = 0.431;

    /// <summary>Residual standard deviation of ln H for the height model, eq. 6a.</summary>
    public const double SigmaHeight = 0.243;

    /// <summary>Eq. 4: AGB = 0.0673 (rho D^2 H)^0.976, kg.</summary>
    public static double Kilograms(double dbhCentimetres, double heightMetres, double woodDensity)
        => 0.0673 * Math.Pow(woodDensity * dbhCentimetres * dbhCentimetres * heightMetres, 0.976);

    /// <summary>Eq. 7, without height, kg.</summary>
    /// <param name="dbhCentimetres">Diameter.</param>
    /// <param name="woodDensity">Wood density.</param>
    /// <param name="environment">E, the environmental stress at the site.</param>
    public static double KilogramsWithoutHeight(double dbhCentimetres, double woodDensity, double environment)
    {
        double d = Math.Log(dbhCentimetres);
        return Math.Exp(-1.803 - (0.976 * environment) + (0.976 * Math.Log(woodDensity)) + (2.673 * d) - (0.0299 * d * d));
    }

    /// <summary>Eq. 7 as refitted for the BIOMASS package (Réjou-Méchain et al. 2017, Methods Ecol. Evol. 8:1163), kg.</summary>
    public static double KilogramsWithoutHeightRefit(double dbhCentimetres, double woodDensity, double environment)
    {
        double d = Math.Log(dbhCentimetres);
        return Math.Exp(-2.023977 - (0.89563505 * environment) + (0.92023559 * Math.Log(woodDensity)) + (2.79495823 * d) - (0.04606298 * d * d));
    }

    /// <summary>Height from diameter and E, eq. 6a, m; times exp(0.243^2 / 2) when <paramref name="isBiasCorrected"/>.</summary>
    public static double HeightMetres(double dbhCentimetres, double environment, bool isBiasCorrected = true)
    {
        double d = Math.Log(dbhCentimetres), height = Math.Exp(0.893 - environment + (0.760 * d) - (0.0340 * d * d));
        return isBiasCorrected ? height * Math.Exp(SigmaHeight * SigmaHeight / 2) : height;
    }
}
