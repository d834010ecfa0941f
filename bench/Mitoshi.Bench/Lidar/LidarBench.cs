using System.Diagnostics;
using System.Globalization;
using Mitoshi.Core;
using Mitoshi.Lidar;

namespace Mitoshi.Bench.Lidar;

/// <summary>A simulated tile of 1 km2 and 20 million points to canopy, ground, metrics and tops, on two threads.</summary>
[Bench("lidar", "a simulated 1 km2 tile of 20 million points to a canopy model; --metres EDGE --method highest --ground filter")]
internal sealed class LidarBench : Bench
{
    private const double SecondsMax = 20, GibibytesMax = 2;

    public override bool Run(BenchContext context)
    {
        double metres = double.Parse(context.Option("metres", "1000"), CultureInfo.InvariantCulture);
        string folder = context.Work("lidar"), tile = Path.Combine(folder, $"simulated_{metres}.las");
        if (!File.Exists(tile))
        {
            Write(tile, metres);
        }

        MapLidarCanopy process = new()
        {
            Points = [tile],
            Output = Path.Combine(folder, "canopy"),
            Resolution = double.Parse(context.Option("resolution", "1"), CultureInfo.InvariantCulture),
            Method = Enum.Parse<CanopyMethod>(context.Option("method", "PitFree"), ignoreCase: true),
            Ground = Enum.Parse<GroundSource>(context.Option("ground", "Auto"), ignoreCase: true),
        };
        ProcessContext surroundings = new() { Workspace = new Workspace(folder), Threads = int.Parse(context.Option("threads", "2"), CultureInfo.InvariantCulture) };
        using System.Diagnostics.Process own = System.Diagnostics.Process.GetCurrentProcess();
        TimeSpan processor = own.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        LidarCanopy result = process.RunTypedAsync(surroundings).GetAwaiter().GetResult();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        own.Refresh();
        double gibibytes = own.PeakWorkingSet64 / 1073741824.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"simulated {result.PointCount / 1e6:0.0} M points, {result.AreaHectares:0.0} ha, {result.TreeTopCount} tops: {seconds:0.0} s wall, "
            + $"{(own.TotalProcessorTime - processor).TotalSeconds:0.0} s of processors, peak {gibibytes:0.00} GiB (targets {SecondsMax} s, {GibibytesMax} GiB)"));
        return seconds < SecondsMax && gibibytes < GibibytesMax;
    }

    private static void Write(string path, double metres)
    {
        using (LasWriter writer = new(path + ".part", epsgCode: 32654))
        {
            new SimulatedForest(metres, Seed: 1) { PulsesPerSquareMetre = 14.5 }.Scan(writer.Add);
        }

        File.Move(path + ".part", path);
    }
}
