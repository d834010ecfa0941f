namespace Mitoshi.Forest.Simulation;

/// <summary>Codes of the simulated land cover, numbered like the classes of JAXA's high-resolution land cover of Japan as far as they occur here.</summary>
internal enum LandCoverClass : byte
{
    /// <summary>A lake.</summary>
    Water = 1,

    /// <summary>Built-up.</summary>
    Urban = 2,

    /// <summary>Rice fields.</summary>
    Farmland = 3,

    /// <summary>Forest land without trees: grass and scrub after a cut.</summary>
    Cleared = 5,

    /// <summary>Deciduous broadleaf forest.</summary>
    DeciduousBroadleaf = 6,

    /// <summary>Deciduous needleleaf forest.</summary>
    DeciduousNeedleleaf = 7,

    /// <summary>Evergreen needleleaf forest.</summary>
    EvergreenNeedleleaf = 9,
}
