namespace Mitoshi.Lidar;

/// <summary>Which chunk of which file holds points of an area, learnt by reading every point once.</summary>
/// <remarks>Files need no spatial order and may overlap: whole tiles, flight lines and cloud-optimised files are read in the same way.</remarks>
internal sealed class CloudIndex : IDisposable
{
    private const double GroundShareMin = 0.005;

    private readonly List<IndexedFile> _files;

    private CloudIndex(List<IndexedFile> files, Box extent, CloudCounts counts)
    {
        _files = files;
        Extent = extent;
        Counts = counts;
    }

    /// <summary>The rectangle that holds all points, in units of the CRS.</summary>
    public Box Extent { get; }

    /// <summary>How many points there are of which kind.</summary>
    public CloudCounts Counts { get; }

    /// <summary>True when enough points carry the class "ground" (2) to build on it.</summary>
    public bool HasGroundClass => Counts.Ground > GroundShareMin * Counts.Points;

    /// <summary>Reads all points of all files once.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    public static CloudIndex Build(IReadOnlyList<string> paths, ProcessContext context)
    {
        List<IndexedFile> files = [];
        try
        {
            foreach (string path in paths)
            {
                files.Add(new IndexedFile(LasFile.Open(path)));
            }

            using IProgressTask task = context.Progress.Start(("Reading points", "点を読み込み中"), files.Sum(file => (long)file.File.Header.PointCount));
            Box extent = Box.Nothing;
            CloudCounts counts = default;
            foreach (IndexedFile file in files)
            {
                counts += file.Read(context, task);
                extent = extent.With(file.Extent);
            }

            return new CloudIndex(files, extent, counts);
        }
        catch
        {
            files.ForEach(file => file.File.Dispose());
            throw;
        }
    }

    /// <summary>Adds the points of a rectangle, noise and withheld ones left out, in the order of the files.</summary>
    /// <param name="area">In units of the CRS.</param>
    /// <param name="target">Receives them, in metres from the rectangle's south-west corner.</param>
    /// <param name="usesGroundClass">True to mark points of class 2 as ground.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Collect(Box area, PointSet target, bool usesGroundClass, CancellationToken cancellation)
    {
        foreach (IndexedFile file in _files)
        {
            file.Collect(area, target, usesGroundClass, cancellation);
        }
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _files.ForEach(file => file.File.Dispose());
}

/// <summary>How many points there are.</summary>
/// <param name="Points">All of them.</param>
/// <param name="Ground">Those of class 2.</param>
/// <param name="Dropped">Noise (classes 7 and 18) and withheld points, which nothing uses.</param>
internal readonly record struct CloudCounts(long Points, long Ground, long Dropped)
{
    public static CloudCounts operator +(CloudCounts a, CloudCounts b) => new(a.Points + b.Points, a.Ground + b.Ground, a.Dropped + b.Dropped);
}

/// <summary>A rectangle in units of the CRS; empty when west exceeds east.</summary>
internal readonly record struct Box(double West, double South, double East, double North)
{
    public static Box Nothing { get; } = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    public bool IsEmpty => West > East || South > North;

    public Box With(Box other)
        => new(Math.Min(West, other.West), Math.Min(South, other.South), Math.Max(East, other.East), Math.Max(North, other.North));

    public Box Grown(double by) => new(West - by, South - by, East + by, North + by);

    public bool Meets(Box other) => West <= other.East && East >= other.West && South <= other.North && North >= other.South;
}
