namespace Mitoshi.Learning.Bits;

/// <summary>The byte planes that some ensembles need: every threshold of every tree, and every class that a tree asks for.</summary>
internal sealed class PlaneSet
{
    private readonly int[] _thresholdPlaneFirst;
    private readonly int[] _classPlane;

    public PlaneSet(IReadOnlyList<TreeEnsemble> ensembles)
    {
        int featureCount = ensembles[0].FeatureNames.Count;
        SortedSet<float>[] thresholds = [.. Enumerable.Range(0, featureCount).Select(_ => new SortedSet<float>())];
        SortedSet<int>[] classes = [.. Enumerable.Range(0, featureCount).Select(_ => new SortedSet<int>())];
        foreach (TreeEnsemble ensemble in ensembles)
        {
            foreach (Tree tree in ensemble.Trees)
            {
                Collect(tree, thresholds, classes);
            }
        }

        _thresholdPlaneFirst = new int[featureCount];
        _classPlane = new int[featureCount];
        for (int feature = 0; feature < featureCount; feature++)
        {
            _thresholdPlaneFirst[feature] = Thresholds.Count;
            foreach (float[] part in thresholds[feature].Chunk(ThresholdPlane.ThresholdsMax))
            {
                Thresholds.Add(new ThresholdPlane(feature, part));
            }

            _classPlane[feature] = Classes.Count;
            if (classes[feature].Count > 0)
            {
                Classes.Add(new ClassPlane(feature, classes[feature]));
            }
        }
    }

    public List<ThresholdPlane> Thresholds { get; } = [];

    public List<ClassPlane> Classes { get; } = [];

    /// <summary>Number of planes; the class planes follow the threshold planes.</summary>
    public int Count => Thresholds.Count + Classes.Count;

    public ThresholdQuestion ThresholdQuestionOf(Tree tree, int node)
    {
        float threshold = ThresholdPlane.RoundDown(tree.Threshold[node]);
        int plane = _thresholdPlaneFirst[tree.Feature[node]];
        while (Thresholds[plane].Thresholds[^1] < threshold)
        {
            plane++;
        }

        int bound = Array.BinarySearch(Thresholds[plane].Thresholds, threshold);
        Invariant.Holds(bound >= 0, "every threshold of a tree is in a plane");
        return new ThresholdQuestion(plane, (byte)bound, tree.MissingGoesLeft[node]);
    }

    public ClassQuestion ClassQuestionOf(Tree tree, int node)
    {
        int plane = _classPlane[tree.Feature[node]];
        int[] classes = tree.ClassesLeft[node]!;
        return new ClassQuestion(Thresholds.Count + plane, Array.ConvertAll(classes, Classes[plane].CodeOf));
    }

    private static void Collect(Tree tree, SortedSet<float>[] thresholds, SortedSet<int>[] classes)
    {
        for (int node = 0; node < tree.NodeCount; node++)
        {
            if (tree.ClassesLeft[node] is int[] left)
            {
                classes[tree.Feature[node]].UnionWith(left);
            }
            else
            {
                thresholds[tree.Feature[node]].Add(ThresholdPlane.RoundDown(tree.Threshold[node]));
            }
        }
    }
}
