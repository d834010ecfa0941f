using System.Diagnostics;
using Mitoshi.Gdal;
using Mitoshi.Raster.Tests.Execution;
using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.Sources;

/// <summary>Small TIFFs, cut short, with flipped bits, overwritten and shuffled: only errors with a code, no crash, no hang, no flood of memory.</summary>
public sealed class DamagedTiffTests(ITestOutputHelper output) : IDisposable
{
    // All codes that a damaged file may end with.
    private static readonly HashSet<string> s_codes =
    [
        "raster.cannot_open", "raster.read_failed", "raster.truncated", "raster.implausible", "raster.unsupported_type", "raster.no_bands", "raster.no_codec",
        "grid.no_crs", "grid.not_invertible",
    ];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Fifteen_hundred_damaged_files_end_well() => await Damage(count: 1500, seed: 1);

    [Fact, Trait("Length", "Long")]
    public async Task Ten_thousand_damaged_files_end_well() => await Damage(count: 10000, seed: 2);

    public void Dispose() => _folder.Dispose();

    private async Task Damage(int count, ulong seed)
    {
        byte[][] originals = await Originals();
        SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);
        TimeSpan slowest = TimeSpan.Zero;
        long peakBefore = PeakBytes();
        string path = _folder.File("damaged.tif");
        for (int i = 0; i < count; i++)
        {
            RandomStream random = new RandomStream(seed, "damaged").Fork($"{i}");
            File.WriteAllBytes(path, Mutate(originals[i % originals.Length], random));
            long start = Stopwatch.GetTimestamp();
            string outcome = ReadAll(path, $"seed {seed}, file {i}");
            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            slowest = taken > slowest ? taken : slowest;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        string summary = $"{count} files: {string.Join(", ", outcomes.Select(pair => $"{pair.Key} {pair.Value}"))}; slowest {slowest.TotalMilliseconds:0} ms; peak memory + {(PeakBytes() - peakBefore) >> 20} MiB";
        output.WriteLine(summary);
        Assert.Subset(s_codes, outcomes.Keys.Where(outcome => outcome != "read").ToHashSet());
        Assert.True(slowest < TimeSpan.FromSeconds(5) && PeakBytes() - peakBefore < 256L << 20, summary);
        Assert.True(outcomes.Keys.Count > 3, "the damage does not reach enough of the reader: " + summary);
    }

    private static string ReadAll(string path, string which)
    {
        try
        {
            using RasterSource source = RasterSource.Open(path);
            int width = Math.Min(source.Grid.Width, 64), height = Math.Min(source.Grid.Height, 64), bands = Math.Min(source.Layers.Count, 8);
            float[] values = new float[width * height * bands];
            int[] bandIndexes = [.. Enumerable.Range(0, bands)];
            source.File.ReadPhysical(new Window(0, 0, width, height), bandIndexes, values);
            source.File.ReadPhysical(new Window(source.Grid.Width - width, source.Grid.Height - height, width, height), bandIndexes, values);
            return "read";
        }
        catch (MitoshiException error)
        {
            return error.Code;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{which} ended without a code", error);
        }
    }

    private static byte[] Mutate(byte[] original, RandomStream random)
    {
        byte[] bytes = (byte[])original.Clone();
        switch (random.NextInt(5))
        {
            case 0:
                return bytes[..random.NextInt(bytes.Length)];
            case 1:
                for (int flips = 1 + random.NextInt(8); flips > 0; flips--)
                {
                    bytes[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8));
                }

                return bytes;
            case 2:
                // The directory is what decides: bits of the first and of the last 400 bytes.
                int at = random.NextInt(2) == 0 ? random.NextInt(Math.Min(400, bytes.Length)) : bytes.Length - 1 - random.NextInt(Math.Min(400, bytes.Length));
                bytes[at] = (byte)random.NextInt(256);
                return bytes;
            case 3:
                int length = 1 + random.NextInt(64), from = random.NextInt(bytes.Length - length), to = random.NextInt(bytes.Length - length);
                bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(to));
                return bytes;
            default:
                // Counts and offsets at the ends of their range.
                bytes.AsSpan(random.NextInt(bytes.Length - 4), 4).Fill(random.NextInt(2) == 0 ? (byte)0xFF : (byte)0);
                return bytes;
        }
    }

    private async Task<byte[][]> Originals()
    {
        using MemorySource landscape = Landscape.Of(90, 70);
        List<byte[]> files = [];
        foreach ((PixelType type, string compression, int tileSize, bool usesPredictor, int bands) in new[]
        {
            (PixelType.Int16, "DEFLATE", 16, true, 1), (PixelType.Float32, "DEFLATE", 32, true, 3), (PixelType.UInt8, "NONE", 0, false, 2),
            (PixelType.UInt16, "LZW", 0, true, 1), (PixelType.Float32, "ZSTD", 64, false, 1),
        })
        {
            string path = _folder.File("original.tif");
            using (RasterWriter writer = RasterWriter.Create(path, landscape.Grid, new RasterFormat(type, bands) { Compression = compression, TileSize = tileSize, UsesPredictor = usesPredictor, NoData = 0 }))
            {
                for (int band = 0; band < bands; band++)
                {
                    writer.Write(landscape.Grid.Whole, band, landscape.Band(0));
                }

                writer.Commit();
            }

            files.Add(File.ReadAllBytes(path));
        }

        string cog = _folder.File("cog.tif");
        await Executor.RunAsync(new MapJob("map", landscape, new CopyKernel(landscape.Layers), new CogSink(cog, CogFormat.Float32 with { TileSize = 32 })),
            new ExecutorOptions { JobFolder = _folder.File("job"), BlockSize = 32 }, new ProcessContext { Workspace = new Workspace(_folder.Path), Threads = 1 });
        files.Add(File.ReadAllBytes(cog));
        return [.. files];
    }

    private static long PeakBytes()
    {
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
