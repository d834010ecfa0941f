namespace Mitoshi.Lidar;

/// <summary>How a canopy is made: everything that its figures depend on.</summary>
internal sealed record CanopyPlan
{
    /// <summary>Edge of a pixel of the canopy and ground models in metres.</summary>
    public double Resolution { get; init; } = 1;

    /// <summary>Edge of a cell of the height metrics in metres, a multiple of the resolution.</summary>
    public double MetricsCell { get; init; } = 20;

    /// <summary>The canopy model.</summary>
    public CanopyMethod Method { get; init; } = CanopyMethod.PitFree;

    /// <summary>True to take ground points from class 2, false to find them.</summary>
    public bool UsesGroundClass { get; init; }

    /// <summary>How far beyond a work area points are read, in metres.</summary>
    public double Buffer { get; init; } = 30;

    /// <summary>Heights above it are birds or noise, in metres.</summary>
    public double HeightMax { get; init; } = 90;

    /// <summary>Pits deeper than this below the median of 3 x 3 cells are filled, in metres.</summary>
    public double PitMetres { get; init; } = 2;

    /// <summary>Holes up to twice as many cells across are filled.</summary>
    public int HoleRings { get; init; } = 3;

    /// <summary>The search for tree tops.</summary>
    public TreeTops Tops { get; init; } = new();
}

/// <summary>How the canopy model is made.</summary>
public enum CanopyMethod
{
    /// <summary>Surfaces of triangles above several heights (Khosravipour et al. 2014).</summary>
    PitFree,

    /// <summary>The highest point of each pixel; holes and single pits filled by medians.</summary>
    Highest,
}
