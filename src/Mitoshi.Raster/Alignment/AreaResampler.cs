using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>Where the target is coarser: every source pixel counts by the area that it shares with the target pixel.</summary>
/// <param name="summary">What is made of values and areas.</param>
internal sealed class AreaResampler(IAreaSummary summary) : IResampler
{
    public string Identity => summary.Identity;

    public IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs) => summary.OutputsFor(inputs);

    public void Resample(GridMapping mapping, Window window, Block region, Span<float> values)
    {
        Footprint footprint = new();
        if (mapping.IsAxisAligned)
        {
            for (int i = 0; i < window.PixelCount; i++)
            {
                int column = window.Column + (i % window.Columns), row = window.Row + (i / window.Columns);
                footprint.Rectangle(mapping.SourceColumn(column), mapping.SourceRow(row), mapping.SourceColumn(column + 1), mapping.SourceRow(row + 1), region.Window);
                summary.Summarise(footprint, region, values, i, window.PixelCount);
            }

            return;
        }

        Window corners = window with { Columns = window.Columns + 1, Rows = window.Rows + 1 };
        double[] x = ArrayPool<double>.Shared.Rent(corners.PixelCount), y = ArrayPool<double>.Shared.Rent(corners.PixelCount);
        mapping.Map(corners, offset: 0, x, y);
        Span<double> quadX = stackalloc double[4], quadY = stackalloc double[4];
        for (int i = 0; i < window.PixelCount; i++)
        {
            int upper = (i / window.Columns * corners.Columns) + (i % window.Columns), lower = upper + corners.Columns;
            (quadX[0], quadX[1], quadX[2], quadX[3]) = (x[upper], x[upper + 1], x[lower + 1], x[lower]);
            (quadY[0], quadY[1], quadY[2], quadY[3]) = (y[upper], y[upper + 1], y[lower + 1], y[lower]);
            footprint.Quadrilateral(quadX, quadY, region.Window);
            summary.Summarise(footprint, region, values, i, window.PixelCount);
        }

        ArrayPool<double>.Shared.Return(x);
        ArrayPool<double>.Shared.Return(y);
    }
}
