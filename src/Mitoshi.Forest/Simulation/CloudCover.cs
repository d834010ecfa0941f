using Mitoshi.Raster;

namespace Mitoshi.Forest.Simulation;

/// <summary>Clouds of one day: how opaque each pixel is, where shadow lies, and what a classification says about it. As in life, thin edges go unnoticed.</summary>
/// <param name="Opacity">0 clear to 1 opaque.</param>
/// <param name="Shade">Light that is left under the clouds, 1 in full sun.</param>
/// <param name="SceneClasses">Codes of <see cref="SceneClass"/>, but only for what clouds do: 0 means as the ground.</param>
internal sealed record CloudCover(float[] Opacity, float[] Shade, byte[] SceneClasses)
{
    private const int ShadowColumns = -14, ShadowRows = -20;

    /// <summary>Makes the clouds of a day.</summary>
    /// <param name="random">A stream of its own for the day.</param>
    /// <param name="size">Edge in pixels.</param>
    /// <param name="share">Part of the area under cloud, 0 to 1.</param>
    public static CloudCover Make(RandomStream random, int size, double share)
    {
        float[] field = NoiseField.Make(random.Fork("cumulus"), size, 70, octaves: 4, persistence: 0.6), thin = NoiseField.Make(random.Fork("cirrus"), size, 160, octaves: 2);
        float threshold = Quantile(field, 1 - share);
        CloudCover cover = new(new float[field.Length], new float[field.Length], new byte[field.Length]);
        for (int pixel = 0; pixel < field.Length; pixel++)
        {
            double depth = field[pixel] - threshold, cirrus = Math.Clamp(thin[pixel] - 1.9, 0, 1) * 0.25;
            cover.Opacity[pixel] = (float)Math.Clamp(Math.Max((depth + 0.12) / 0.55, cirrus), 0, 0.97);
            cover.SceneClasses[pixel] = (byte)(depth > 0.25 ? SceneClass.CloudHigh : depth > 0 ? SceneClass.CloudMedium : cirrus > 0.03 ? SceneClass.ThinCirrus : 0);
        }

        cover.CastShadows(field, threshold, size);
        return cover;
    }

    private void CastShadows(float[] field, float threshold, int size)
    {
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int pixel = (row * size) + column, sourceColumn = column - ShadowColumns, sourceRow = row - ShadowRows;
                bool isInside = sourceColumn < size && sourceRow < size;
                double depth = isInside ? field[(sourceRow * size) + sourceColumn] - threshold : -1;
                Shade[pixel] = (float)(1 - (0.6 * Math.Clamp((depth + 0.08) / 0.3, 0, 1)));
                if (depth > 0 && SceneClasses[pixel] == 0)
                {
                    SceneClasses[pixel] = (byte)SceneClass.CloudShadow;
                }
            }
        }
    }

    private static float Quantile(float[] field, double fraction)
    {
        float[] sorted = [.. field];
        Array.Sort(sorted);
        return sorted[Math.Min((int)(fraction * sorted.Length), sorted.Length - 1)];
    }
}
