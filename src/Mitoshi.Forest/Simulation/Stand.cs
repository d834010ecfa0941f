namespace Mitoshi.Forest.Simulation;

/// <summary>A patch of ground under one management.</summary>
/// <param name="Species">What grows, or null where it is no forest.</param>
/// <param name="Cover">Land cover where it is no forest.</param>
/// <param name="BirthYear">Year of planting, or of the last natural disturbance.</param>
/// <param name="Site">Quality of the ground as a factor of height.</param>
/// <param name="Stocking">Biomass over that of a fully stocked stand.</param>
/// <param name="Event">What happens to it.</param>
/// <param name="EventYear">The growing season in which it happens; maps of that year show it.</param>
/// <param name="Removal">Share of the biomass that thinning takes.</param>
/// <param name="IsReplanted">After a clear-cut, at once.</param>
/// <param name="RadarDecibels">What this stand scatters more than others of its biomass.</param>
/// <param name="Brightness">What it reflects more than others, as a factor.</param>
internal sealed record Stand(
    SpeciesTraits? Species, LandCoverClass Cover, int BirthYear, double Site, double Stocking, StandEvent Event, int EventYear, double Removal, bool IsReplanted,
    double RadarDecibels, double Brightness)
{
    /// <summary>Age in years; 0 is bare ground.</summary>
    public int Age(int year) => Event switch
    {
        StandEvent.Stable => EventYear - BirthYear,
        StandEvent.ClearCut when year >= EventYear => IsReplanted ? year - EventYear : 0,
        _ => Math.Max(0, year - BirthYear),
    };

    /// <summary>Stocking after thinning.</summary>
    public double StockingIn(int year) => Event == StandEvent.Thinning && year >= EventYear ? Stocking * (1 - Removal) : Stocking;
}
