namespace Mitoshi.Lidar;

/// <summary>
/// Finds the ground among all points: the lowest surface on a grid is opened with windows that grow; what rises above the opened surface
/// by more than the terrain may is no ground. Points near the remaining surface are ground.
/// </summary>
/// <remarks>Source: Zhang et al. 2003, IEEE TGRS 41:872; Pingel, Clarke &amp; McBride 2013, ISPRS J. 77:21 (SMRF), with square windows.</remarks>
internal sealed record GroundFilter
{
    /// <summary>Edge of a cell of the surface in metres.</summary>
    public double CellMetres { get; init; } = 1;

    /// <summary>Largest half width of a window in metres: wider roofs are taken for ground.</summary>
    public double WindowMetres { get; init; } = 18;

    /// <summary>Rise per metre of window that still counts as terrain.</summary>
    public double Slope { get; init; } = 0.15;

    /// <summary>How far from the surface a ground point may lie, in metres, on flat ground.</summary>
    public double ToleranceMetres { get; init; } = 0.2;

    /// <summary>Metres of tolerance more per unit of slope of the surface.</summary>
    public double ToleranceBySlope { get; init; } = 1.25;

    private const float LowPointMetres = 3;

    /// <summary>Says of each point whether it is ground.</summary>
    /// <param name="x">Metres from the west edge.</param>
    /// <param name="y">Metres from the south edge.</param>
    /// <param name="z">Heights in metres.</param>
    /// <returns>One entry per point.</returns>
    public bool[] Find(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z)
    {
        bool[] isGround = new bool[x.Length];
        if (x.Length == 0)
        {
            return isGround;
        }

        HeightGrid lowest = HeightGrid.Lowest(x, y, z, CellMetres);
        lowest.RemoveLowerThanAllNeighbours(LowPointMetres);
        bool[] isEmpty = lowest.EmptyCells();
        lowest.FillEmpty();
        bool[] isFree = FindObjects(lowest);
        HeightGrid ground = lowest.Copy();
        for (int i = 0; i < isFree.Length; i++)
        {
            isFree[i] |= isEmpty[i];
            ground.Heights[i] = isFree[i] ? float.NaN : ground.Heights[i];
        }

        ground.FillEmpty();
        ground.Tighten(isFree);
        for (int i = 0; i < x.Length; i++)
        {
            (double height, double slope) = ground.At(x[i], y[i]);
            isGround[i] = Math.Abs(z[i] - height) <= ToleranceMetres + (ToleranceBySlope * slope);
        }

        return isGround;
    }

    private bool[] FindObjects(HeightGrid lowest)
    {
        bool[] isObject = new bool[lowest.Heights.Length];
        HeightGrid surface = lowest.WithoutTrend();
        int radiusMax = (int)Math.Ceiling(WindowMetres / CellMetres);
        for (int radius = 1; radius <= radiusMax; radius++)
        {
            HeightGrid opened = surface.Opened(radius);
            double rise = Slope * radius * CellMetres;
            for (int i = 0; i < isObject.Length; i++)
            {
                isObject[i] |= surface.Heights[i] - opened.Heights[i] > rise;
            }

            surface = opened;
        }

        return isObject;
    }
}
