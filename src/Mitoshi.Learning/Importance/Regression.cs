namespace Mitoshi.Learning;

/// <summary>Any trained model as a function.</summary>
/// <param name="planarFeatures">Features × samples, NaN is missing.</param>
/// <param name="sampleCount">Number of samples.</param>
/// <param name="output">Receives one prediction per sample.</param>
public delegate void Regression(ReadOnlySpan<float> planarFeatures, int sampleCount, Span<float> output);
