namespace Mitoshi.Credits.Uncertainty;

/// <summary>
/// IPCC Approach 2 (2006, vol. 1, ch. 3, section 3.2.3.2): draws of the inputs through the formula. Inputs that share a factor share its
/// draws; correlated normals come from the Cholesky factor; lognormals are correlated on their logs. Draws belong to blocks, and each block
/// has a random stream of its own, so the bytes of a result do not depend on the number of threads.
/// </summary>
internal sealed class MonteCarlo(Formula formula, IReadOnlyList<Distribution> inputs, Correlation correlation)
{
    private const int BlockSize = 4096;
    private const int MostDraws = 1 << 24;

    // Half-width of the interval may change by this share between n and 2n draws before it counts as converged.
    private const double Tolerance = 0.01;

    private readonly double[,] _factor = correlation.Cholesky();

    /// <summary>Draws until the half-width of the 90 % interval settles, from <paramref name="leastDraws"/> by doubling.</summary>
    public Simulation Run(int leastDraws, ulong seed, int threads, CancellationToken cancellation = default)
    {
        double[] values = Draw(0, leastDraws, seed, threads, cancellation);
        Simulation before = Simulation.Of(values, isConverged: false);
        while (true)
        {
            double[] more = Draw(values.Length, 2 * values.Length, seed, threads, cancellation);
            values = [.. values, .. more];
            Simulation now = Simulation.Of(values, isConverged: true);
            double change = Math.Abs(now.HalfWidth90 - before.HalfWidth90);
            if (change <= Tolerance * now.HalfWidth90)
            {
                return now;
            }

            if (values.Length >= MostDraws)
            {
                return now with { IsConverged = false };
            }

            before = now;
        }
    }

    // Blocks start at multiples of BlockSize from draw 0 whatever the range is; a block cut by the range is drawn whole and trimmed.
    private double[] Draw(int from, int to, ulong seed, int threads, CancellationToken cancellation)
    {
        double[] values = new double[to - from];
        int firstBlock = from / BlockSize, lastBlock = (to - 1) / BlockSize;
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation };
        Parallel.For(firstBlock, lastBlock + 1, options, block =>
        {
            double[] drawn = Block(block, seed);
            int start = Math.Max(from, block * BlockSize), end = Math.Min(to, (block + 1) * BlockSize);
            drawn.AsSpan(start - (block * BlockSize), end - start).CopyTo(values.AsSpan(start - from));
        });
        return values;
    }

    private double[] Block(int block, ulong seed)
    {
        RandomStream random = new RandomStream(seed, "credits/monte_carlo").Fork($"{block}");
        double[][] normals = new double[inputs.Count][];
        for (int i = 0; i < inputs.Count; i++)
        {
            normals[i] = new double[BlockSize];
            for (int draw = 0; draw < BlockSize; draw++)
            {
                normals[i][draw] = random.NextNormal();
            }
        }

        double[][] values = new double[inputs.Count][];
        for (int i = 0; i < inputs.Count; i++)
        {
            double[] correlated = new double[BlockSize];
            for (int j = 0; j <= i; j++)
            {
                for (int draw = 0; draw < BlockSize && _factor[i, j] != 0; draw++)
                {
                    correlated[draw] += _factor[i, j] * normals[j][draw];
                }
            }

            values[i] = correlated;
            inputs[i].FromNormal(correlated);
        }

        return formula.Evaluate(values, BlockSize);
    }
}
