namespace Mitoshi.Learning;

/// <summary>Grows one regression tree on binned samples: each node takes, among a random part of the features, the split that lowers the squared error most (Breiman et al. 1984).</summary>
internal sealed class TreeGrower(BinnedTable table, float[] labels, ForestSettings settings, RandomStream random)
{
    private const int CodeCount = 256, MissingCode = 255;
    private readonly int[] _features = [.. Enumerable.Range(0, table.FeatureCount)];
    private readonly double[] _sum = new double[CodeCount];
    private readonly int[] _count = new int[CodeCount];
    private readonly List<Node> _nodes = [];
    private readonly List<(double Mean, int Samples)> _leaves = [];

    /// <summary>Grows on the drawn samples; a sample that was drawn twice counts twice. Leaf values are multiplied by <paramref name="share"/>.</summary>
    public Tree Grow(int[] rows, double share)
    {
        Stack<(int Start, int End, int Parent, bool IsLeft)> open = new();
        open.Push((0, rows.Length, -1, false));
        while (open.TryPop(out (int Start, int End, int Parent, bool IsLeft) part))
        {
            Span<int> samples = rows.AsSpan(part.Start, part.End - part.Start);
            double sum = 0;
            foreach (int row in samples)
            {
                sum += labels[row];
            }

            Split? split = samples.Length >= 2 * settings.LeafSamplesMin ? FindSplit(samples, sum) : null;
            int place = split is null ? ~_leaves.Count : _nodes.Count;
            if (part.Parent >= 0)
            {
                _nodes[part.Parent] = part.IsLeft ? _nodes[part.Parent] with { Left = place } : _nodes[part.Parent] with { Right = place };
            }

            if (split is null)
            {
                _leaves.Add((sum / samples.Length, samples.Length));
                continue;
            }

            _nodes.Add(new Node(split, 0, 0));
            int middle = part.Start + Partition(samples, split);
            open.Push((middle, part.End, place, false));
            open.Push((part.Start, middle, place, true));
        }

        return ToTree(share);
    }

    private Split? FindSplit(ReadOnlySpan<int> samples, double sum)
    {
        int wanted = Math.Max(1, (int)(settings.FeatureFraction * table.FeatureCount));
        Split? best = null;
        for (int tried = 0; tried < table.FeatureCount && (tried < wanted || best is null); tried++)
        {
            // The next feature of a shuffle that stops early.
            int chosen = tried + random.NextInt(table.FeatureCount - tried);
            (_features[tried], _features[chosen]) = (_features[chosen], _features[tried]);
            int feature = _features[tried];
            Fill(feature, samples);
            Split? split = table.Classes(feature) is int[] classes ? BestOfClasses(feature, classes.Length, samples.Length, sum) : BestOfThresholds(feature, samples.Length, sum);
            if (split is not null && (best is null || split.Gain > best.Gain))
            {
                best = split;
            }
        }

        return best;
    }

    private void Fill(int feature, ReadOnlySpan<int> samples)
    {
        Array.Clear(_sum);
        Array.Clear(_count);
        ReadOnlySpan<byte> codes = table.Codes(feature);
        foreach (int row in samples)
        {
            int code = codes[row];
            _sum[code] += labels[row];
            _count[code]++;
        }
    }

    private Split? BestOfThresholds(int feature, int count, double sum)
    {
        Split? best = null;
        double sumLeft = 0;
        int countLeft = 0, missing = _count[MissingCode];
        for (int code = 0; code < MissingCode; code++)
        {
            if (_count[code] == 0)
            {
                continue;
            }

            sumLeft += _sum[code];
            countLeft += _count[code];
            best = Better(best, feature, code, missingGoesLeft: false, null, countLeft, sumLeft, count, sum);
            if (missing > 0)
            {
                best = Better(best, feature, code, missingGoesLeft: true, null, countLeft + missing, sumLeft + _sum[MissingCode], count, sum);
            }
        }

        return best;
    }

    // Classes in the order of their mean label: the best of all two-way partitions is a prefix (Fisher 1958, doi:10.2307/2281952).
    private Split? BestOfClasses(int feature, int classCount, int count, double sum)
    {
        int[] codes = [.. Enumerable.Range(0, classCount).Where(code => _count[code] > 0).OrderBy(code => _sum[code] / _count[code]).ThenBy(code => code)];
        Split? best = null;
        double sumLeft = 0;
        int countLeft = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            sumLeft += _sum[codes[i]];
            countLeft += _count[codes[i]];
            best = Better(best, feature, i, missingGoesLeft: false, codes, countLeft, sumLeft, count, sum);
        }

        return best;
    }

    private Split? Better(Split? best, int feature, int code, bool missingGoesLeft, int[]? order, int countLeft, double sumLeft, int count, double sum)
    {
        int countRight = count - countLeft;
        if (countLeft < settings.LeafSamplesMin || countRight < settings.LeafSamplesMin)
        {
            return best;
        }

        double sumRight = sum - sumLeft;
        double gain = (sumLeft * sumLeft / countLeft) + (sumRight * sumRight / countRight) - (sum * sum / count);
        return gain > (best?.Gain ?? 1e-9) ? new Split(feature, code, missingGoesLeft, order?[..(code + 1)], gain) : best;
    }

    private int Partition(Span<int> samples, Split split)
    {
        ReadOnlySpan<byte> codes = table.Codes(split.Feature);
        int left = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            int code = codes[samples[i]];
            bool goesLeft = split.CodesLeft is int[] codesLeft ? Array.IndexOf(codesLeft, code) >= 0
                : code == MissingCode ? split.MissingGoesLeft : code <= split.Code;
            if (goesLeft)
            {
                (samples[left], samples[i]) = (samples[i], samples[left]);
                left++;
            }
        }

        return left;
    }

    private Tree ToTree(double share)
    {
        Node[] nodes = [.. _nodes];
        return new Tree
        {
            Feature = Array.ConvertAll(nodes, node => node.Split.Feature),
            Threshold = Array.ConvertAll(nodes, node => node.Split.CodesLeft is null ? table.Threshold(node.Split.Feature, node.Split.Code) : double.NaN),
            MissingGoesLeft = Array.ConvertAll(nodes, node => node.Split.MissingGoesLeft),
            ClassesLeft = Array.ConvertAll(nodes, node => node.Split.CodesLeft is int[] codes
                ? [.. codes.Select(code => table.Classes(node.Split.Feature)![code]).Order()]
                : (int[]?)null),
            Left = Array.ConvertAll(nodes, node => node.Left),
            Right = Array.ConvertAll(nodes, node => node.Right),
            Gain = Array.ConvertAll(nodes, node => node.Split.Gain),
            LeafValue = [.. _leaves.Select(leaf => leaf.Mean * share)],
            LeafSamples = [.. _leaves.Select(leaf => leaf.Samples)],
        };
    }

    private sealed record Split(int Feature, int Code, bool MissingGoesLeft, int[]? CodesLeft, double Gain);

    private sealed record Node(Split Split, int Left, int Right);
}
