using Mitoshi.Statistics;

namespace Mitoshi.Forest.Accuracy;

/// <summary>
/// What a small random sample of plots makes of a map from elsewhere: 95 % intervals of the mean over many draws. Small skewed samples under-cover
/// a little; HC3 variances and Student's t with n - 2 degrees of freedom keep it within bounds.
/// </summary>
/// <param name="Draws">Samples drawn.</param>
/// <param name="Plots">Plots in each.</param>
/// <param name="Coverage">Share of the regression estimator's intervals that hold the true mean.</param>
/// <param name="CoverageAlone">The same for the plots alone.</param>
/// <param name="WidthRatio">Mean width with the map over mean width of the plots alone.</param>
public sealed record PlotDraws(int Draws, int Plots, double Coverage, double CoverageAlone, double WidthRatio)
{
    private const int PlotCount = 30;
    private const double Level = 0.95;

    /// <summary>Draws samples without replacement from all units of the target.</summary>
    /// <param name="map">Prediction of each unit.</param>
    /// <param name="truth">Its true value.</param>
    /// <param name="draws">Samples to draw.</param>
    /// <param name="random">Decides.</param>
    public static PlotDraws Simulate(double[] map, double[] truth, int draws, RandomStream random)
    {
        double mapMean = map.Average(), trueMean = truth.Average();
        int[] order = [.. Enumerable.Range(0, map.Length)];
        Unit unit = Unit.MegagramPerHectare;
        int held = 0, heldAlone = 0;
        double width = 0, widthAlone = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            for (int i = 0; i < PlotCount; i++)
            {
                int j = i + random.NextInt(order.Length - i);
                (order[i], order[j]) = (order[j], order[i]);
            }

            double[] x = [.. order.Take(PlotCount).Select(i => map[i])], y = [.. order.Take(PlotCount).Select(i => truth[i])];
            LinearRegression regression = LinearRegression.Fit(DesignMatrix.Intercept(PlotCount).WithColumn("map", x), y);
            Interval interval = regression.Predict([1, mapMean], unit, isRobust: true).Interval(Level), alone = SimpleRandomSample.Mean(y, unit).Interval(Level);
            held += interval.Holds(trueMean) ? 1 : 0;
            heldAlone += alone.Holds(trueMean) ? 1 : 0;
            width += interval.Width;
            widthAlone += alone.Width;
        }

        return new PlotDraws(draws, PlotCount, held / (double)draws, heldAlone / (double)draws, width / widthAlone);
    }
}
