using Mitoshi.Forest.Models;
using Mitoshi.Raster;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Maps;

/// <summary>Totals and means of a map.</summary>
/// <param name="MappedHectares">Area with a prediction.</param>
/// <param name="ForestHectares">Area of the forest mask.</param>
/// <param name="MeanAgb">Mean AGB in Mg/ha.</param>
/// <param name="MeanAgbError">Its standard error from the errors of pixels with their correlation in space, and of the level of the map; NaN when intervals are withheld.</param>
/// <param name="MeanAgbForest">Mean AGB of the forest.</param>
/// <param name="ShareInside">Share of the mapped area inside the area of applicability.</param>
/// <param name="MeanWidth">Mean width of the 90 % intervals; NaN when withheld.</param>
/// <param name="ResidualRangeMetres">Range of the residuals' variogram; NaN when unknown.</param>
/// <param name="ResidualNuggetShare">Share of the nugget.</param>
public sealed record MapFigures(
    double MappedHectares, double ForestHectares, double MeanAgb, double MeanAgbError, double MeanAgbForest, double ShareInside, double MeanWidth,
    double ResidualRangeMetres, double ResidualNuggetShare)
{
    /// <summary>Correlation of the out-of-fold errors of two dates of the training, or null with a single date.</summary>
    public double? EpochCorrelation { get; init; }

    /// <summary>Ground that a pixel's value speaks for, in hectares; null for the pixel itself.</summary>
    public double? SupportHectares { get; init; }

    private const long ExactPixelsMax = 4_000_000;

    internal static MapFigures Of(string folder, Grid grid, BiomassModel model)
    {
        Crs? declared = grid.Crs.IsLocal ? Crs.Local : null;
        double pixelSize = Math.Abs(grid.Transform.ColumnX), pixelHectares = grid.PixelArea / 10_000;
        using StackedSource bands = new([.. new[] { MapFiles.Agb, MapFiles.Lower, MapFiles.Upper, MapFiles.ForestMask, MapFiles.Applicability }
            .Select(name => RasterSource.Open(Path.Combine(folder, name), declared, pixelSize))]);
        long mapped = 0, forest = 0, inside = 0, withInterval = 0;
        LevelError? level = MapLevel.Of(model.Metrics);
        double[] classes = new double[level?.Edges.Count ?? 0];
        double sum = 0, sumForest = 0, sumWidth = 0;
        float[] deviations = grid.PixelCount <= ExactPixelsMax ? new float[grid.PixelCount] : [];
        Array.Fill(deviations, float.NaN);
        foreach (Window window in grid.Tiles(512))
        {
            Block block = bands.ReadBlock(window);
            ReadOnlySpan<float> agb = block.Band(0), lower = block.Band(1), upper = block.Band(2), isForest = block.Band(3), isInside = block.Band(4);
            for (int i = 0; i < agb.Length; i++)
            {
                if (float.IsNaN(agb[i]))
                {
                    continue;
                }

                mapped++;
                sum += agb[i];
                forest += isForest[i] > 0.5f ? 1 : 0;
                sumForest += isForest[i] > 0.5f ? agb[i] : 0;
                inside += isInside[i] > 0.5f ? 1 : 0;
                float width = upper[i] - lower[i];
                if (!float.IsNaN(width))
                {
                    withInterval++;
                    sumWidth += width;
                    if (level is not null)
                    {
                        classes[level.ClassOf(agb[i])]++;
                    }

                    if (deviations.Length > 0)
                    {
                        deviations[((long)(window.Row + (i / window.Columns)) * grid.Width) + window.Column + (i % window.Columns)] = (float)(width / (2 * NormalDistribution.HalfWidth90));
                    }
                }
            }
        }

        if (mapped == 0)
        {
            throw new MitoshiException("map.empty",
                found: ("no pixel of the area has data", "データのある画素がありません"),
                expected: ("at least one clear observation somewhere", "どこかに1つ以上の晴れた観測"),
                remedy: ("Add dates (everything was cloud), or check masks and extent.", "日付を増やす(すべて雲)か、マスクと範囲を確かめてください。"));
        }

        double range = model.Metrics["residual_range_m"]?.GetValue<double>() ?? double.NaN, nugget = model.Metrics["residual_nugget_share"]?.GetValue<double>() ?? 0;
        SpatialCorrelation correlation = ResidualCorrelation.Of(model.Metrics);
        double meanWidth = withInterval > 0 ? sumWidth / withInterval : double.NaN, meanDeviation = meanWidth / (2 * NormalDistribution.HalfWidth90);
        double error = withInterval == 0 ? double.NaN
            : deviations.Length > 0 ? Math.Sqrt(SpatialMean.ResidualVarianceOnGrid(deviations, grid.Width, pixelSize, correlation))
            : meanDeviation * Math.Sqrt(Math.Min(1, correlation.IntegralArea() / (withInterval * grid.PixelArea)));
        error = level is null ? error : Math.Sqrt((error * error) + level.Between(classes, classes));
        return new MapFigures(mapped * pixelHectares, forest * pixelHectares, sum / mapped, error, forest > 0 ? sumForest / forest : double.NaN, (double)inside / mapped, meanWidth, range, nugget)
        {
            EpochCorrelation = model.Metrics["epoch_correlation"]?.GetValue<double>(), SupportHectares = model.Metrics["support_ha"]?.GetValue<double>(),
        };
    }
}
