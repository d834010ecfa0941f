namespace Mitoshi.Raster;

/// <summary>Reading a source by hand.</summary>
public static class SourceReading
{
    /// <summary>A window as a block of its own.</summary>
    public static Block ReadBlock(this ISource source, Window window)
    {
        Block block = new(window, source.Layers.Count);
        source.Read(window, block.Values);
        return block;
    }

    /// <summary>
    /// Copies the part of a window that lies in a picture, and puts NaN elsewhere.
    /// </summary>
    /// <param name="picture">rows × columns of <paramref name="from"/>.</param>
    /// <param name="from">The pixels of the picture.</param>
    /// <param name="values">Receives rows × columns of <paramref name="to"/>.</param>
    /// <param name="to">The pixels that are asked for.</param>
    internal static void CopyOverlap(ReadOnlySpan<float> picture, Window from, Span<float> values, Window to)
    {
        Window shared = from.Intersect(to);
        if (shared != to)
        {
            values.Fill(float.NaN);
        }

        for (int row = shared.Row; row < shared.RowEnd; row++)
        {
            ReadOnlySpan<float> line = picture.Slice(((row - from.Row) * from.Columns) + shared.Column - from.Column, shared.Columns);
            line.CopyTo(values[(((row - to.Row) * to.Columns) + shared.Column - to.Column)..]);
        }
    }
}
