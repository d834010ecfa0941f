namespace Mitoshi.Learning.Tests.Stacking;

public sealed class StackingTests
{
    private readonly float[] _predictions = new float[4 * 60];
    private readonly float[] _labels = new float[60];

    public StackingTests()
    {
        for (int k = 0; k < 60; k++)
        {
            double t = 100 * FormulaSamples.U(k, 0);
            _predictions[k] = (float)(t + (20 * (FormulaSamples.U(k, 1) - 0.5)));
            _predictions[60 + k] = (float)((0.8 * t) + (30 * (FormulaSamples.U(k, 2) - 0.5)));
            _predictions[120 + k] = (float)(50 + (10 * FormulaSamples.U(k, 3)));
            _predictions[180 + k] = (float)(-t + (5 * FormulaSamples.U(k, 4)));
            _labels[k] = (float)t;
        }
    }

    [Fact]
    public void Non_negative_weights_are_those_of_the_peer()
        => AssertNear(FormulaSamples.GoldenNumbers("nnls"), StackingWeights.NonNegative(_predictions, _labels));

    [Fact]
    public void Ridge_weights_are_those_of_the_peer()
        => AssertNear(FormulaSamples.GoldenNumbers("ridge"), StackingWeights.Ridge(_predictions, _labels, penalty: 100));

    [Fact]
    public void A_model_given_twice_does_no_harm()
    {
        float[] twice = [.. _predictions[..60], .. _predictions[..60]];
        double[] weights = StackingWeights.NonNegative(twice, _labels), alone = StackingWeights.NonNegative(_predictions.AsSpan(0, 60), _labels);
        Assert.Equal(alone[0], weights.Sum(), 1e-9);
    }

    [Fact]
    public void A_model_that_points_the_wrong_way_gets_nothing()
        => Assert.Equal([0.0], StackingWeights.NonNegative(_predictions.AsSpan(180, 60), _labels));

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-8 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
