using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Measures;
using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Measures;

/// <summary>A map of loss with known mistakes over a known loss; both are simulated.</summary>
public sealed class MeasureLossTests : IDisposable
{
    private const int Size = 120;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_sampled_area_is_right_on_average_and_its_interval_covers_where_the_pixel_count_is_wrong()
    {
        (string change, string zones, string reference, double trueHectares, double mappedHectares) = Simulate();
        ProcessContext context = new() { Workspace = new Workspace(_folder.Path) };
        MeasureLoss measure = new() { Change = change, Zones = zones, Place = "all", Reference = reference, LossValues = [2, 4], Samples = 400, Output = Path.Combine(_folder.Path, "loss.json") };
        const int Runs = 120;
        double sum = 0, sumOfSquares = 0, sumOfErrors = 0;
        int covered = 0;
        for (ulong seed = 1; seed <= Runs; seed++)
        {
            Estimate loss = (await measure.RunTypedAsync(context with { Seed = seed })).Measurement.Estimate;
            sum += loss.Value;
            sumOfSquares += loss.Value * loss.Value;
            sumOfErrors += loss.Error.Magnitude;
            covered += Math.Abs(loss.Value - trueHectares) <= 1.645 * loss.Error.Magnitude ? 1 : 0;
        }

        double mean = sum / Runs, spread = Math.Sqrt((sumOfSquares / Runs) - (mean * mean));
        Assert.Equal(trueHectares, mean, 3 * spread / Math.Sqrt(Runs));
        Assert.InRange(sumOfErrors / Runs / spread, 0.85, 1.15);
        // 90 % promised; the few omissions in the large stratum make the error of a sample skewed.
        Assert.InRange(covered / (double)Runs, 0.83, 0.96);
        Assert.True(Math.Abs(mappedHectares - trueHectares) > 2 * spread, "the pixel count would do as well");
    }

    [Fact]
    public async Task A_place_outside_the_map_is_refused()
    {
        (string change, string zones, string reference, _, _) = Simulate();
        MeasureLoss measure = new() { Change = change, Zones = zones, ZoneValue = 7, Place = "nowhere", Reference = reference, Output = Path.Combine(_folder.Path, "loss.json") };
        MitoshiException refusal = await Assert.ThrowsAsync<MitoshiException>(() => measure.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path) }));
        Assert.Equal("measure.empty", refusal.Code);
    }

    // 8 % mapped as lost, of which three in five are false alarms; 3 % of the rest was lost unseen.
    private (string Change, string Zones, string Reference, double TrueHectares, double MappedHectares) Simulate()
    {
        Grid grid = new(new Crs("EPSG:32654"), new AffineTransform(500_000, 10, 0, 4_000_000, 0, -10), Size, Size);
        RandomStream random = new(7, "loss");
        byte[] mapped = new byte[Size * Size], truth = new byte[Size * Size], zones = new byte[Size * Size];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = (byte)(random.NextDouble() < 0.08 ? 1 : 0);
            truth[i] = (byte)(random.NextDouble() < (mapped[i] == 1 ? 0.4 : 0.03) ? (i % 2 == 0 ? 2 : 4) : 1);
            zones[i] = 1;
        }

        string folder = ProductFolder.Prepare(new Workspace(_folder.Path), "change", DiskFiles.Instance);
        string Write(string path, byte[] values)
        {
            using RasterWriter writer = RasterWriter.Create(path, grid, new RasterFormat(PixelType.UInt8, 1));
            writer.Write<byte>(grid.Whole, 0, values);
            writer.Commit();
            return path;
        }

        Write(Path.Combine(folder, "change_class.tif"), mapped);
        ProductAsset asset = new("change_class", "change_class.tif", ProductAsset.Cog, ("class", "区分"));
        ProductFolder.Commit(new Product("change", ("change", "変化"), new DateOnly(2020, 7, 1), new DateOnly(2024, 7, 1), grid, [asset], new Lineage("forest_change", "0", [], "{}", 1)), folder, DiskFiles.Instance);
        return (folder, Write(Path.Combine(_folder.Path, "zones.tif"), zones), Write(Path.Combine(_folder.Path, "truth.tif"), truth), truth.Count(code => code != 1) * 0.01, mapped.Count(code => code == 1) * 0.01);
    }
}
