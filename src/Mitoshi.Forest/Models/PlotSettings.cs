using Mitoshi.Forest.Accuracy;
using Mitoshi.Forest.Features;
using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>
/// How a model is made from plots alone. A plot speaks for its circle, not for a pixel: every feature is averaged over about that circle, at training and on the
/// map, so the map shows circles of the plots' size around each pixel, and the intervals are theirs.
/// </summary>
/// <param name="Count">Plots.</param>
/// <param name="SupportHectares">Median area of the plots.</param>
/// <param name="SigmaPixels">Gaussian whose variance is that of the circle: a quarter of the squared radius in each direction.</param>
internal sealed record PlotSettings(int Count, double SupportHectares, double SigmaPixels)
{
    /// <summary>With fewer plots no interval can be calibrated on held-out blocks.</summary>
    public const int Fewest = 50;

    /// <summary>Settings for sites whose reference is plots; null for rasters.</summary>
    public static PlotSettings? Of(IReadOnlyList<TrainingSite> sites)
    {
        if (sites.All(site => site.Plots is null))
        {
            return null;
        }

        double hectares = sites.Max(site => site.Plots?.SupportHectares ?? 0), pixelMetres = Math.Sqrt(sites[0].Cube.Grid.PixelArea);
        return new PlotSettings(sites.Sum(site => site.Plots?.Pixels.Length ?? 0), hectares, Math.Sqrt(hectares * 10_000 / Math.PI) / 2 / pixelMetres);
    }

    /// <summary>Smaller trees for fewer samples.</summary>
    public BiomassSettings Shrink(BiomassSettings settings) => Count > 2000 ? settings : settings with
    {
        Boosting = settings.Boosting with { Rounds = 150, LearningRate = 0.05, Leaves = 8, LeafSamplesMin = Math.Clamp(Count / 15, 4, 30), BaggingFraction = 0.7, FeatureFraction = 0.3 },
    };

    /// <summary>The recipe without single pixels: the circle instead, then wider surroundings.</summary>
    public FeatureSet OnSupport(FeatureSet features) => features with
    {
        Filters = [new FeatureFilter(FilterKind.Gaussian, Math.Round(SigmaPixels, 2)), .. features.Filters.Where(filter => filter.Kind == FilterKind.Gaussian && filter.SigmaPixels > 1.5 * SigmaPixels)],
    };

    /// <summary>Quantiles of the residual from few samples.</summary>
    public ResidualIntervalSettings Intervals => new() { Boosting = new ResidualIntervalSettings().Boosting with { Rounds = 40, Leaves = 4, LeafSamplesMin = Math.Clamp(Count / 6, 8, 40) } };
}
