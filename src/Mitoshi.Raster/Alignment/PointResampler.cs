using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>Where the target is finer: bilinear for quantities, the pixel itself for classes.</summary>
/// <param name="isBilinear">False for the pixel that holds the point.</param>
internal sealed class PointResampler(bool isBilinear) : IResampler
{
    public string Identity => isBilinear ? "bilinear" : "nearest";

    public IReadOnlyList<Layer> OutputsFor(IReadOnlyList<Layer> inputs) => inputs;

    public void Resample(GridMapping mapping, Window window, Block region, Span<float> values)
    {
        int pixels = window.PixelCount;
        double[] x = ArrayPool<double>.Shared.Rent(pixels), y = ArrayPool<double>.Shared.Rent(pixels);
        mapping.Map(window, offset: 0.5, x, y);
        for (int band = 0; band < region.BandCount; band++)
        {
            ReadOnlySpan<float> from = region.Band(band);
            Span<float> to = values.Slice(band * pixels, pixels);
            for (int i = 0; i < pixels; i++)
            {
                to[i] = At(from, region.Window, x[i], y[i]);
            }
        }

        ArrayPool<double>.Shared.Return(x);
        ArrayPool<double>.Shared.Return(y);
    }

    private float At(ReadOnlySpan<float> picture, Window window, double x, double y)
    {
        double columnHere = Math.Floor(x), rowHere = Math.Floor(y);
        bool isOutside = !(columnHere >= window.Column && columnHere < window.ColumnEnd && rowHere >= window.Row && rowHere < window.RowEnd);
        float nearest = isOutside ? float.NaN : picture[(((int)rowHere - window.Row) * window.Columns) + (int)columnHere - window.Column];
        if (!isBilinear || float.IsNaN(nearest))
        {
            // A pixel without data stays without data: neighbours don't grow into it.
            return nearest;
        }

        double left = Math.Floor(x - 0.5), top = Math.Floor(y - 0.5), shareRight = x - 0.5 - left, shareBelow = y - 0.5 - top;
        double sum = 0, weights = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            int column = (int)left + (corner & 1) - window.Column, row = (int)top + (corner >> 1) - window.Row;
            if (column < 0 || row < 0 || column >= window.Columns || row >= window.Rows)
            {
                continue;
            }

            float value = picture[(row * window.Columns) + column];
            double weight = ((corner & 1) == 0 ? 1 - shareRight : shareRight) * ((corner >> 1) == 0 ? 1 - shareBelow : shareBelow);
            if (!float.IsNaN(value))
            {
                sum += weight * value;
                weights += weight;
            }
        }

        return (float)(sum / weights);
    }
}
