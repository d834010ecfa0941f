namespace Mitoshi.Learning;

/// <summary>Predicts blocks of pixels with one or more ensembles over the same features. Safe to share among threads.</summary>
public sealed class TreePredictor
{
    private readonly TreeEnsemble[] _ensembles;

    /// <summary>Prepares the ensembles.</summary>
    /// <exception cref="ArgumentException">The ensembles have different features, or there is none.</exception>
    public TreePredictor(params IReadOnlyList<TreeEnsemble> ensembles)
    {
        _ensembles = [.. ensembles];
        FeatureCount = _ensembles[0].FeatureNames.Count;
    }

    /// <summary>Number of features that a pixel has.</summary>
    public int FeatureCount { get; }

    /// <summary>Number of ensembles: predictions of a pixel.</summary>
    public int OutputCount => _ensembles.Length;

    /// <summary>Predicts every pixel with every ensemble.</summary>
    /// <param name="planarFeatures">Features × pixels, NaN is missing.</param>
    /// <param name="pixelCount">Number of pixels.</param>
    /// <param name="output">Receives ensembles × pixels.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<float> planarFeatures, int pixelCount, Span<float> output)
    {
        Require.SameLength(checked(FeatureCount * pixelCount), planarFeatures.Length, nameof(planarFeatures));
        Require.SameLength(checked(OutputCount * pixelCount), output.Length, nameof(output));
        for (int model = 0; model < _ensembles.Length; model++)
        {
            for (int pixel = 0; pixel < pixelCount; pixel++)
            {
                output[(model * pixelCount) + pixel] = (float)_ensembles[model].PredictOne(planarFeatures, pixelCount, pixel);
            }
        }
    }
}
