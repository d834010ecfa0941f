using Mitoshi.Gdal;

namespace Mitoshi.Lidar;

/// <summary>Airborne lidar to ground, canopy height, height metrics and tree tops.</summary>
[Process("lidar_canopy",
    En = "Map canopy height, ground, height metrics and tree tops from airborne lidar",
    Ja = "航空レーザー点群から樹冠高・地盤高・高さ指標・樹頂点を作成する",
    Examples = ["lidar canopy tiles/*.laz --output canopy", "lidar canopy tiles --resolution 0.5 --cell 10 --ground filter"])]
public sealed record MapLidarCanopy : Process<LidarCanopy>
{
    private const double AreaPoints = 2.5e6, AreaMetresMin = 100, AreaMetresMax = 1000, PixelsMax = 4e11;

    /// <summary>Files, patterns or folders.</summary>
    [Parameter(En = "LAS or LAZ files, patterns or folders", Ja = "LAS・LAZファイル、パターンまたはフォルダー", Position = 0, IsPath = true)]
    public required string[] Points { get; init; }

    /// <summary>Folder for the results.</summary>
    [Parameter(En = "Folder for the results", Ja = "結果のフォルダー", IsPath = true)]
    public string Output { get; init; } = "canopy";

    /// <summary>Edge of a pixel.</summary>
    [Parameter(En = "Pixel size of canopy and ground", Ja = "樹冠高・地盤高の画素の大きさ", Unit = "m", Min = 0.1, Max = 100)]
    public double Resolution { get; init; } = 1;

    /// <summary>Edge of a metrics cell.</summary>
    [Parameter(En = "Cell size of the height metrics, a multiple of the resolution", Ja = "高さ指標のセルの大きさ (解像度の整数倍)", Unit = "m", Min = 1, Max = 500)]
    public double Cell { get; init; } = 20;

    /// <summary>How the canopy surface is made.</summary>
    [Parameter(En = "Canopy surface: pit-free, or the highest point per pixel", Ja = "樹冠面の作り方: 穴なし、または画素ごとの最高点")]
    public CanopyMethod Method { get; init; } = CanopyMethod.PitFree;

    /// <summary>Where ground points come from.</summary>
    [Parameter(En = "Ground points: by class 2, by the filter, or class 2 where there is one", Ja = "地面の点: クラス2、フィルター、または自動")]
    public GroundSource Ground { get; init; } = GroundSource.Auto;

    /// <summary>Overlap of work areas.</summary>
    [Parameter(En = "How far around each work area points are used", Ja = "処理区画の周囲で使う点の範囲", Unit = "m", Min = 10, Max = 500)]
    public double Buffer { get; init; } = 30;

    /// <summary>Highest plausible height.</summary>
    [Parameter(En = "Heights above it are noise", Ja = "これを超える高さはノイズとみなす", Unit = "m", Min = 5, Max = 150)]
    public double HeightMax { get; init; } = 90;

    /// <summary>Disc of the search for tops.</summary>
    [Parameter(En = "Diameter of the disc in which a tree top is the highest", Ja = "樹頂点が最高となる円の直径", Unit = "m", Min = 0.5, Max = 30)]
    public double TopWindow { get; init; } = 2.5;

    /// <summary>Growth of the disc with height.</summary>
    [Parameter(En = "Metres of diameter more per metre of height", Ja = "高さ1 mごとに増える直径", Unit = "m/m", Min = 0, Max = 1)]
    public double TopWindowPerHeight { get; init; }

    /// <summary>Lowest tree.</summary>
    [Parameter(En = "Lowest height of a tree", Ja = "樹木とみなす最低の高さ", Unit = "m", Min = 0.5, Max = 50)]
    public double TreeHeightMin { get; init; } = 5;

    /// <summary>CRS when the files declare none, or a wrong one.</summary>
    [Parameter(En = "Coordinate reference system when the files declare none or a wrong one", Ja = "ファイルに記述がない、または誤っている場合の座標参照系")]
    public string? Crs { get; init; }

    /// <inheritdoc/>
    protected override Task<LidarCanopy> RunAsync(ProcessContext context) => Task.Run(() => RunInBackground(context));

