using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>Turns quads into pictures.</summary>
internal static class QuadPainter
{
    /// <summary>Three bands in red, green and blue, or one in grey.</summary>
    /// <param name="quads">One group of one or three bands.</param>
    /// <param name="stretches">One for all bands, or one for each.</param>
    /// <param name="rgba">Receives four bytes a pixel.</param>
    public static void Paint(QuadPicture quads, IReadOnlyList<Stretch> stretches, Span<byte> rgba)
    {
        Vector128<float> scale = Vector128.Create(0f, 0, 0, 255), offset = Vector128<float>.Zero;
        for (int lane = 0; lane < 3; lane++)
        {
            Stretch stretch = stretches[Math.Min(lane, stretches.Count - 1)];
            double factor = 255 / (stretch.Max - stretch.Min);
            scale = scale.WithElement(lane, (float)factor);
            offset = offset.WithElement(lane, (float)(-stretch.Min * factor));
        }

        Span<Vector128<float>> group = quads.Group(0);
        if (quads.BandCount == 1)
        {
            Spread(group);
        }

        PixelPacking.Stretch(group, scale, offset, rgba);
    }

    // Grey is the first band three times.
    private static void Spread(Span<Vector128<float>> quads)
    {
        for (int i = 0; i < quads.Length; i++)
        {
            quads[i] = Vector128.Shuffle(quads[i], Vector128.Create(0, 0, 0, 3));
        }
    }
}
