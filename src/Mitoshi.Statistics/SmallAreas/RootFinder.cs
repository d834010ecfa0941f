namespace Mitoshi.Statistics;

/// <summary>Roots of one-dimensional score functions.</summary>
internal static class RootFinder
{
    /// <summary>The zero between two points where a function goes from above 0 to below; bisection down to neighbouring doubles.</summary>
    public static double Decreasing(Func<double, double> function, double low, double high)
    {
        for (int i = 0; i < 60 && function(high) > 0; i++)
        {
            high *= 2;
        }

        for (int i = 0; i < 200; i++)
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
            {
                break;
            }

            if (function(middle) > 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return 0.5 * (low + high);
    }
}
