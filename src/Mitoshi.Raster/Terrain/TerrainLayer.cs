namespace Mitoshi.Raster;

/// <summary>The layers that <see cref="TerrainShape"/> derives from elevation, in the order of its output bands.</summary>
public enum TerrainLayer
{
    /// <summary>Steepness in degrees.</summary>
    Slope,

    /// <summary>The direction that the slope faces, degrees clockwise from north; undefined where it is flat.</summary>
    Aspect,

    /// <summary>Cosine of the aspect.</summary>
    Northness,

    /// <summary>Sine of the aspect.</summary>
    Eastness,

    /// <summary>Topographic position index: elevation minus the mean of the 8 neighbours, metres.</summary>
    PositionIndex,

    /// <summary>Terrain ruggedness index of Riley: root of the summed squared differences to the 8 neighbours, metres.</summary>
    RuggednessIndex,

    /// <summary>Largest minus smallest of the 3 x 3 elevations, metres.</summary>
    Roughness,
}
