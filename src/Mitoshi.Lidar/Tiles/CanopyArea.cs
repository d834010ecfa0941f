namespace Mitoshi.Lidar;

/// <summary>Everything that is made of one work area.</summary>
internal sealed class CanopyArea
{
    /// <summary>The area's pixels on the grid of the canopy.</summary>
    public required Window Window { get; init; }

    /// <summary>The area's cells on the grid of the metrics.</summary>
    public required Window MetricsWindow { get; init; }

    /// <summary>Canopy heights in metres, NaN where no point is near.</summary>
    public required float[] Canopy { get; init; }

    /// <summary>Ground heights in metres, NaN outside the hull of the ground points.</summary>
    public required float[] Ground { get; init; }

    /// <summary>The metrics, band after band.</summary>
    public required float[] Metrics { get; init; }

    /// <summary>Tree tops in map coordinates.</summary>
    public required List<(double X, double Y, float HeightMetres)> Tops { get; init; }

    /// <summary>Points above the highest height, which were left out.</summary>
    public required int TooHigh { get; init; }
}
