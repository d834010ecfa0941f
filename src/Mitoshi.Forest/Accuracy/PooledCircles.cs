using Mitoshi.Forest.Features;
using Mitoshi.Forest.Protocol;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Accuracy;

/// <summary>The circles of all sites, one site after the other, that have a label.</summary>
internal sealed class PooledCircles
{
    private readonly bool[][] _isLabelled;

    public PooledCircles(IReadOnlyList<ReferenceSite> sites)
    {
        double[][] truth = [.. sites.Select(site => CircleGrid.Means(site.Biomass, site.Columns))];
        _isLabelled = [.. truth.Select(circles => circles.Select(double.IsFinite).ToArray())];
        Truth = Pool(truth);
        Fold = Pool([.. sites.Select(site => BlockFolds.OfCircles(site.Columns, site.Rows))]);
        Site = Pool([.. truth.Select((circles, s) => Enumerable.Repeat(s, circles.Length).ToArray())]);
        Row = Pool([.. sites.Select(site => Enumerable.Range(0, CircleGrid.CountAlong(site.Columns) * CircleGrid.CountAlong(site.Rows)).Select(i => i / CircleGrid.CountAlong(site.Columns)).ToArray())]);
        Column = Pool([.. sites.Select(site => Enumerable.Range(0, CircleGrid.CountAlong(site.Columns) * CircleGrid.CountAlong(site.Rows)).Select(i => i % CircleGrid.CountAlong(site.Columns)).ToArray())]);
    }

    /// <summary>Biomass in Mg/ha.</summary>
    public double[] Truth { get; }

    /// <summary>Fold of each.</summary>
    public int[] Fold { get; }

    /// <summary>Index of its site.</summary>
    public int[] Site { get; }

    /// <summary>Row in the grid of circles.</summary>
    public int[] Row { get; }

    /// <summary>Column in the grid of circles.</summary>
    public int[] Column { get; }

    /// <summary>One array from an array for each site.</summary>
    public T[] Pool<T>(IReadOnlyList<T[]> bySite) => [.. bySite.SelectMany((circles, s) => circles.Where((_, i) => _isLabelled[s][i]))];

    /// <summary>The circles' means of tables of pixels, pooled.</summary>
    public FeatureTable Pool(IReadOnlyList<ReferenceSite> sites, IReadOnlyList<FeatureTable> pixels)
    {
        FeatureTable[] circles = [.. pixels.Select((table, s) => Means(table, sites[s].Columns))];
        return FeatureComputation.Join(circles, _isLabelled);
    }

    /// <summary>The circles' means of a table of pixels.</summary>
    public static FeatureTable Means(FeatureTable pixels, int columns)
    {
        double[][] means = [.. Enumerable.Range(0, pixels.FeatureCount).Select(feature => CircleGrid.Means(pixels.Column(feature), columns))];
        float[] planar = [.. means.SelectMany(circle => circle.Select(mean => (float)mean))];
        return new FeatureTable(pixels.Names, planar, means[0].Length, pixels.CategoricalNames);
    }
}
