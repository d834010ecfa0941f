using System.Text.Json.Nodes;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Maps;

/// <summary>How the errors of a map go together in space, as its metrics state it.</summary>
internal static class ResidualCorrelation
{
    // Without a fitted range the errors are taken as alike over a kilometre: wide rather than flattering.
    private const double UnknownRangeMetres = 1000;

    /// <summary>The exponential model of the residuals' variogram.</summary>
    /// <param name="metrics">Metrics of a model or of a product that was made with it; null when there are none.</param>
    public static SpatialCorrelation Of(JsonNode? metrics)
    {
        double? range = metrics?["residual_range_m"]?.GetValue<double>(), nugget = metrics?["residual_nugget_share"]?.GetValue<double>();
        return SpatialCorrelation.ExponentialByRange(range is > 0 ? range.Value : UnknownRangeMetres, nugget is >= 0 and < 1 ? nugget.Value : 0);
    }
}
