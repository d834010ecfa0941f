namespace Mitoshi.Tiles;

/// <summary>The stretch that the data suggest: from the 2nd to the 98th percentile of the whole raster, read from a small copy.</summary>
public static class DataStretch
{
    private const int Sample = 512;

    /// <summary>One stretch for each band or result.</summary>
    /// <param name="scene">The bands.</param>
    /// <param name="options">Expression and units.</param>
    public static IReadOnlyList<Stretch> Of(IReadOnlyList<BandOf> scene, PictureOptions options)
    {
        if (options.Expression is null && scene.All(band => band.Dataset.File.Bands[band.Band].Type == Gdal.PixelType.UInt8) && !options.IsPhysical)
        {
            return [new Stretch(0, 255)];
        }

        return scene[0].Dataset.Remember($"stretch {options.Expression?.Text} {options.IsPhysical} {string.Join(' ', scene.Select(band => $"{band.Dataset.Identity} {band.Band}"))}",
            () => Compute(scene, options));
    }

    private static IReadOnlyList<Stretch> Compute(IReadOnlyList<BandOf> scene, PictureOptions options)
    {
        Grid grid = Overview.Whole(scene[0].Dataset, Sample);
        float[] values = PictureRenderer.Values([scene], grid, options with { Resampling = Resampling.Nearest, Hillshade = null });
        int count = grid.Width * grid.Height;
        return [.. Enumerable.Range(0, values.Length / count).Select(band =>
        {
            ValueStatistics figures = ValueStatistics.Of(values.AsSpan(band * count, count));
            double min = figures.Percentile2, max = figures.Percentile98;
            return double.IsNaN(min) ? new Stretch(0, 1) : max > min ? new Stretch(min, max) : new Stretch(min - 0.5, min + 0.5);
        })];
    }
}
