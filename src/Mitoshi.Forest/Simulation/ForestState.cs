namespace Mitoshi.Forest.Simulation;

/// <summary>The truth of a year, a value for each pixel.</summary>
/// <param name="Year">Calendar year; observations are of its summer.</param>
/// <param name="Height">Canopy height in metres; 0 where there are no trees.</param>
/// <param name="Agb">Dry above-ground biomass in Mg/ha; 0 where there are no trees.</param>
/// <param name="Species">Code of the species; 0 where there are no trees.</param>
/// <param name="LandCover">Codes of <see cref="LandCoverClass"/>.</param>
internal sealed record ForestState(int Year, float[] Height, float[] Agb, byte[] Species, byte[] LandCover);
