namespace Mitoshi.Learning;

/// <summary>
/// Ways to hold samples out. Random folds flatter a map, because a sample's neighbours stay in the training set (Roberts et al. 2017,
/// doi:10.1111/ecog.02881; Ploton et al. 2020, doi:10.1038/s41467-020-18321-y); block folds can be pessimistic for a probability sample
/// (Wadoux et al. 2021, doi:10.1016/j.ecolmodel.2021.109692). Every method returns the fold of each sample, from 0.
/// </summary>
public static class Folds
{
    /// <summary>Random folds whose sizes differ by one at most.</summary>
    /// <param name="sampleCount">n.</param>
    /// <param name="foldCount">k, from 2 to n.</param>
    /// <param name="random">Decides; the same stream gives the same folds.</param>
    public static int[] Random(int sampleCount, int foldCount, RandomStream random)
    {
        RequireFolds(sampleCount, foldCount);
        int[] folds = new int[sampleCount];
        for (int i = 0; i < sampleCount; i++)
        {
            folds[i] = i % foldCount;
        }

        random.Shuffle<int>(folds);
        return folds;
    }

    /// <summary>
    /// Square blocks of the ground in a fixed diagonal pattern, fold = (block column + step × block row) mod k, so that neighbouring blocks lie in
    /// different folds. With 5 folds and step 2 this is the pattern of the validation protocol.
    /// </summary>
    /// <param name="x">Easting or column of each sample.</param>
    /// <param name="y">Southing or row.</param>
    /// <param name="blockSize">Edge of a block, in the unit of x and y.</param>
    /// <param name="foldCount">k, at least 2.</param>
    /// <param name="rowStep">Shift of the pattern from one row of blocks to the next.</param>
    public static int[] Blocks(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double blockSize, int foldCount = 5, int rowStep = 2)
    {
        Require.SameLength(x.Length, y.Length, nameof(y));
        RequireFolds(Math.Max(x.Length, foldCount), foldCount);
        int[] folds = new int[x.Length];
        for (int i = 0; i < folds.Length; i++)
        {
            long pattern = (long)Math.Floor(x[i] / blockSize) + (rowStep * (long)Math.Floor(y[i] / blockSize));
            folds[i] = (int)(((pattern % foldCount) + foldCount) % foldCount);
        }

        return folds;
    }

    /// <summary>Each group (a site, an owner, a flight line) is a fold of its own, numbered by first appearance: leave-site-out.</summary>
    /// <param name="groups">Name of the group of each sample.</param>
    public static int[] Groups(IReadOnlyList<string> groups)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] folds = new int[groups.Count];
        for (int i = 0; i < folds.Length; i++)
        {
            if (!numbers.TryGetValue(groups[i], out int number))
            {
                number = numbers.Count;
                numbers.Add(groups[i], number);
            }

            folds[i] = number;
        }

        return folds;
    }

    internal static void RequireFolds(int sampleCount, int foldCount)
    {
        if (foldCount < 2 || sampleCount < foldCount)
        {
            throw new MitoshiException("learning.too_few_folds",
                found: ($"{foldCount} folds of {sampleCount} samples", $"標本{sampleCount}個を{foldCount}分割します"),
                expected: ("at least 2 folds, and at least one sample for each", "2分割以上で、各分割に1個以上の標本"),
                remedy: ("Give more samples or ask for fewer folds.", "標本を増やすか、分割の数を減らしてください。"));
        }
    }
}
