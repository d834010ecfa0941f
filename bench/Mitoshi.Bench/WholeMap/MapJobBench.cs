using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Mitoshi.Gdal;
using Mitoshi.Learning;
using Mitoshi.Raster;

namespace Mitoshi.Bench.WholeMap;

/// <summary>
/// The whole map job beside a careful rasterio script (specification of the forest maps, section 10): train three models on 40,000 samples,
/// predict every pixel of 20 features, write a COG of three bands. Same stack, same cores, same run; errors against the known truth are printed. Small trees err
/// less here than the script's (31 leaves, 300 rounds): <c>--rounds 300 --rate 0.08 --leaves 31</c> gives those.
/// </summary>
[Bench("map-job", "the whole map job beside map_job_rasterio.py [--size 5490] [--cores 2] [--peer yes|no] [--rounds 150] [--rate 0.2] [--leaves 8]")]
internal sealed class MapJobBench : Bench
{
    private const int FeatureCount = 20, Samples = 40_000, Places = 40, PlaceSize = 64;

    public override bool Run(BenchContext context)
    {
        int size = int.Parse(context.Option("size", "5490")), cores = int.Parse(context.Option("cores", "2"));
        bool hasPeer = context.Option("peer", "yes") == "yes";
        string folder = context.Work("map-job"), stack = Path.Combine(folder, $"stack_{size}_{FeatureCount}.tif");
        JsonNode? peer = hasPeer || !File.Exists(stack)
            ? JsonNode.Parse(context.Python(Path.Combine(context.Baselines, "map_job_rasterio.py"), "--size", $"{size}", "--cores", $"{cores}", "--work", folder)) : null;
        Stopwatch watch = Stopwatch.StartNew();
        using RasterSource source = RasterSource.Open(stack);
        (float[] features, float[] labels, _) = Sample(source, "training");
        FeatureTable table = new([.. Enumerable.Range(0, FeatureCount).Select(band => $"f{band}")], features, Samples);
        BoostingSettings settings = new()
        {
            Rounds = int.Parse(context.Option("rounds", "150")), LearningRate = double.Parse(context.Option("rate", "0.2"), CultureInfo.InvariantCulture), Leaves = int.Parse(context.Option("leaves", "8")),
            LeafSamplesMin = 20,
        };
        TreeEnsemble Train(BoostingObjective objective, double quantile) => BoostingTrainer.Train(table, labels, settings with { Objective = objective, Quantile = quantile }, threads: cores);
        TreePredictor predictor = new(Train(BoostingObjective.Mean, 0.5), Train(BoostingObjective.Quantile, 0.05), Train(BoostingObjective.Quantile, 0.95));
        double train = watch.Elapsed.TotalSeconds;
        Map(source, new PredictKernel(predictor), folder, "map.tif", cores);
        double total = watch.Elapsed.TotalSeconds;
        long peakMebibytes = PeakMebibytes();
        watch.Restart();
        Map(source, new FirstBands(), folder, "copy.tif", cores);
        double copy = watch.Elapsed.TotalSeconds;

        (float[] fresh, float[] observed, float[] truth) = Sample(source, "fresh");
        float[] output = new float[3 * Samples];
        predictor.Predict(fresh, Samples, output);
        double squares = 0, held = 0;
        for (int i = 0; i < Samples; i++)
        {
            squares += Math.Pow(Math.Max(output[i], 0) - truth[i], 2);
            held += observed[i] >= output[Samples + i] && observed[i] <= output[(2 * Samples) + i] ? 1 : 0;
        }

        double rmse = Math.Sqrt(squares / Samples);
        Console.WriteLine($"{size} x {size} x {FeatureCount}, {cores} cores");
        Console.WriteLine($"Mitoshi   total {total:0.0} s (train {train:0.0}), peak {peakMebibytes} MiB, RMSE {rmse:0.00}, coverage {100 * held / Samples:0.0} %");
        Console.WriteLine($"decode and encode alone {copy:0.0} s; the map takes {(total - train) / copy:0.00} times that, with the training {total / copy:0.00}");
        if (peer is null)
        {
            return true;
        }

        double peerTotal = peer["seconds"]!["total"]!.GetValue<double>(), peerPeak = peer["peak_mb"]!["sum_upper_bound"]!.GetValue<double>(), peerRmse = peer["rmse_vs_truth"]!.GetValue<double>();
        Console.WriteLine($"rasterio  total {peerTotal:0.0} s, peak {peerPeak:0} MB in all processes, RMSE {peerRmse:0.00}, coverage {100 * peer["coverage_90"]!.GetValue<double>():0.0} %");
        Console.WriteLine($"{peerTotal / total:0.0}x in wall time, {peakMebibytes / peerPeak:0.00} of the memory");
        return peerTotal / total >= 6 && peakMebibytes <= peerPeak / 2 && rmse <= peerRmse * 1.02 && (total - train) <= 2 * copy;
    }

