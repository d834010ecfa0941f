namespace Mitoshi.Lidar;

/// <summary>Finds tree tops: cells that no other cell in a disc around them exceeds. The disc may grow with the height.</summary>
/// <remarks>Source: Popescu &amp; Wynne 2004, PE&amp;RS 70:589 (variable windows); Monnet 2011, thesis, Univ. Grenoble.</remarks>
internal sealed record TreeTops
{
    /// <summary>Diameter of the disc in metres for a tree of height 0.</summary>
    public double WindowMetres { get; init; } = 2.5;

    /// <summary>Metres of diameter more per metre of height.</summary>
    public double WindowPerMetre { get; init; }

    /// <summary>Lowest height of a tree in metres.</summary>
    public double HeightMin { get; init; } = 5;

    /// <summary>The tops inside a window of a raster, row by row.</summary>
    /// <remarks>Of several equal cells in one disc the first counts, so that a plateau is one tree.</remarks>
    public List<TreeTop> Find(CanopyRaster canopy, Window window)
    {
        List<TreeTop> tops = [];
        for (int row = window.Row; row < window.RowEnd; row++)
        {
            for (int column = window.Column; column < window.ColumnEnd; column++)
            {
                float height = canopy.Heights[(row * canopy.Columns) + column];
                if (height >= HeightMin && IsTop(canopy, column, row, height))
                {
                    tops.Add(new TreeTop(column, row, height));
                }
            }
        }

        return tops;
    }

    private bool IsTop(CanopyRaster canopy, int column, int row, float height)
    {
        double radius = (WindowMetres + (WindowPerMetre * height)) / 2 / canopy.CellMetres;
        int reach = (int)radius;
        for (int dr = -reach; dr <= reach; dr++)
        {
            for (int dc = -reach; dc <= reach; dc++)
            {
                int c = column + dc, r = row + dr;
                if ((dr * dr) + (dc * dc) > radius * radius || c < 0 || r < 0 || c >= canopy.Columns || r >= canopy.Rows)
                {
                    continue;
                }

                float other = canopy.Heights[(r * canopy.Columns) + c];
                bool isBefore = dr < 0 || (dr == 0 && dc < 0);
                if (other > height || (isBefore && other == height))
                {
                    return false;
                }
            }
        }

        return true;
    }
}

/// <summary>A tree top.</summary>
/// <param name="Column">Column of its cell.</param>
/// <param name="Row">Row of its cell.</param>
/// <param name="HeightMetres">Metres above the ground.</param>
internal readonly record struct TreeTop(int Column, int Row, float HeightMetres);