    private async Task<LidarCanopy> RunInBackground(ProcessContext context)
    {
        double ratio = Cell / Resolution;
        if (Math.Abs(ratio - Math.Round(ratio)) > 1e-9 || ratio < 1)
        {
            throw LidarErrors.CellNotMultiple(Cell, Resolution);
        }

        IReadOnlyList<string> paths = CloudFiles.Expand(Points);
        Crs crs = CloudCrs.Of(paths, Crs);
        using CloudIndex cloud = CloudIndex.Build(paths, context);
        if (cloud.Extent.IsEmpty)
        {
            throw LidarErrors.NoPoints(paths.Count);
        }

        bool usesClasses = Ground switch
        {
            GroundSource.Filter => false,
            GroundSource.Classes => cloud.HasGroundClass ? true : throw LidarErrors.NoGroundClass(),
            _ => cloud.HasGroundClass,
        };
        Grid metricsGrid = GridOver(cloud.Extent, crs, Cell), grid = GridOver(cloud.Extent, crs, Resolution, Cell);
        if ((double)grid.Width * grid.Height > PixelsMax)
        {
            throw LidarErrors.ExtentTooLarge(grid);
        }

        CanopyPlan plan = new()
        {
            Resolution = Resolution,
            MetricsCell = Cell,
            Method = Method,
            UsesGroundClass = usesClasses,
            Buffer = Buffer,
            HeightMax = HeightMax,
            Tops = new TreeTops { WindowMetres = TopWindow, WindowPerMetre = TopWindowPerHeight, HeightMin = TreeHeightMin },
        };
        return await MakeAsync(context, plan, cloud, grid, metricsGrid, paths.Count);
    }

    private async Task<LidarCanopy> MakeAsync(ProcessContext context, CanopyPlan plan, CloudIndex cloud, Grid grid, Grid metricsGrid, int fileCount)
    {
        List<Window> windows = [.. metricsGrid.Tiles(CellsPerArea(cloud))];
        CanopyWork work = new(plan, grid);
        CanopyTotals totals = new();
        using CanopyFiles files = new(Output, grid, metricsGrid);
        using (IProgressTask task = context.Progress.Start(("Mapping the canopy", "樹冠を作成中"), windows.Count))
        {
            foreach (CanopyArea area in InOrder.Run(windows, window => work.Run(cloud, window, context.Cancellation), context.Threads, context.Cancellation))
            {
                files.Write(area);
                totals.Add(area);
                task.Advance(1);
            }
        }

        IReadOnlyList<OutputFile> written = await files.CommitAsync(context);
        return new LidarCanopy
        {
            FileCount = fileCount,
            PointCount = cloud.Counts.Points,
            DroppedCount = cloud.Counts.Dropped + totals.TooHigh,
            UsedGroundClass = plan.UsesGroundClass,
            AreaHectares = totals.PixelsKnown * Resolution * Resolution / 10_000,
            CanopyMeanMetres = totals.PixelsKnown > 0 ? totals.HeightSum / totals.PixelsKnown : double.NaN,
            CanopyMaxMetres = totals.HeightMax,
            TreeTopCount = files.TopCount,
            Files = written,
        };
    }

    // Work areas of some two and a half million points: less than half a gigabyte each. They depend on the points alone, not on threads.
    private int CellsPerArea(CloudIndex cloud)
    {
        double square = (cloud.Extent.East - cloud.Extent.West) * (cloud.Extent.North - cloud.Extent.South);
        double density = Math.Max(cloud.Counts.Points / Math.Max(square, 1), 1e-3);
        double edge = Math.Clamp(Math.Sqrt(AreaPoints / density), AreaMetresMin, AreaMetresMax);
        return Math.Max(1, (int)Math.Round(edge / Cell));
    }

    // Aligned to whole multiples of the cell, so that maps of neighbouring jobs fit together.
    private static Grid GridOver(Box extent, Crs crs, double pixel, double? alignment = null)
    {
        double cell = alignment ?? pixel;
        double west = Math.Floor(extent.West / cell) * cell, north = (Math.Floor(extent.North / cell) + 1) * cell;
        double east = (Math.Floor(extent.East / cell) + 1) * cell, south = Math.Floor(extent.South / cell) * cell;
        double width = Math.Round((east - west) / pixel), height = Math.Round((north - south) / pixel);
        return new Grid(crs, AffineTransform.NorthUp(west, north, pixel), (int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
    }
}

/// <summary>Where ground points come from.</summary>
public enum GroundSource
{
    /// <summary>Class 2 when the files have it, else the filter.</summary>
    Auto,

    /// <summary>Points of class 2.</summary>
    Classes,

    /// <summary>The ground filter.</summary>
    Filter,
}