    private static void Map(ISource source, IKernel kernel, string folder, string name, int cores)
        => Executor.RunAsync(new MapJob(name, source, kernel, new CogSink(Path.Combine(folder, name), CogFormat.Float32)),
            new ExecutorOptions { JobFolder = Path.Combine(folder, "job-" + name), Workers = cores }, new ProcessContext { Workspace = new Workspace(folder) }).GetAwaiter().GetResult();

    // The script's truth: a known AGB in Mg/ha for the features of a pixel.
    private static float Truth(ReadOnlySpan<float> x)
        => (float)Math.Max((80 * x[0] / 1000) - (30 * x[1] / 1000) + (25 * Math.Sin(2 * x[2] / 1000)) + (20 * (x[3] / 1000) * (x[4] / 1000)), 0);

    private static (float[] Features, float[] Labels, float[] Truth) Sample(RasterSource source, string name)
    {
        RandomStream random = new(20260101, name);
        float[] features = new float[FeatureCount * Samples], labels = new float[Samples], truths = new float[Samples], pixel = new float[FeatureCount];
        int row = 0;
        for (int place = 0; place < Places; place++)
        {
            int column = (source.Grid.Width / 50) + 1 + random.NextInt(source.Grid.Width - PlaceSize - (source.Grid.Width / 50) - 1), top = random.NextInt(source.Grid.Height - PlaceSize);
            Block block = source.ReadBlock(new Window(column, top, PlaceSize, PlaceSize));
            int[] order = [.. Enumerable.Range(0, PlaceSize * PlaceSize)];
            random.Shuffle<int>(order);
            foreach (int i in order.Take(Samples / Places))
            {
                for (int band = 0; band < FeatureCount; band++)
                {
                    pixel[band] = block.Band(band)[i];
                    features[(band * Samples) + row] = pixel[band];
                }

                truths[row] = Truth(pixel);
                labels[row] = truths[row] + (float)(15 * random.NextNormal());
                row++;
            }
        }

        return (features, labels, truths);
    }

    private static long PeakMebibytes()
        => long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    private sealed class PredictKernel(TreePredictor predictor) : IKernel
    {
        public IReadOnlyList<Layer> Outputs { get; } = [new("agb", "Mg/ha"), new("lower", "Mg/ha"), new("upper", "Mg/ha")];

        public string Identity => "map job bench";

        public void Apply(Block input, Block output)
        {
            predictor.Predict(input.Values, output.Window.PixelCount, output.Values);
            ReadOnlySpan<float> first = input.Band(0);
            Span<float> middle = output.Band(0), lower = output.Band(1), upper = output.Band(2);
            for (int i = 0; i < first.Length; i++)
            {
                float nothing = float.IsNaN(first[i]) ? float.NaN : 0;
                middle[i] = MathF.Max(middle[i], 0) + nothing;
                lower[i] = MathF.Min(MathF.Max(lower[i], 0), middle[i]) + nothing;
                upper[i] = MathF.Max(MathF.Max(upper[i], 0), middle[i]) + nothing;
            }
        }
    }

    private sealed class FirstBands : IKernel
    {
        public IReadOnlyList<Layer> Outputs { get; } = [new("a"), new("b"), new("c")];

        public string Identity => "first bands";

        public void Apply(Block input, Block output)
        {
            for (int band = 0; band < 3; band++)
            {
                input.Band(band).CopyTo(output.Band(band));
            }
        }
    }
}
