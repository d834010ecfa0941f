namespace Mitoshi.Raster;

/// <summary>Grey levels between two declared limits; never the window's own, which would make texture of noise.</summary>
/// <param name="Lowest">Values at or below it are level 0.</param>
/// <param name="Highest">Values at or above it are the last level.</param>
public readonly record struct TextureLevels(float Lowest, float Highest)
{
    /// <summary>Number of levels.</summary>
    public const int Count = 32;

    /// <summary>Marks a missing value.</summary>
    public const byte Missing = 255;

    /// <summary>Turns values into levels 0 to 31.</summary>
    /// <param name="values">Length n; NaN is missing.</param>
    /// <param name="levels">Receives n levels, <see cref="Missing"/> where there is no value.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public void Quantise(ReadOnlySpan<float> values, Span<byte> levels)
    {
        Require.SameLength(values.Length, levels.Length, nameof(levels));
        float levelsPerUnit = Count / (Highest - Lowest);
        for (int i = 0; i < values.Length; i++)
        {
            float level = (values[i] - Lowest) * levelsPerUnit;
            levels[i] = float.IsNaN(level) ? Missing : (byte)Math.Clamp(level, 0, Count - 1);
        }
    }
}
