using System.Runtime.Intrinsics;

namespace Mitoshi.Raster;

/// <summary>One axis of a tasselled cap: a weight for each of blue, green, red, near infrared, short-wave infrared 1 and 2, in this order.</summary>
/// <param name="Name">For example <c>tm.wetness</c>.</param>
/// <param name="Weights">Six weights.</param>
/// <remarks>Tables are declared, not fitted. Each holds for the sensor and the kind of reflectance that it names.</remarks>
public sealed record TasselledCap(string Name, IReadOnlyList<float> Weights)
{
    /// <summary>Landsat TM, reflectance factor (Crist 1985, Remote Sens. Environ. 17:301, table 3); customary for Sentinel-2 surface reflectance too.</summary>
    public static TasselledCap TmBrightness { get; } = new("tm.brightness", [0.2043f, 0.4158f, 0.5524f, 0.5741f, 0.3124f, 0.2303f]);

    /// <inheritdoc cref="TmBrightness"/>
    public static TasselledCap TmGreenness { get; } = new("tm.greenness", [-0.1603f, -0.2819f, -0.4934f, 0.7940f, -0.0002f, -0.1446f]);

    /// <inheritdoc cref="TmBrightness"/>
    public static TasselledCap TmWetness { get; } = new("tm.wetness", [0.0315f, 0.2021f, 0.3102f, 0.1594f, -0.6806f, -0.6109f]);

    /// <summary>Landsat 8 OLI, reflectance at the satellite (Baig et al. 2014, Remote Sens. Lett. 5:423, table 2).</summary>
    public static TasselledCap OliBrightness { get; } = new("oli.brightness", [0.3029f, 0.2786f, 0.4733f, 0.5599f, 0.5080f, 0.1872f]);

    /// <inheritdoc cref="OliBrightness"/>
    public static TasselledCap OliGreenness { get; } = new("oli.greenness", [-0.2941f, -0.2430f, -0.5424f, 0.7276f, 0.0713f, -0.1608f]);

    /// <inheritdoc cref="OliBrightness"/>
    public static TasselledCap OliWetness { get; } = new("oli.wetness", [0.1511f, 0.1973f, 0.3283f, 0.3407f, -0.7117f, -0.4559f]);

    /// <summary>The weighted sum of the six bands.</summary>
    /// <param name="bands">Six bands of n reflectances (0 to 1), band after band, in the order of the weights; NaN is missing.</param>
    /// <param name="component">Receives n values, NaN where any band is missing.</param>
    /// <exception cref="ArgumentException">The bands are not six times as long as the component.</exception>
    public void Compute(ReadOnlySpan<float> bands, Span<float> component)
    {
        Require.SameLength(bands.Length, Weights.Count * component.Length, nameof(component));
        component.Clear();
        for (int band = 0; band < Weights.Count; band++)
        {
            AddWeighted(bands.Slice(band * component.Length, component.Length), Weights[band], component);
        }
    }

    /// <summary>Adds weight x values to a sum: a multiplication, then an addition, never fused.</summary>
    internal static void AddWeighted(ReadOnlySpan<float> values, float weight, Span<float> sum)
    {
        int end = Vector256.IsHardwareAccelerated ? values.Length - (values.Length % Vector256<float>.Count) : 0;
        for (int i = 0; i < end; i += Vector256<float>.Count)
        {
            (Vector256.Create<float>(sum[i..]) + (Vector256.Create(values[i..]) * Vector256.Create(weight))).CopyTo(sum[i..]);
        }

        AddWeightedScalar(values[end..], weight, sum[end..]);
    }

    /// <summary>The definition of <see cref="AddWeighted"/>.</summary>
    internal static void AddWeightedScalar(ReadOnlySpan<float> values, float weight, Span<float> sum)
    {
        for (int i = 0; i < values.Length; i++)
        {
            sum[i] += values[i] * weight;
        }
    }
}
