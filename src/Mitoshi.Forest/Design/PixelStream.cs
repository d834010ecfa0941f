using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Passes over the pixels of a map that lie in the areas, in row order.</summary>
internal sealed class PixelStream(RasterFile map, int bandIndex, IReadOnlyList<AreaPolygon> areas)
{
    private const int BandRows = 256;

    public void ForEach(Action<int, int, float> action, CancellationToken cancellation)
    {
        Grid grid = map.Grid;
        float[] values = new float[grid.Width * BandRows];
        bool[] isInside = new bool[grid.Width];
        List<double> crossings = [];
        for (int top = 0; top < grid.Height; top += BandRows)
        {
            cancellation.ThrowIfCancellationRequested();
            Window window = new(Column: 0, Row: top, Columns: grid.Width, Rows: Math.Min(BandRows, grid.Height - top));
            map.ReadPhysical(window, [bandIndex], values.AsSpan(0, window.PixelCount));
            for (int row = 0; row < window.Rows; row++)
            {
                // Areas may overlap; a pixel is visited once.
                Array.Clear(isInside);
                (double x0, double y) = grid.Transform.ToMap(0.5, top + row + 0.5);
                foreach (AreaPolygon area in areas)
                {
                    area.Crossings(y, crossings);
                    for (int k = 0; k + 1 < crossings.Count; k += 2)
                    {
                        int first = (int)Math.Max(0, Math.Ceiling((crossings[k] - x0) / grid.Transform.ColumnX));
                        int last = (int)Math.Min(grid.Width - 1, Math.Ceiling((crossings[k + 1] - x0) / grid.Transform.ColumnX) - 1);
                        if (last >= first)
                        {
                            isInside.AsSpan(first, last - first + 1).Fill(true);
                        }
                    }
                }

                for (int column = 0; column < grid.Width; column++)
                {
                    float value = values[(row * grid.Width) + column];
                    if (isInside[column] && !float.IsNaN(value))
                    {
                        action(column, top + row, value);
                    }
                }
            }
        }
    }
}
