using System.Security.Cryptography;
using Mitoshi.Gdal;
using Mitoshi.Lidar.Tests.Laz;
using Mitoshi.Testing;

namespace Mitoshi.Lidar.Tests.Processes;

public sealed class CanopyProcessTests
{
    private static readonly SimulatedForest s_forest = new(120, Seed: 5) { PulsesPerSquareMetre = 6 };

    [Fact]
    public async Task The_number_of_threads_does_not_change_a_byte()
    {
        using TemporaryFolder folder = new();
        Write(folder.File("all.las"), _ => true);
        await Run(folder, "one", 1, folder.File("all.las"));
        await Run(folder, "three", 3, folder.File("all.las"));
        foreach (string name in new[] { "canopy.tif", "ground.tif", "metrics.tif", "tree_tops.csv" })
        {
            Assert.Equal(Hash(folder.File($"one/{name}")), Hash(folder.File($"three/{name}")));
        }
    }

    [Fact]
    public async Task Four_tiles_give_the_canopy_of_the_whole()
    {
        using TemporaryFolder folder = new();
        Write(folder.File("all.las"), _ => true);
        double x = s_forest.Corner.X + 50, y = s_forest.Corner.Y + 70;
        Directory.CreateDirectory(folder.File("tiles"));
        Write(folder.File("tiles/sw.las"), p => p.X < x && p.Y < y);
        Write(folder.File("tiles/se.las"), p => p.X >= x && p.Y < y);
        Write(folder.File("tiles/nw.las"), p => p.X < x && p.Y >= y);
        Write(folder.File("tiles/ne.las"), p => p.X >= x && p.Y >= y);
        LidarCanopy whole = await Run(folder, "whole", 2, folder.File("all.las"));
        LidarCanopy tiles = await Run(folder, "cut", 2, folder.File("tiles"));
        Assert.Equal(whole.PointCount, tiles.PointCount);
        Assert.Equal(4, tiles.FileCount);
        float[] one = Read(folder.File("whole/canopy.tif")), other = Read(folder.File("cut/canopy.tif"));
        Assert.Equal(one.Length, other.Length);
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 0.005f));
        Assert.Equal(whole.TreeTopCount, tiles.TreeTopCount);
    }

    [Theory]
    [InlineData(GroundSource.Classes, 0.10)]
    [InlineData(GroundSource.Filter, 0.30)]
    public async Task The_ground_of_a_simulated_forest_is_found(GroundSource source, double rmseMax)
    {
        using TemporaryFolder folder = new();
        Write(folder.File("all.las"), _ => true);
        LidarCanopy result = await Run(folder, "out", 2, folder.File("all.las"), ground: source);
        Assert.Equal(source == GroundSource.Classes, result.UsedGroundClass);
        using RasterFile file = RasterFile.Open(folder.File("out/ground.tif"));
        float[] ground = Read(folder.File("out/ground.tif"));
        double sum = 0;
        int count = 0;
        for (int i = 0; i < ground.Length; i++)
        {
            (double x, double y) = file.Grid.Transform.ToMap((i % file.Grid.Width) + 0.5, (i / file.Grid.Width) + 0.5);
            double error = ground[i] - SimulatedForest.GroundAt(x - s_forest.Corner.X, y - s_forest.Corner.Y);
            if (!double.IsNaN(error))
            {
                sum += error * error;
                count++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{source}: rmse {Math.Sqrt(sum / count):F3} of {count}");
        Assert.True(count > 13_000);
        Assert.InRange(Math.Sqrt(sum / count), 0, rmseMax);
    }

    [Fact]
    public async Task The_summary_names_the_files_in_both_languages()
    {
        using TemporaryFolder folder = new();
        Write(folder.File("all.las"), _ => true);
        LidarCanopy result = await Run(folder, "out", 2, folder.File("all.las"));
        Assert.All(result.Summarise().Files, file => Assert.True(File.Exists(file.Path)));
        Assert.Equal(5, result.Files.Count);
        Assert.NotEqual(result.Summarise().Title.En, result.Summarise().Title.Ja);
        Assert.InRange(result.AreaHectares, 1.3, 1.45);
        Assert.Equal(5, Directory.GetFileSystemEntries(folder.File("out")).Length);
        VectorLayer tops = VectorFile.Read(folder.File("out/tree_tops.gpkg"));
        Assert.Equal(result.TreeTopCount, tops.Features.Count);
    }

    [Fact]
    public async Task Real_LAZ_goes_through_from_classes_and_by_the_filter()
    {
        using TemporaryFolder folder = new();
        string path = LazCorpus.PathOf("laz/single/MixedConifer.laz");
        LidarCanopy classes = await Run(folder, "classes", 2, path, ground: GroundSource.Auto);
        LidarCanopy filter = await Run(folder, "filter", 2, path, ground: GroundSource.Filter);
        Assert.InRange(classes.CanopyMaxMetres, 28, 36);
        Assert.Equal(classes.CanopyMeanMetres, filter.CanopyMeanMetres, 0.5);
    }

    [Theory]
    [InlineData("las", "las.not_found")]
    [InlineData("none/*.laz", "lidar.no_files")]
    public async Task What_does_not_exist_is_refused(string name, string code)
    {
        using TemporaryFolder folder = new();
        MitoshiException refusal = await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, "out", 1, folder.File(name)));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Bad_questions_are_refused_with_a_code()
    {
        using TemporaryFolder folder = new();
        Write(folder.File("all.las"), p => p.X < s_forest.Corner.X + 10 && p.Y < s_forest.Corner.Y + 10);
        string noCrs = LazCorpus.PathOf("laz/broken/nocrs.las");
        string[] files = [folder.File("all.las")];
        Assert.Equal("lidar.cell_not_multiple", await Code(new MapLidarCanopy { Points = files, Resolution = 3 }));
        Assert.Equal("lidar.no_crs", await Code(new MapLidarCanopy { Points = [noCrs] }));
        Assert.Equal("lidar.mixed_crs", await Code(new MapLidarCanopy { Points = [.. files, LazCorpus.PathOf("lidar/las_chablais3.laz")] }));
        Assert.Equal("crs.not_projected", await Code(new MapLidarCanopy { Points = files, Crs = "EPSG:4326" }));
        Assert.Equal("lidar.not_metric", await Code(new MapLidarCanopy { Points = files, Crs = "EPSG:2263" }));
        Assert.Equal("lidar.no_points", await Code(new MapLidarCanopy { Points = [LazCorpus.PathOf("laz/pairs/no-points-1.3.laz")], Crs = "local" }));

        async Task<string> Code(MapLidarCanopy process)
        {
            MapLidarCanopy inFolder = process with { Output = folder.File("refused") };
            return (await Assert.ThrowsAsync<MitoshiException>(() => inFolder.RunTypedAsync(Context(folder, 1)))).Code;
        }
    }

    [Fact]
    public async Task Info_counts_what_the_expectation_counts()
    {
        using TemporaryFolder folder = new();
        ShowLidarInfo process = new() { Points = [LazCorpus.PathOf("laz/pairs/point10.laz"), LazCorpus.PathOf("laz/single/1.2-with-color.copc.laz")], Classes = true };
        LidarInfo info = await process.RunTypedAsync(Context(folder, 2));
        LidarFileInfo plain = info.Files.Single(file => file.Name == "point10.laz"), copc = info.Files.Single(file => file.Name != "point10.laz");
        Assert.Equal(276, plain.ByClass[2]);
        Assert.Equal(925, plain.ByReturn[1]);
        Assert.StartsWith("LAZ", plain.Compression, StringComparison.Ordinal);
        Assert.StartsWith("COPC", copc.Compression, StringComparison.Ordinal);
        Assert.Equal(3, info.Summarise().Tables.Count);
    }

    private static Task<LidarCanopy> Run(TemporaryFolder folder, string output, int threads, string points, GroundSource ground = GroundSource.Auto)
        => new MapLidarCanopy { Points = [points], Output = folder.File(output), Ground = ground, Cell = 10 }.RunTypedAsync(Context(folder, threads));

    private static ProcessContext Context(TemporaryFolder folder, int threads)
        => new() { Workspace = new Workspace(folder.Path), Threads = threads, Cancellation = TestContext.Current.CancellationToken };

    private static void Write(string path, Func<SimulatedPoint, bool> isWanted)
    {
        using LasWriter writer = new(path, epsgCode: 32654);
        s_forest.Scan(point =>
        {
            // The tiles are cut by what the file can hold, whole centimetres.
            SimulatedPoint stored = point with { X = Math.Round(point.X, 2), Y = Math.Round(point.Y, 2) };
            if (isWanted(stored))
            {
                writer.Add(stored);
            }
        });
    }

    private static float[] Read(string path)
    {
        using RasterFile file = RasterFile.Open(path);
        float[] values = new float[file.Grid.PixelCount];
        file.ReadPhysical(file.Grid.Whole, [0], values);
        return values;
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
