namespace Mitoshi.Raster;

/// <summary>A set of scene classes, one bit each; a test of a pixel's class.</summary>
/// <param name="Bits">Bit k is set when class k is in the set.</param>
public readonly record struct SceneClassSet(uint Bits) : IPixelTest
{
    /// <summary>What is masked by default: no data, defective, cloud shadow, clouds, thin cirrus, snow.</summary>
    public static SceneClassSet Masked { get; } = Of(
        SceneClass.NoData, SceneClass.SaturatedOrDefective, SceneClass.CloudShadow, SceneClass.CloudMedium, SceneClass.CloudHigh, SceneClass.ThinCirrus, SceneClass.Snow);

    /// <summary>What is dilated by default: cloud shadow and clouds.</summary>
    public static SceneClassSet Dilated { get; } = Of(SceneClass.CloudShadow, SceneClass.CloudMedium, SceneClass.CloudHigh);

    /// <summary>A set of these classes.</summary>
    public static SceneClassSet Of(params ReadOnlySpan<SceneClass> classes)
    {
        uint bits = 0;
        foreach (SceneClass sceneClass in classes)
        {
            bits |= 1u << (int)sceneClass;
        }

        return new SceneClassSet(bits);
    }

    /// <inheritdoc/>
    public bool Holds(byte value) => value < 32 && ((Bits >> value) & 1) != 0;
}
