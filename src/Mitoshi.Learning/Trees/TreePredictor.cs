using Mitoshi.Learning.Bits;

namespace Mitoshi.Learning;

/// <summary>
/// Predicts blocks of pixels with one or more ensembles over the same features, 512 pixels at a time: each feature becomes a byte once for all trees, each distinct
/// split of all trees is answered once by one bit per pixel, and a tree is a short list of bitwise selections that ends in the number of the leaf.
/// Safe to share among threads; allocates nothing per block once each thread has predicted once.
/// </summary>
/// <remarks>
/// Leaf values are rounded to multiples of 2⁻⁵¹ of a bound of the sum (below 1e-15 of it) and added as whole numbers, so the result has the same bits on every
/// processor and with intrinsics switched off; it differs from <see cref="TreeEnsemble.PredictOne"/> by at most
/// <see cref="Tolerance"/>. Related: QuickScorer (Lucchese et al. 2015, doi:10.1145/2766462.2767733), RapidScorer (Ye et al. 2018, doi:10.1145/3219819.3219857).
/// </remarks>
public sealed unsafe class TreePredictor
{
    private const int SparesMax = 64;
    private readonly PlaneSet _planes;
    private readonly TreeProgram[] _programs;
    private readonly BlockRunner _runner;
    private readonly List<(int Ensemble, Tree Tree, long[] Multiples)> _largeTrees = [];
    private readonly double[] _steps;
    private readonly int[] _treeCounts;
    private readonly int _slotCount;
    private readonly Scratch?[] _spares = new Scratch?[SparesMax];

    /// <summary>Prepares the ensembles.</summary>
    /// <exception cref="ArgumentException">The ensembles have different features, or there is none.</exception>
    /// <exception cref="MitoshiException"><c>learning.too_many_classes</c>: a feature has more than 255 classes.</exception>
    public TreePredictor(params IReadOnlyList<TreeEnsemble> ensembles)
    {
        if (ensembles.Count == 0 || ensembles.Any(ensemble => !ensemble.FeatureNames.SequenceEqual(ensembles[0].FeatureNames)))
        {
            throw new ArgumentException("expected one or more ensembles of the same features", nameof(ensembles));
        }

        FeatureCount = ensembles[0].FeatureNames.Count;
        OutputCount = ensembles.Count;
        _planes = new PlaneSet(ensembles);
        _steps = new double[OutputCount];
        _treeCounts = [.. ensembles.Select(ensemble => ensemble.Trees.Count)];
        List<(int, Tree, long[])> smallTrees = [];
        for (int ensemble = 0; ensemble < OutputCount; ensemble++)
        {
            _steps[ensemble] = StepOf(ensembles[ensemble]);
            foreach (Tree tree in ensembles[ensemble].Trees)
            {
                long[] multiples = Array.ConvertAll(tree.LeafValue, leaf => (long)Math.Round(leaf / _steps[ensemble]));
                (tree.LeafCount <= TreeCompiler.LeavesMax ? smallTrees : _largeTrees).Add((ensemble, tree, multiples));
            }
        }

        _programs = [.. TreeCompiler.Compile(_planes, smallTrees)];
        _runner = new BlockRunner(_planes, _programs, OutputCount, KernelPaths.Best);
        _slotCount = _programs.Length == 0 ? 2 : _programs.Max(program => program.SlotCount);
    }

    /// <summary>Number of features that a pixel has.</summary>
    public int FeatureCount { get; }

    /// <summary>Number of ensembles: predictions of a pixel.</summary>
    public int OutputCount { get; }

    /// <summary>Which of the kernels' twins run; tests choose another than the best.</summary>
    internal KernelPath Path
    {
        get;
        init
        {
            field = value;
            _runner = new BlockRunner(_planes, _programs, OutputCount, value);
        }
    }
    = KernelPaths.Best;

    /// <summary>Bytes that one thread needs while it predicts.</summary>
    public long ScratchBytes => Scratch.Bytes(_planes.Count, _slotCount, OutputCount);

    /// <summary>The most that a prediction in double precision can differ from the plain sum of the leaf values: one half step of rounding per tree, and as much again for the plain sum's own rounding.</summary>
    public double Tolerance(int ensemble) => _steps[ensemble] * _treeCounts[ensemble];

