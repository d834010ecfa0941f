namespace Mitoshi.Statistics;

/// <summary>Roots of one-dimensional score functions.</summary>
internal static class RootFinder
{
    /// <summary>
    /// The zero between two points where a function goes from above 0 to below: false position with halved weights (Illinois), bisection
    /// whenever that does not halve the bracket in two steps; ends at neighbouring doubles or at 0 exactly.
    /// </summary>
    public static double Decreasing(Func<double, double> function, double low, double high)
    {
        double above = function(low), below = function(high);
        for (int i = 0; i < 60 && below > 0; i++)
        {
            high *= 2;
            below = function(high);
        }

        bool wasHigh = false, wasLow = false;
        double width = high - low;
        for (int i = 0; i < 200; i++)
        {
            bool isSlow = i % 3 == 2 && high - low > 0.5 * width;
            width = i % 3 == 2 ? high - low : width;
            double at = isSlow || !(above > below) ? 0.5 * (low + high) : low + ((high - low) * above / (above - below));
            if (!(at > low && at < high))
            {
                at = 0.5 * (low + high);
            }

            if (!(at > low && at < high) || high - low <= 4e-16 * Math.Abs(high))
            {
                break;
            }

            double value = function(at);
            if (value == 0)
            {
                return at;
            }

            if (value > 0)
            {
                (low, above) = (at, value);
                below = wasHigh ? 0.5 * below : below;
                (wasHigh, wasLow) = (true, false);
            }
            else
            {
                (high, below) = (at, value);
                above = wasLow ? 0.5 * above : above;
                (wasHigh, wasLow) = (false, true);
            }
        }

        return 0.5 * (low + high);
    }
}
