namespace Mitoshi.Forest.Protocol;

/// <summary>Hectares of the validation protocol: 10 × 10 pixels of 10 m from the upper left corner; the rest at the right and lower edge is unused.</summary>
public static class HectareGrid
{
    /// <summary>Pixels along the edge of a hectare.</summary>
    public const int Edge = 10;

    /// <summary>Mean of every hectare, row by row.</summary>
    /// <param name="pixels">Rows × columns.</param>
    /// <param name="columns">Columns.</param>
    public static double[] Means(ReadOnlySpan<float> pixels, int columns)
    {
        int across = columns / Edge, down = pixels.Length / columns / Edge;
        double[] means = new double[across * down];
        for (int i = 0; i < means.Length; i++)
        {
            double sum = 0;
            for (int row = 0; row < Edge; row++)
            {
                foreach (float measured in pixels.Slice((((i / across * Edge) + row) * columns) + (i % across * Edge), Edge))
                {
                    sum += measured;
                }
            }

            means[i] = sum / (Edge * Edge);
        }

        return means;
    }
}
