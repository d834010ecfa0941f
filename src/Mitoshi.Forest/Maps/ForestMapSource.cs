using System.Buffers;
using Mitoshi.Forest.Features;
using Mitoshi.Forest.Models;
using Mitoshi.Learning;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Maps;

/// <summary>The map of a model over a cube, computed window by window: features, trees, correction, intervals.</summary>
internal sealed class ForestMapSource(BiomassModel model, string modelIdentity, ICube cube, SceneShifts shifts, CarbonFactors factors, bool withholdsIntervals) : ISource
{
    /// <summary>Order of the bands.</summary>
    public const int Agb = 0, Lower = 1, Upper = 2, Height = 3, Applicability = 4, ForestMask = 5, Bgb = 6, Carbon = 7, CarbonDeviation = 8, CarbonDioxide = 9;

    private readonly ModelPrediction _prediction = new(model);
    private readonly int[] _applicabilityIndices = [.. model.Applicability.FeatureNames.Select(name => ModelPrediction.IndexOf(model.Features.Names, name))];

    public Grid Grid => cube.Grid;

    public IReadOnlyList<Layer> Layers { get; } =
    [
        new("agb", "Mg/ha"), new("agb_lower", "Mg/ha"), new("agb_upper", "Mg/ha"), new("height", "m"), new("applicability", "1 inside"),
        new("forest_mask", "1 forest"), new("bgb", "Mg/ha"), new("carbon", "Mg/ha"), new("carbon_sd", "Mg/ha"), new("co2", "Mg/ha"),
    ];

    public string Identity => $"forest map of {modelIdentity} {factors} withheld {withholdsIntervals}\n{cube.Identity}";

    public long ScratchBytes(Window window)
    {
        long planes = cube.Layers.Count + (2L * model.Features.Names.Count) + 40;
        return (planes * window.Grow(model.Features.Halo).PixelCount * sizeof(float)) + _prediction.ScratchBytes;
    }

    public void Read(Window window, Span<float> values)
    {
        int pixelCount = window.PixelCount, featureCount = model.Features.Names.Count;
        float[] rented = ArrayPool<float>.Shared.Rent(featureCount * pixelCount);
        Span<float> features = rented.AsSpan(0, featureCount * pixelCount);
        model.Features.Compute(cube, shifts, window, features);
        Span<float> agb = Band(values, Agb, pixelCount), lower = Band(values, Lower, pixelCount), upper = Band(values, Upper, pixelCount);
        _prediction.Agb(features, pixelCount, agb, lower, upper);
        _prediction.Height(features, pixelCount, Band(values, Height, pixelCount));
        Inside(features, pixelCount, Band(values, Applicability, pixelCount));
        BlankWithoutData(features, featureCount, values, pixelCount);
        Derive(values, pixelCount);
        if (withholdsIntervals)
        {
            lower.Fill(float.NaN);
            upper.Fill(float.NaN);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    public void Dispose()
    {
    }

    private static Span<float> Band(Span<float> values, int index, int pixelCount) => values.Slice(index * pixelCount, pixelCount);

    private void Inside(ReadOnlySpan<float> features, int pixelCount, Span<float> inside)
    {
        float[] planar = new float[_applicabilityIndices.Length * pixelCount];
        for (int i = 0; i < _applicabilityIndices.Length; i++)
        {
            features.Slice(_applicabilityIndices[i] * pixelCount, pixelCount).CopyTo(planar.AsSpan(i * pixelCount));
        }

        double[] indices = model.Applicability.Indices(new FeatureTable(model.Applicability.FeatureNames, planar, pixelCount));
        for (int i = 0; i < pixelCount; i++)
        {
            inside[i] = model.Applicability.IsOutside(indices[i]) ? 0 : 1;
        }
    }

    // A pixel of which nothing is known gets no number: trees would answer with a mean.
    private static void BlankWithoutData(ReadOnlySpan<float> features, int featureCount, Span<float> values, int pixelCount)
    {
        int bandCount = values.Length / pixelCount;
        for (int i = 0; i < pixelCount; i++)
        {
            bool isEmpty = true;
            for (int feature = 0; feature < featureCount && isEmpty; feature++)
            {
                isEmpty = float.IsNaN(features[(feature * pixelCount) + i]);
            }

            for (int band = 0; isEmpty && band < bandCount; band++)
            {
                values[(band * pixelCount) + i] = float.NaN;
            }
        }
    }

    private void Derive(Span<float> values, int pixelCount)
    {
        ReadOnlySpan<float> agb = Band(values, Agb, pixelCount), lower = Band(values, Lower, pixelCount), upper = Band(values, Upper, pixelCount), height = Band(values, Height, pixelCount);
        Span<float> forest = Band(values, ForestMask, pixelCount), bgb = Band(values, Bgb, pixelCount), carbon = Band(values, Carbon, pixelCount);
        Span<float> deviation = Band(values, CarbonDeviation, pixelCount), carbonDioxide = Band(values, CarbonDioxide, pixelCount);
        for (int i = 0; i < pixelCount; i++)
        {
            bool isForest = float.IsNaN(height[i]) ? agb[i] >= factors.ForestAgbMin : height[i] >= factors.ForestHeightMin;
            forest[i] = float.IsNaN(agb[i]) ? float.NaN : isForest ? 1 : 0;
            bgb[i] = agb[i] * (float)factors.RootShoot;
            carbon[i] = (agb[i] + bgb[i]) * (float)factors.CarbonFraction;
            float relativeAgb = (upper[i] - lower[i]) / (2 * (float)NormalDistribution.HalfWidth90) / MathF.Max(agb[i], 1);
            float relativeRoot = (float)(factors.RootShootDeviation / (1 + factors.RootShoot)), relativeFraction = (float)(factors.CarbonFractionDeviation / factors.CarbonFraction);
            deviation[i] = carbon[i] * MathF.Sqrt((relativeAgb * relativeAgb) + (relativeRoot * relativeRoot) + (relativeFraction * relativeFraction));
            carbonDioxide[i] = carbon[i] * 44 / 12;
        }
    }
}

/// <summary>Factors from biomass to carbon, and what counts as forest. Factors are the same for every pixel: their errors do not average out over an area.</summary>
/// <param name="RootShoot">Below-ground over above-ground biomass.</param>
/// <param name="RootShootDeviation">Its standard deviation.</param>
/// <param name="CarbonFraction">Carbon over dry matter.</param>
/// <param name="CarbonFractionDeviation">Its standard deviation.</param>
/// <param name="ForestHeightMin">Height from which land counts as forest, m.</param>
/// <param name="ForestAgbMin">AGB from which land counts as forest where there is no height, Mg/ha.</param>
/// <remarks>Source of the defaults: IPCC 2006, Vol. 4, Ch. 4, Table 4.3 (carbon fraction 0.47) and Table 4.4 (root to shoot of temperate conifers, 0.20 to 0.40 by AGB).</remarks>
public sealed record CarbonFactors(double RootShoot, double RootShootDeviation, double CarbonFraction, double CarbonFractionDeviation, double ForestHeightMin, double ForestAgbMin);