    /// <summary>Predicts every pixel with every ensemble.</summary>
    /// <param name="planarFeatures">Features × pixels, NaN is missing.</param>
    /// <param name="pixelCount">Number of pixels.</param>
    /// <param name="output">Receives ensembles × pixels.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<float> planarFeatures, int pixelCount, Span<float> output)
    {
        CheckLengths(planarFeatures.Length, pixelCount, output.Length);
        Scratch scratch = Rent();
        for (int start = 0; start < pixelCount; start += Scratch.PixelCount)
        {
            int count = Math.Min(Scratch.PixelCount, pixelCount - start);
            Sum(planarFeatures, pixelCount, start, count, scratch);
            for (int ensemble = 0; ensemble < OutputCount; ensemble++)
            {
                Span<float> to = output.Slice((ensemble * pixelCount) + start, count);
                Span<float> toFirst = to[..Math.Min(count, Lanes.Count)], toSecond = to[toFirst.Length..];
                Scale(scratch.First.Sums + (ensemble * Lanes.Count), _steps[ensemble], toFirst);
                Scale(scratch.Second.Sums + (ensemble * Lanes.Count), _steps[ensemble], toSecond);
            }
        }

        Return(scratch);
    }

    /// <summary>The same in double precision.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{float}, int, Span{float})"/>
    public void Predict(ReadOnlySpan<float> planarFeatures, int pixelCount, Span<double> output)
    {
        CheckLengths(planarFeatures.Length, pixelCount, output.Length);
        Scratch scratch = Rent();
        for (int start = 0; start < pixelCount; start += Lanes.Count)
        {
            int count = Math.Min(Lanes.Count, pixelCount - start);
            Sum(planarFeatures, pixelCount, start, count, scratch);
            for (int ensemble = 0; ensemble < OutputCount; ensemble++)
            {
                for (int i = 0; i < count; i++)
                {
                    output[(ensemble * pixelCount) + start + i] = scratch.First.Sums[(ensemble * Lanes.Count) + i] * _steps[ensemble];
                }
            }
        }

        Return(scratch);
    }

    private static void Scale(long* sums, double step, Span<float> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = (float)(sums[i] * step);
        }
    }

    /// <summary>How much work it is, for benches.</summary>
    internal string Describe()
        => $"{_planes.Count} planes, {_programs.Length} programs, {_slotCount} slots, {_programs.Sum(program => program.Groups.Sum(group => group.Steps.Length))} steps";

    // A power of two, so that multiplying by it is exact; the sum of the largest leaves stays below 2^51 steps.
    private static double StepOf(TreeEnsemble ensemble)
    {
        double bound = ensemble.Trees.Sum(tree => tree.LeafValue.Max(Math.Abs));
        return bound == 0 ? 1 : Math.ScaleB(1, Math.ILogB(bound) + 1 - 51);
    }

    private void CheckLengths(int featuresLength, int pixelCount, int outputLength)
    {
        Require.SameLength(checked(FeatureCount * pixelCount), featuresLength, "planarFeatures");
        Require.SameLength(checked(OutputCount * pixelCount), outputLength, "output");
    }

    private void Sum(ReadOnlySpan<float> planarFeatures, int pixelCount, int start, int count, Scratch scratch)
    {
        _runner.Sum(planarFeatures[start..], pixelCount, count, scratch);
        foreach ((int ensemble, Tree tree, long[] multiples) in _largeTrees)
        {
            for (int i = 0; i < count; i++)
            {
                PixelBlock block = i < Lanes.Count ? scratch.First : scratch.Second;
                block.Sums[(ensemble * Lanes.Count) + (i % Lanes.Count)] += multiples[tree.LeafOf(planarFeatures, pixelCount, start + i)];
            }
        }
    }

    private Scratch Rent()
    {
        for (int i = 0; i < _spares.Length; i++)
        {
            if (_spares[i] is not null && Interlocked.Exchange(ref _spares[i], null) is Scratch spare)
            {
                return spare;
            }
        }

        return new Scratch(_planes.Count, _slotCount, OutputCount);
    }

    // A scratch without a free place is left to the collector: there are more threads than places.
    private void Return(Scratch scratch)
    {
        for (int i = 0; i < _spares.Length; i++)
        {
            if (_spares[i] is null && Interlocked.CompareExchange(ref _spares[i], scratch, null) is null)
            {
                return;
            }
        }
    }
}
