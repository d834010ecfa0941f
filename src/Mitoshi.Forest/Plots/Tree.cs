namespace Mitoshi.Forest;

/// <summary>A measured tree.</summary>
/// <param name="Plot">Plot that it stands on.</param>
/// <param name="DbhCentimetres">Diameter at breast height.</param>
/// <param name="HeightMetres">Height; NaN when it was not measured.</param>
/// <param name="Species">Species.</param>
/// <param name="VolumeEquation">Stem volume equation, for the Japanese inventory allometry.</param>
/// <param name="WoodDensity">g/cm3, for the pantropical allometry; NaN otherwise.</param>
internal readonly record struct Tree(string Plot, double DbhCentimetres, double HeightMetres, TreeSpecies Species, string VolumeEquation, double WoodDensity);

/// <summary>A plot before its trees are summed.</summary>
/// <param name="Id">Name.</param>
/// <param name="X">Easting or longitude; NaN without a place.</param>
/// <param name="Y">Northing or latitude.</param>
/// <param name="InsideShare">Share of the plot inside the area, above 0 up to 1.</param>
/// <param name="SlopeDegrees">Slope that the radii were not corrected for; 0 for horizontal radii.</param>
/// <param name="AgeYears">Age of the stand, or null.</param>
internal readonly record struct PlotSite(string Id, double X, double Y, double InsideShare, double SlopeDegrees, int? AgeYears);

/// <summary>What was found on a plot, per hectare.</summary>
/// <param name="Plot">Name.</param>
/// <param name="X">Easting or longitude.</param>
/// <param name="Y">Northing or latitude.</param>
/// <param name="Trees">Trees measured that a circle took.</param>
/// <param name="StemsPerHectare">1/ha.</param>
/// <param name="BasalArea">m2/ha.</param>
/// <param name="StemVolume">m3/ha; NaN where the allometry has none.</param>
/// <param name="Agb">Above-ground biomass, Mg/ha, with the standard error of measurement and allometry.</param>
/// <param name="AgbErrorShared">The part of that error that all plots share, Mg/ha: it does not average out over an area.</param>
/// <param name="Bgb">Below-ground biomass, Mg/ha.</param>
/// <param name="Carbon">Carbon of both, Mg/ha.</param>
/// <param name="Weight">Share of the plot inside the area: a plot on the edge counts by it.</param>
public sealed record PlotValue(
    string Plot, double X, double Y, int Trees, double StemsPerHectare, double BasalArea, double StemVolume, Estimate Agb,
    StandardError AgbErrorShared, double Bgb, double Carbon, double Weight);
