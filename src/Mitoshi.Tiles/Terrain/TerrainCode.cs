using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>Heights in metres as colours, for 3-D maps. Heights are interpolated before they are coded: colours must not be.</summary>
public sealed class TerrainCode
{
    private readonly double _offset, _steps;

    private TerrainCode(string name, double offset, double steps) => (Name, _offset, _steps) = (name, offset, steps);

    /// <summary>Mapbox terrain-RGB: height = -10000 + (R × 65536 + G × 256 + B) × 0.1.</summary>
    public static TerrainCode Mapbox { get; } = new("mapbox", 10000, 10);

    /// <summary>Terrarium: height = R × 256 + G + B / 256 - 32768.</summary>
    public static TerrainCode Terrarium { get; } = new("terrarium", 32768, 256);

    /// <summary>MapLibre's name of it.</summary>
    public string Name { get; }

    /// <summary>
    /// Codes heights; where there is none, the height is 0. Every pixel is opaque: a browser forgets the colour of what is transparent, and a 3-D map
    /// would see a height of -10 km there.
    /// </summary>
    /// <param name="quads">Height in the first lane, in metres.</param>
    /// <param name="rgba">Receives four bytes a pixel.</param>
    internal void Encode(ReadOnlySpan<Vector128<float>> quads, Span<byte> rgba)
    {
        for (int i = 0; i < quads.Length; i++)
        {
            int code = (int)Math.Clamp(Math.Round((quads[i].GetElement(0) + _offset) * _steps), 0, 0xffffff);
            (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]) =
                ((byte)(code >> 16), (byte)(code >> 8), (byte)code, 255);
        }
    }
}
