using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>Applies a model to blocks of features. One instance serves all threads.</summary>
internal sealed class ModelPrediction
{
    private readonly BiomassModel _model;
    private readonly Regression _agb;
    private readonly TreePredictor? _height;
    private readonly TreePredictor? _ends;
    private readonly int[] _spread;

    public ModelPrediction(BiomassModel model)
    {
        _model = model;
        _ends = model.Intervals?.Predictor();
        _height = model.Height is null ? null : new TreePredictor(model.Height);
        IReadOnlyList<string> names = model.Features.Names;
        _agb = model.Agb.Compile(names);
        _spread = [.. model.SpreadNames.Select(name => IndexOf(names, name))];
    }

    /// <summary>Bytes that a block needs beside its features and its results.</summary>
    public long ScratchBytes => _model.ForestIntervals?.Forest.ScratchBytes ?? 0;

    /// <summary>AGB with its interval, after bias correction.</summary>
    /// <param name="planarFeatures">features × n.</param>
    /// <param name="pixelCount">n.</param>
    /// <param name="agb">Receives n values, Mg/ha, not below 0.</param>
    /// <param name="lower">Receives n lower ends of the 90 % interval.</param>
    /// <param name="upper">Receives n upper ends.</param>
    public void Agb(ReadOnlySpan<float> planarFeatures, int pixelCount, Span<float> agb, Span<float> lower, Span<float> upper)
    {
        _agb(planarFeatures, pixelCount, agb);
        for (int i = 0; i < pixelCount; i++)
        {
            agb[i] = (float)_model.Matching.Apply(Math.Max(agb[i], 0) - _model.Offset);
        }

        if (_model.ForestIntervals is { } forest)
        {
            forest.Predict(planarFeatures, agb[..pixelCount], lower, upper);
            return;
        }

        float[] spread = Spread(planarFeatures, pixelCount, agb, _spread);
        _model.Intervals!.Predict(_ends!, spread, agb, lower, upper);
    }

    /// <summary>Canopy height in metres, or NaN without a height model.</summary>
    public void Height(ReadOnlySpan<float> planarFeatures, int pixelCount, Span<float> height)
    {
        if (_height is null)
        {
            height.Fill(float.NaN);
            return;
        }

        _height.Predict(planarFeatures, pixelCount, height);
        for (int i = 0; i < pixelCount; i++)
        {
            height[i] = MathF.Max(height[i], 0);
        }
    }

    /// <summary>What the width of an interval depends on: the prediction, then some features.</summary>
    internal static float[] Spread(ReadOnlySpan<float> planarFeatures, int pixelCount, ReadOnlySpan<float> predictions, int[] featureIndices)
    {
        float[] spread = new float[(featureIndices.Length + 1) * pixelCount];
        predictions[..pixelCount].CopyTo(spread);
        for (int i = 0; i < featureIndices.Length; i++)
        {
            planarFeatures.Slice(featureIndices[i] * pixelCount, pixelCount).CopyTo(spread.AsSpan((i + 1) * pixelCount));
        }

        return spread;
    }

    internal static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        throw new InvariantException($"feature {name} is not in the recipe");
    }
}
