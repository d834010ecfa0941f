namespace Mitoshi.Forest.Simulation;

/// <summary>What happens to ground between the first and the last year; also the codes of the change raster.</summary>
internal enum StandEvent : byte
{
    /// <summary>No forest in any year.</summary>
    NotForest = 0,

    /// <summary>Trees grow, nothing else happens.</summary>
    Growth = 1,

    /// <summary>All trees are cut; half of the stands are planted again at once.</summary>
    ClearCut = 2,

    /// <summary>A quarter to a third of the biomass is taken out; the height stays.</summary>
    Thinning = 3,

    /// <summary>A storm breaks trees in patches.</summary>
    Storm = 4,

    /// <summary>Bare forest land is planted.</summary>
    Planting = 5,

    /// <summary>An old reserve where growth and death balance: nothing changes at all.</summary>
    Stable = 6,
}
