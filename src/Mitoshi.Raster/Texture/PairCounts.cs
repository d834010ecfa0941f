namespace Mitoshi.Raster;

/// <summary>The sums that the measures of one direction need, kept while pairs enter and leave. All are whole numbers.</summary>
internal struct PairCounts
{
    /// <summary>Cells of a co-occurrence matrix.</summary>
    public const int CellCount = TextureLevels.Count * TextureLevels.Count;

    // 42 pairs, each counted both ways, at most; a diagonal cell takes both.
    private const int MostCounts = 85;
    private const double FixedPoint = 1L << 40;

    private static readonly long[] CountLogCount = [.. Enumerable.Range(0, MostCounts).Select(c => c == 0 ? 0 : (long)Math.Round(c * Math.Log(c) * FixedPoint))];
    private static readonly long[] InverseDifference = [.. Enumerable.Range(0, TextureLevels.Count).Select(d => (long)Math.Round(FixedPoint / (1 + (d * d))))];

    private int _sum, _squares, _products, _differences, _squaredDifferences, _squaredCells;
    private long _homogeneity, _logarithms;

    /// <summary>Pairs counted, each once.</summary>
    public int Pairs { get; private set; }

    /// <summary>Counts a pair (change +1) or takes it away (change -1), both ways.</summary>
    public void Change(int first, int second, int change, Span<ushort> cells)
    {
        int difference = Math.Abs(first - second);
        Pairs += change;
        _sum += change * (first + second);
        _squares += change * ((first * first) + (second * second));
        _products += change * first * second;
        _differences += change * difference;
        _squaredDifferences += change * difference * difference;
        _homogeneity += change * InverseDifference[difference];

        // The two cells (i, j) and (j, i) always hold the same, so only one is kept; on the diagonal it takes both counts.
        bool isDiagonal = first == second;
        ref ushort cell = ref cells[(Math.Min(first, second) * TextureLevels.Count) + Math.Max(first, second)];
        int before = cell, after = before + (isDiagonal ? 2 * change : change), copies = isDiagonal ? 1 : 2;
        cell = (ushort)after;
        _squaredCells += copies * ((after * after) - (before * before));
        _logarithms += copies * (CountLogCount[after] - CountLogCount[before]);
    }

    /// <summary>Adds the measures to sums in the order of <see cref="TextureMeasure"/>; false when the correlation is undefined and was left out.</summary>
    public readonly bool AddMeasures(Span<double> sums)
    {
        // N = 2 x pairs counts; sums over i alone are half of those over both ends, twice counted.
        double n = 2.0 * Pairs, mean = _sum / n;
        long spread = (2L * Pairs * _squares) - ((long)_sum * _sum), covariance = (4L * Pairs * _products) - ((long)_sum * _sum);
        sums[(int)TextureMeasure.Mean] += mean;
        sums[(int)TextureMeasure.Variance] += spread / (n * n);
        sums[(int)TextureMeasure.Contrast] += (double)_squaredDifferences / Pairs;
        sums[(int)TextureMeasure.Dissimilarity] += (double)_differences / Pairs;
        sums[(int)TextureMeasure.Homogeneity] += _homogeneity / FixedPoint / Pairs;
        sums[(int)TextureMeasure.AngularSecondMoment] += _squaredCells / (n * n);
        sums[(int)TextureMeasure.Entropy] += Math.Log(n) - (_logarithms / FixedPoint / n);
        if (spread == 0)
        {
            return false;
        }

        sums[(int)TextureMeasure.Correlation] += (double)covariance / spread;
        return true;
    }
}
