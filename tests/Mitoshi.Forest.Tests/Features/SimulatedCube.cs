using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Tests.Features;

/// <summary>A cube of arrays.</summary>
internal sealed class SimulatedCube(int columns, int rows, IReadOnlyList<(CubeLayer Layer, float[] Values)> layers) : ICube
{
    public Grid Grid { get; } = new(Crs.Local, AffineTransform.NorthUp(0, 0, 10), columns, rows);

    public IReadOnlyList<CubeLayer> Layers { get; } = [.. layers.Select(layer => layer.Layer)];

    public string Identity => "simulated";

    public void Read(Window window, ReadOnlySpan<int> layerIndices, Span<float> destination)
    {
        for (int i = 0; i < layerIndices.Length; i++)
        {
            for (int k = 0; k < window.PixelCount; k++)
            {
                int row = window.Row + (k / window.Columns), column = window.Column + (k % window.Columns);
                bool isInside = row >= 0 && row < Grid.Height && column >= 0 && column < Grid.Width;
                destination[(i * window.PixelCount) + k] = isInside ? layers[layerIndices[i]].Values[(row * Grid.Width) + column] : float.NaN;
            }
        }
    }

    /// <summary>A year of radar and optical scenes of a random landscape with gaps, and its label. The optical scene lies (rows, columns) off.</summary>
    public static (SimulatedCube Cube, float[] Label) Year(int columns, int rows, int rowsOff = 0, int columnsOff = 0)
    {
        RandomStream random = new(11, "landscape");
        int wide = columns + 40;
        float[] landscape = [.. Enumerable.Range(0, wide * (rows + 40)).Select(_ => (float)random.NextDouble())];
        float At(int row, int column)
        {
            float sum = 0;
            for (int r = -2; r <= 2; r++)
            {
                for (int c = -2; c <= 2; c++)
                {
                    sum += landscape[((row + 20 + r) * wide) + column + 20 + c];
                }
            }

            return sum / 25;
        }

        float[] Image(Func<int, int, float> pixel) => [.. Enumerable.Range(0, columns * rows).Select(k => pixel(k / columns, k % columns))];
        List<(CubeLayer, float[])> layers = [];
        for (int month = 1; month <= 12; month++)
        {
            foreach (string band in new[] { "VV", "VH" })
            {
                layers.Add((new CubeLayer(LayerRole.Sentinel1, band, Month: month, Orbit: "ascending"), Image((r, c) => 0.02f + (0.2f * At(r, c) * (0.5f + (float)random.NextDouble())))));
            }

            foreach (string band in new[] { "B4", "B5", "B8", "B8A", "B11", "B12" })
            {
                float level = band[1] == '8' ? 0.3f : 0.05f;
                layers.Add((new CubeLayer(LayerRole.Sentinel2, band, Month: month),
                    Image((r, c) => random.NextDouble() < 0.02 ? float.NaN : level * (1.5f - At(r + rowsOff, c + columnsOff)) * (0.95f + (0.1f * (float)random.NextDouble())))));
            }
        }

        layers.Add((new CubeLayer(LayerRole.LandCover, "class"), Image((_, _) => random.NextInt(3))));
        return (new SimulatedCube(columns, rows, layers), Image((r, c) => 400 * At(r, c)));
    }
}
