namespace Mitoshi.Statistics;

/// <summary>Shares a sample out over strata; whole numbers by largest remainder, so that they sum to n.</summary>
public static class Allocation
{
    /// <summary>n_h proportional to W_h.</summary>
    public static int[] Proportional(int sampleSize, ReadOnlySpan<double> weights) => LargestRemainder(Exact(sampleSize, weights));

    /// <summary>n_h proportional to W_h S_h (Cochran 1977, eq. 5.26).</summary>
    public static int[] Neyman(int sampleSize, ReadOnlySpan<double> weights, ReadOnlySpan<double> deviations)
        => LargestRemainder(NeymanExact(sampleSize, weights, deviations));

    /// <summary>The same before rounding.</summary>
    public static double[] NeymanExact(int sampleSize, ReadOnlySpan<double> weights, ReadOnlySpan<double> deviations)
    {
        StatisticsErrors.RequireSameLength(weights.Length, deviations.Length, ("deviations", "標準偏差"));
        double[] products = new double[weights.Length];
        for (int h = 0; h < products.Length; h++)
        {
            products[h] = weights[h] * deviations[h];
        }

        return Exact(sampleSize, products);
    }

    /// <summary>A fixed number in rare strata, the rest proportional to W_h (Olofsson et al. 2014: 50 to 100 in the change strata).</summary>
    /// <param name="sampleSize">n.</param>
    /// <param name="weights">W_h.</param>
    /// <param name="rare">Indices of the rare strata.</param>
    /// <param name="perRareStratum">Number in each of them.</param>
    /// <exception cref="MitoshiException"><c>statistics.bad_target</c> when the rare strata take more than n.</exception>
    public static int[] FixedInRare(int sampleSize, ReadOnlySpan<double> weights, IReadOnlyList<int> rare, int perRareStratum)
    {
        int left = sampleSize - (rare.Count * perRareStratum);
        if (left < 0)
        {
            throw new MitoshiException(
                "statistics.bad_target",
                found: ($"{rare.Count} rare strata with {perRareStratum} units each, {sampleSize} in all", $"希少層{rare.Count}に各{perRareStratum}、合計{sampleSize}"),
                expected: ("a sample larger than what the rare strata take", "希少層の合計より大きい標本"),
                remedy: ("Raise the sample size or lower the fixed number.", "標本数を増やすか固定数を減らしてください。"));
        }

        double[] others = weights.ToArray();
        foreach (int h in rare)
        {
            others[h] = 0;
        }

        int[] allocation = LargestRemainder(Exact(left, others));
        foreach (int h in rare)
        {
            allocation[h] = perRareStratum;
        }

        return allocation;
    }

    /// <summary>Raises every stratum to a floor and lowers the largest ones so that the sum stays, as far as that is possible.</summary>
    public static int[] WithFloor(int[] allocation, int floor)
    {
        int[] raised = [.. allocation.Select(n => Math.Max(n, floor))];
        int excess = raised.Sum() - Math.Max(allocation.Sum(), floor * allocation.Length);
        while (excess > 0)
        {
            int largest = Array.IndexOf(raised, raised.Max());
            raised[largest]--;
            excess--;
        }

        return raised;
    }

    private static double[] Exact(int sampleSize, ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (double share in shares)
        {
            sum += share;
        }

        double[] exact = new double[shares.Length];
        for (int h = 0; h < exact.Length; h++)
        {
            exact[h] = sum > 0 ? sampleSize * shares[h] / sum : 0;
        }

        return exact;
    }

    private static int[] LargestRemainder(double[] exact)
    {
        int[] whole = [.. exact.Select(n => (int)Math.Floor(n + 1e-9))];
        int left = (int)Math.Round(exact.Sum()) - whole.Sum();
        foreach (int h in Enumerable.Range(0, exact.Length).OrderByDescending(h => exact[h] - whole[h]).ThenBy(h => h).Take(Math.Max(left, 0)))
        {
            whole[h]++;
        }

        return whole;
    }
}
