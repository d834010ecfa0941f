using Mitoshi.Raster;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Change;

/// <summary>
/// The change of AGB between two dates, pixel by pixel, with its interval: d = agb2 - agb1, Var(d) = s1² + s2² - 2 ρ s1 s2, where s is the
/// standard deviation that the 90 % interval of a date implies. Errors of the two dates go together (ρ): the same model errs alike on the
/// same stand.
/// </summary>
/// <remarks>Source: McRoberts, Næsset &amp; Gobakken 2015, Remote Sensing of Environment 164:36 (variance of a difference of correlated estimates).</remarks>
/// <param name="correlation">ρ, 0 to below 1.</param>
/// <param name="biasMgPerHa">Mean change on stable ground, taken off every pixel; 0 to leave it.</param>
internal sealed class ChangeKernel(double correlation, double biasMgPerHa) : IKernel
{
    /// <summary><see cref="NormalDistribution.HalfWidth90"/> as a pixel has it.</summary>
    internal const float HalfWidth90 = (float)NormalDistribution.HalfWidth90;

    /// <summary>Bands that it reads: AGB, lower and upper end of the first date, then of the second.</summary>
    internal const int InputCount = 6;

    public IReadOnlyList<Layer> Outputs { get; } =
    [
        new("change", "Mg/ha"), new("change_lower", "Mg/ha"), new("change_upper", "Mg/ha"), new("change_class", "class"),
    ];

    public string Identity => $"forest change rho={correlation:R} bias={biasMgPerHa:R}";

    public void Apply(Block input, Block output)
    {
        ReadOnlySpan<float> agb1 = input.Band(0), lower1 = input.Band(1), upper1 = input.Band(2);
        ReadOnlySpan<float> agb2 = input.Band(3), lower2 = input.Band(4), upper2 = input.Band(5);
        Span<float> change = output.Band(0), lower = output.Band(1), upper = output.Band(2), kind = output.Band(3);
        float rho = (float)correlation, bias = (float)biasMgPerHa;
        for (int i = 0; i < change.Length; i++)
        {
            float s1 = (upper1[i] - lower1[i]) / (2 * HalfWidth90), s2 = (upper2[i] - lower2[i]) / (2 * HalfWidth90);
            float difference = agb2[i] - agb1[i] - bias;
            float halfWidth = HalfWidth90 * MathF.Sqrt(MathF.Max((s1 * s1) + (s2 * s2) - (2 * rho * s1 * s2), 0));
            change[i] = difference;
            lower[i] = difference - halfWidth;
            upper[i] = difference + halfWidth;
            kind[i] = float.IsNaN(halfWidth + difference) ? float.NaN : (float)Classify(difference - halfWidth, difference + halfWidth);
        }
    }

    private static ChangeClass Classify(float lower, float upper) => upper < 0 ? ChangeClass.Loss : lower > 0 ? ChangeClass.Gain : ChangeClass.NotDetected;
}

/// <summary>What can be said of a pixel at 90 %.</summary>
public enum ChangeClass
{
    /// <summary>Zero lies in the interval: no change is shown, which is not the same as no change.</summary>
    NotDetected,

    /// <summary>The whole interval is below zero.</summary>
    Loss,

    /// <summary>The whole interval is above zero.</summary>
    Gain,
}
