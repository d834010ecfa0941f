using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Bench.Cog;

/// <summary>COG writing and reading beside rasterio: same pixels, codec, level, tile size, overviews, all cores. Ours syncs to disk, the peer does not.</summary>
[Bench("cog", "COG write and read beside rasterio, all cores [--size 4096] [--bands 3] [--type float32|int16] [--runs 3]")]
internal sealed class CogBench : Bench
{
    public override bool Run(BenchContext context)
    {
        int size = int.Parse(context.Option("size", "4096")), bands = int.Parse(context.Option("bands", "3")), runs = int.Parse(context.Option("runs", "3"));
        string type = context.Option("type", "float32"), folder = context.Work("cog"), script = Path.Combine(AppContext.BaseDirectory, "Cog", "cog_peer.py");
        MemorySource pixels = MakePixels(size, bands, type == "int16");
        SavePixels(pixels, type, Path.Combine(folder, "pixels.raw"));
        string ours = Path.Combine(folder, "ours.tif"), theirs = Path.Combine(folder, "theirs.tif");
        string[] common = [folder, $"{size}", $"{bands}", type];
        List<Figure> peerWrites = [], writes = [], peerReads = [], reads = [], readsOfTheirs = [];
        for (int run = 0; run <= runs; run++)
        {
            // The first round warms up both sides and the disk and does not count.
            Figure[] round =
            [
                Figure.Parse(context.Python(script, ["write", .. common, theirs])), Figure.Of(() => Write(pixels, type, ours, folder), ours),
                Figure.Parse(context.Python(script, ["read", .. common, ours])), Figure.Of(() => Read(ours), ours), Figure.Of(() => Read(theirs), theirs),
            ];
            if (run > 0)
            {
                peerWrites.Add(round[0]);
                writes.Add(round[1]);
                peerReads.Add(round[2]);
                reads.Add(round[3]);
                readsOfTheirs.Add(round[4]);
            }
        }

        Console.WriteLine($"{size} x {size} x {bands} {type}, DEFLATE 6, tiles of 512, {Environment.ProcessorCount} cores, median of {runs}");
        Print("write, rasterio", peerWrites);
        Print("write, Mitoshi (with fsync)", writes);
        Print("read, rasterio", peerReads);
        Print("read, Mitoshi", reads);
        Print("read, Mitoshi, the peer's file", readsOfTheirs);
        double writeRatio = Median(peerWrites, figure => figure.Wall) / Median(writes, figure => figure.Wall), readRatio = Median(peerReads, figure => figure.Wall) / Median(reads, figure => figure.Wall);
        double sizeRatio = (double)new FileInfo(ours).Length / new FileInfo(theirs).Length;
        Console.WriteLine($"write {writeRatio:0.00}x, read {readRatio:0.00}x as fast as rasterio in wall time, file {sizeRatio:0.000} as large");
        return writeRatio >= 1 && readRatio >= 1 && sizeRatio <= 1.01;
    }

    private static void Write(MemorySource pixels, string type, string path, string folder)
    {
        CogSink sink = new(path, type == "int16" ? CogFormat.Int16 : CogFormat.Float32);
        Executor.RunAsync(new MapJob("bench", pixels, new CopyKernel(pixels.Layers), sink), new ExecutorOptions { JobFolder = Path.Combine(folder, "job") },
            new ProcessContext { Workspace = new Workspace(folder) }).GetAwaiter().GetResult();
    }

    private static void Read(string path)
    {
        using RasterSource source = RasterSource.Open(path);
        Window[] windows = [.. source.Grid.Tiles(512)];
        float[] whole = GC.AllocateUninitializedArray<float>(source.Grid.Whole.PixelCount * source.Layers.Count);
        Parallel.ForEach(windows, window =>
        {
            float[] values = System.Buffers.ArrayPool<float>.Shared.Rent(window.PixelCount * source.Layers.Count);
            source.Read(window, values.AsSpan(0, window.PixelCount * source.Layers.Count));
            for (int band = 0; band < source.Layers.Count; band++)
            {
                for (int row = 0; row < window.Rows; row++)
                {
                    int target = (band * source.Grid.Whole.PixelCount) + ((window.Row + row) * source.Grid.Width) + window.Column;
                    values.AsSpan((band * window.PixelCount) + (row * window.Columns), window.Columns).CopyTo(whole.AsSpan(target));
                }
            }

            System.Buffers.ArrayPool<float>.Shared.Return(values);
        });
    }

    // Like a map of biomass: smooth fields, stands with edges, some noise, a strip without data.
    private static MemorySource MakePixels(int size, int bands, bool isInteger)
    {
        Grid grid = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(300000, 4000020, 10), size, size);
        float[] values = new float[size * size * bands];
        Parallel.For(0, size * bands, line =>
        {
            RandomStream random = new RandomStream(20260101, "cog-bench").Fork($"{line}");
            int band = line / size, row = line % size;
            for (int column = 0; column < size; column++)
            {
                double smooth = 150 + (100 * Math.Sin(row * 0.004) * Math.Cos(column * 0.003 * (band + 1))) + (20 * ((row / 37) + (column / 41)) % 60);
                double value = smooth + (4 * random.NextDouble());
                values[(line * size) + column] = column < size / 50 ? float.NaN : isInteger ? (float)Math.Round(10 * value) : (float)value;
            }
        });
        return new MemorySource(grid, [.. Enumerable.Range(1, bands).Select(band => new Layer($"band_{band}", "Mg/ha"))], values);
    }

    private static void SavePixels(MemorySource pixels, string type, string path)
    {
        using FileStream file = File.Create(path);
        for (int band = 0; band < pixels.Layers.Count; band++)
        {
            ReadOnlySpan<float> values = pixels.Band(band);
            if (type == "int16")
            {
                short[] numbers = new short[values.Length];
                for (int i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = float.IsNaN(values[i]) ? short.MinValue : (short)values[i];
                }

                file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
            }
            else
            {
                file.Write(MemoryMarshal.AsBytes(values));
            }
        }
    }

    private static void Print(string what, List<Figure> figures)
        => Console.WriteLine($"  {what,-32} {Median(figures, figure => figure.Wall),7:0.00} s wall {Median(figures, figure => figure.Cpu),7:0.00} s processor {figures[0].Bytes / 1e6,9:0.0} MB");

    private static double Median(List<Figure> figures, Func<Figure, double> of) => figures.Select(of).Order().ElementAt(figures.Count / 2);

    private sealed record Figure(double Wall, double Cpu, long Bytes)
    {
        public static Figure Parse(string json)
        {
            JsonElement root = JsonDocument.Parse(json).RootElement;
            return new Figure(root.GetProperty("wall").GetDouble(), root.GetProperty("cpu").GetDouble(), root.GetProperty("bytes").GetInt64());
        }

        public static Figure Of(Action action, string path)
        {
            using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
            TimeSpan cpu = self.TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            action();
            TimeSpan wall = Stopwatch.GetElapsedTime(start);
            self.Refresh();
            return new Figure(wall.TotalSeconds, (self.TotalProcessorTime - cpu).TotalSeconds, new FileInfo(path).Length);
        }
    }
}
