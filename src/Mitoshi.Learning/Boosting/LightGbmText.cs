using System.Globalization;
using System.Numerics;

namespace Mitoshi.Learning;

/// <summary>Reads the model text of LightGBM, version 4 (src/io/gbdt_model_text.cpp and tree.cpp of its sources).</summary>
internal static class LightGbmText
{
    // The bits of decision_type: is the split one by class, does a missing value go left, and what counts as missing.
    private const int CategoricalBit = 1, DefaultLeftBit = 2, MissingShift = 2, MissingMask = 3, MissingIsZero = 1, MissingIsNan = 2;

    public static TreeEnsemble Parse(string text, FeatureTable table)
    {
        List<Tree> trees = [];
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        bool isInTree = false;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("Tree=") || line.StartsWith("end of trees"))
            {
                if (isInTree)
                {
                    trees.Add(ParseTree(fields));
                }

                isInTree = line.StartsWith("Tree=");
                fields.Clear();
                if (!isInTree)
                {
                    break;
                }
            }
            else if (isInTree && line.IndexOf('=') is int equals and > 0)
            {
                fields[line[..equals].ToString()] = line[(equals + 1)..].ToString();
            }
        }

        return new TreeEnsemble { FeatureNames = table.Names, CategoricalNames = table.CategoricalNames, Trees = trees };
    }

    private static Tree ParseTree(Dictionary<string, string> fields)
    {
        double[] threshold = Numbers<double>(fields, "threshold", "inf", double.PositiveInfinity);
        int[] decision = Numbers<int>(fields, "decision_type");
        bool[] missingGoesLeft = new bool[decision.Length];
        int[]?[] classesLeft = new int[decision.Length][];
        for (int node = 0; node < decision.Length; node++)
        {
            int missing = (decision[node] >> MissingShift) & MissingMask;
            Invariant.Holds(missing != MissingIsZero, "LightGBM was asked not to treat zero as missing");
            if ((decision[node] & CategoricalBit) != 0)
            {
                classesLeft[node] = Classes(fields, (int)threshold[node]);
                threshold[node] = double.NaN;
            }
            else
            {
                // A node that met no NaN in training treats one as zero.
                missingGoesLeft[node] = missing == MissingIsNan ? (decision[node] & DefaultLeftBit) != 0 : threshold[node] >= 0;
            }
        }

        double[] leafValue = Numbers<double>(fields, "leaf_value");
        int[] leafSamples = Numbers<int>(fields, "leaf_count");
        return new Tree
        {
            Feature = Numbers<int>(fields, "split_feature"),
            Threshold = threshold,
            MissingGoesLeft = missingGoesLeft,
            ClassesLeft = classesLeft,
            Left = Numbers<int>(fields, "left_child"),
            Right = Numbers<int>(fields, "right_child"),
            Gain = Numbers<double>(fields, "split_gain"),
            LeafValue = leafValue,
            LeafSamples = leafSamples.Length == leafValue.Length ? leafSamples : new int[leafValue.Length],
        };
    }

    private static int[] Classes(Dictionary<string, string> fields, int split)
    {
        int[] boundaries = Numbers<int>(fields, "cat_boundaries");
        uint[] bits = Numbers<uint>(fields, "cat_threshold");
        List<int> classes = [];
        for (int word = boundaries[split]; word < boundaries[split + 1]; word++)
        {
            for (uint rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                classes.Add((32 * (word - boundaries[split])) + BitOperations.TrailingZeroCount(rest));
            }
        }

        return [.. classes];
    }

    // A split between "present" and "missing" has the threshold inf, which .NET does not parse.
    private static T[] Numbers<T>(Dictionary<string, string> fields, string key, string? word = null, T? wordMeans = default)
        where T : ISpanParsable<T>
    {
        string text = fields.GetValueOrDefault(key, "");
        List<T> numbers = [];
        foreach (Range part in text.AsSpan().Split(' '))
        {
            if (!text.AsSpan(part).IsEmpty)
            {
                numbers.Add(text.AsSpan(part).SequenceEqual(word) ? wordMeans! : T.Parse(text.AsSpan(part), CultureInfo.InvariantCulture));
            }
        }

        return [.. numbers];
    }
}
