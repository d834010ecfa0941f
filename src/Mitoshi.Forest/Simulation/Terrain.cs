namespace Mitoshi.Forest.Simulation;

/// <summary>Simulated ground: a basin, hills and ridges.</summary>
/// <param name="Elevation">Metres.</param>
/// <param name="NormalEast">East part of the unit normal of the ground.</param>
/// <param name="NormalNorth">North part.</param>
/// <param name="NormalUp">Upward part: the cosine of the slope.</param>
internal sealed record Terrain(float[] Elevation, float[] NormalEast, float[] NormalNorth, float[] NormalUp)
{
    /// <summary>Makes the ground of a square of pixels.</summary>
    /// <param name="random">Its stream.</param>
    /// <param name="size">Edge in pixels.</param>
    /// <param name="pixelMetres">Edge of a pixel.</param>
    public static Terrain Make(RandomStream random, int size, double pixelMetres)
    {
        float[] basin = NoiseField.Make(random.Fork("basin"), size, 2600 / pixelMetres, octaves: 3, persistence: 0.35);
        float[] ridges = NoiseField.Make(random.Fork("ridges"), size, 1300 / pixelMetres, octaves: 4, persistence: 0.45);
        float[] detail = NoiseField.Make(random.Fork("detail"), size, 250 / pixelMetres, octaves: 3);
        float[] elevation = new float[size * size];
        for (int i = 0; i < elevation.Length; i++)
        {
            double relief = 1 / (1 + Math.Exp(-1.4 * basin[i])), ridge = Math.Exp(-ridges[i] * ridges[i]);
            elevation[i] = (float)(70 + (relief * (290 + (190 * ridge) + (8 * detail[i]))));
        }

        Terrain terrain = new(elevation, new float[elevation.Length], new float[elevation.Length], new float[elevation.Length]);
        terrain.Normals(size, pixelMetres);
        return terrain;
    }

    /// <summary>Cosine of the angle between the ground's normal and a direction.</summary>
    /// <param name="pixel">Which pixel.</param>
    /// <param name="direction">Where the sensor or the sun is.</param>
    public double Cosine(int pixel, SkyDirection direction)
        => (NormalEast[pixel] * direction.East) + (NormalNorth[pixel] * direction.North) + (NormalUp[pixel] * direction.Up);

    // Central differences; at the edge of the grid one-sided.
    private void Normals(int size, double pixelMetres)
    {
        for (int row = 0; row < size; row++)
        {
            int above = Math.Max(row - 1, 0), below = Math.Min(row + 1, size - 1);
            for (int column = 0; column < size; column++)
            {
                int left = Math.Max(column - 1, 0), right = Math.Min(column + 1, size - 1), pixel = (row * size) + column;
                double east = (Elevation[(row * size) + right] - Elevation[(row * size) + left]) / ((right - left) * pixelMetres);
                double north = (Elevation[(above * size) + column] - Elevation[(below * size) + column]) / ((below - above) * pixelMetres);
                double length = Math.Sqrt((east * east) + (north * north) + 1);
                NormalEast[pixel] = (float)(-east / length);
                NormalNorth[pixel] = (float)(-north / length);
                NormalUp[pixel] = (float)(1 / length);
            }
        }
    }
}
