using System.Globalization;
using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Cli.Tests.EndToEnd;

/// <summary>The expected values of a layer: units and masks by plain formulas on the file's own grid, then brought to the target by gdalwarp.</summary>
internal sealed class Regridder(MixedFolder mixed, Grid target)
{
    /// <summary>A band of a file, no data as NaN, with its own scale.</summary>
    public static float[] Read(string path, int band = 0)
    {
        using RasterSource source = RasterSource.Open(path, bandIndexes: [band]);
        return source.ReadBlock(source.Grid.Whole).Array;
    }

    public static Grid GridOf(string path)
    {
        using RasterFile file = RasterFile.Open(path);
        return file.Grid;
    }

    /// <summary>Numbers on the grid of a file, as they lie on the target.</summary>
    /// <param name="like">File whose grid they are on.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="method"><c>bilinear</c> or <c>near</c> where the target is finer; <c>average</c> or <c>mode</c> where it is coarser: then by way of pixels of half a metre.</param>
    public float[] ToTarget(string like, float[] numbers, string method)
    {
        string own = mixed.In("own.tif"), fine = mixed.In("fine.tif"), there = mixed.In("there.tif");
        Grid grid = GridOf(like);
        using (RasterWriter writer = RasterWriter.Create(own, grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN }))
        {
            writer.Write<float>(grid.Whole, 0, numbers);
            writer.Commit();
        }

        bool isCoarser = method is "average" or "mode";
        if (isCoarser)
        {
            Warp(own, fine, 0.5, "near");
        }

        Warp(isCoarser ? fine : own, there, target.Transform.ColumnX, method);
        return Read(there);
    }

    private void Warp(string from, string to, double pixel, string method)
    {
        (double west, double north) = target.Transform.ToMap(0, 0);
        (double east, double south) = target.Transform.ToMap(target.Width, target.Height);
        string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
        MixedFolder.Run("gdalwarp", "-q", "-overwrite", "-et", "0", "-t_srs", target.Crs.Definition, "-te", Number(west), Number(south), Number(east), Number(north), "-tr", Number(pixel), Number(pixel), "-r", method, from, to);
    }
}
