using System.Globalization;
using System.Text;
using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Lidar;

/// <summary>
/// The files of a canopy. Areas are written to plain rasters in a folder of work; when all are there, these become Cloud Optimized
/// GeoTIFFs in their place.
/// </summary>
internal sealed class CanopyFiles : IDisposable
{
    private const int TopsInGeoPackageMax = 300_000;
    private const string CanopyName = "canopy.tif", GroundName = "ground.tif", MetricsName = "metrics.tif";

    private readonly string _folder;
    private readonly string _work;
    private readonly Crs _crs;
    private readonly RasterWriter _canopy;
    private readonly RasterWriter _ground;
    private readonly RasterWriter _metrics;
    private readonly string _topsBeside;
    private readonly StreamWriter _topsText;
    private readonly List<VectorFeature> _topFeatures = [];
    private bool _isClosed;

    public CanopyFiles(string folder, Grid grid, Grid metricsGrid)
    {
        _folder = folder;
        _crs = grid.Crs;
        _work = Path.Combine(folder, ".work");
        Directory.CreateDirectory(_work);
        RasterFormat plain = new(PixelType.Float32, 1) { NoData = double.NaN, Compression = "NONE", UsesPredictor = false };
        _canopy = RasterWriter.Create(Path.Combine(_work, CanopyName), grid, plain with { Descriptions = ["canopy_height"], Unit = "m" });
        _ground = RasterWriter.Create(Path.Combine(_work, GroundName), grid, plain with { Descriptions = ["ground_height"], Unit = "m" });
        _metrics = RasterWriter.Create(Path.Combine(_work, MetricsName), metricsGrid,
            plain with { BandCount = HeightMetrics.Names.Count, Descriptions = HeightMetrics.Names });
        _topsBeside = Path.Combine(_work, "tree_tops.csv");
        _topsText = new StreamWriter(_topsBeside, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        _topsText.WriteLine("x,y,height_m");
    }

    /// <summary>Tree tops so far.</summary>
    public long TopCount { get; private set; }

    /// <summary>Writes an area; areas come in a fixed order, so that the files have the same bytes with any number of threads.</summary>
    public void Write(CanopyArea area)
    {
        WriteInside(_canopy, area.Window, 0, area.Canopy);
        WriteInside(_ground, area.Window, 0, area.Ground);
        int cellCount = area.MetricsWindow.PixelCount;
        for (int band = 0; band < HeightMetrics.Names.Count; band++)
        {
            WriteInside(_metrics, area.MetricsWindow, band, area.Metrics.AsSpan(band * cellCount, cellCount));
        }

        foreach ((double x, double y, float height) in area.Tops)
        {
            _topsText.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{x:0.00},{y:0.00},{height:0.00}"));
            if (TopCount < TopsInGeoPackageMax)
            {
                _topFeatures.Add(new VectorFeature(TopCount + 1, PointGeometry(x, y), [VectorAttribute.Of(Math.Round(height, 2))]));
            }

            TopCount++;
        }
    }

    /// <summary>Puts all files in place.</summary>
    public async Task<IReadOnlyList<OutputFile>> CommitAsync(ProcessContext context)
    {
        _canopy.Commit();
        _ground.Commit();
        _metrics.Commit();
        foreach (string name in (string[])[CanopyName, GroundName, MetricsName])
        {
            await OptimiseAsync(name, context);
        }

        _topsText.Flush();
        _topsText.Dispose();
        string tops = Path.Combine(_folder, "tree_tops.csv");
        DurableFile.MoveIntoPlace(_topsBeside, tops);
        _isClosed = true;
        List<OutputFile> files =
        [
            new(("Canopy height, m", "樹冠高 (m)"), Path.Combine(_folder, "canopy.tif")),
            new(("Ground height, m", "地盤高 (m)"), Path.Combine(_folder, "ground.tif")),
            new(("Height metrics per cell", "セルごとの高さ指標"), Path.Combine(_folder, "metrics.tif")),
            new(("Tree tops", "樹頂点"), tops),
        ];
        if (TopCount is > 0 and <= TopsInGeoPackageMax)
        {
            string path = Path.Combine(_folder, "tree_tops.gpkg");
            VectorFile.Write(path, new VectorLayer("tree_tops", _crs.IsLocal ? null : _crs, [new VectorField("height_m", IsNumber: true)], _topFeatures), VectorGeometry.Point);
            files.Add(new OutputFile(("Tree tops", "樹頂点"), path));
        }

        return files;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _canopy.Dispose();
        _ground.Dispose();
        _metrics.Dispose();
        if (!_isClosed)
        {
            _topsText.Dispose();
        }

        if (Directory.Exists(_work))
        {
            Directory.Delete(_work, recursive: true);
        }
    }

    private async Task OptimiseAsync(string name, ProcessContext context)
    {
        using RasterSource source = RasterSource.Open(Path.Combine(_work, name), _crs);
        MapJob job = new(("Writing " + name, name + " を書き込み中"), source, new CopyKernel(source.Layers), new CogSink(Path.Combine(_folder, name), CogFormat.Float32));
        ExecutorOptions options = new() { JobFolder = Path.Combine(_work, Path.GetFileNameWithoutExtension(name)), Workers = context.Threads };
        await Executor.RunAsync(job, options, context);
    }

    // Areas at the edge of the grid may reach beyond it.
    private static void WriteInside(RasterWriter writer, Window window, int bandIndex, ReadOnlySpan<float> values)
    {
        Window inside = window.Intersect(writer.Grid.Whole);
        if (inside == window)
        {
            writer.Write(window, bandIndex, values);
            return;
        }

        float[] cut = new float[inside.PixelCount];
        for (int row = 0; row < inside.Rows; row++)
        {
            values.Slice(row * window.Columns, inside.Columns).CopyTo(cut.AsSpan(row * inside.Columns));
        }

        writer.Write<float>(inside, bandIndex, cut);
    }

    // Well-known binary of a point: byte order, kind 1, x, y.
    private static byte[] PointGeometry(double x, double y)
        => [1, 1, 0, 0, 0, .. BitConverter.GetBytes(x), .. BitConverter.GetBytes(y)];
}
