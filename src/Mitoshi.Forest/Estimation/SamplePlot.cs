namespace Mitoshi.Forest;

/// <summary>A plot as the estimators take it.</summary>
/// <param name="Id">Name.</param>
/// <param name="X">Easting in the map's CRS.</param>
/// <param name="Y">Northing.</param>
/// <param name="Value">Field value, Mg/ha.</param>
/// <param name="ValueError">Standard error of the field value; 0 when not given.</param>
/// <param name="SharedError">Part of it that all plots share; 0 when not given.</param>
/// <param name="MapValue">Map under the plot, weighted by overlap; NaN outside the map.</param>
/// <param name="Cluster">Cluster, or the plot's own name.</param>
/// <param name="Weight">Share of the plot inside the area.</param>
/// <param name="Area">Area that holds it; empty for none.</param>
internal sealed record SamplePlot(
    string Id, double X, double Y, double Value, double ValueError, double SharedError, double MapValue, string Cluster, double Weight, string Area)
{
    /// <summary>Border of a plot that was drawn as a polygon; null for a circle around its centre.</summary>
    public AreaPolygon? Outline { get; init; }

    /// <summary>When it was measured, in years (2021.5 is the middle of 2021); NaN when not given.</summary>
    public double Year { get; init; } = double.NaN;
}
