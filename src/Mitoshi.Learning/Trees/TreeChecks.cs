namespace Mitoshi.Learning;

/// <summary>Refuses trees that would send a prediction round in a circle or outside an array: a model file may come from anywhere.</summary>
internal static class TreeChecks
{
    /// <exception cref="FormatException">A tree is not a tree.</exception>
    public static void Sound(TreeEnsemble ensemble)
    {
        foreach (string name in ensemble.CategoricalNames)
        {
            Expect(ensemble.FeatureNames.Contains(name), "a categorical name is not a feature");
        }

        for (int i = 0; i < ensemble.Trees.Count; i++)
        {
            Tree tree = ensemble.Trees[i];
            int nodes = tree.NodeCount;
            Expect(
                tree.Threshold.Length == nodes && tree.MissingGoesLeft.Length == nodes && tree.ClassesLeft.Length == nodes && tree.Left.Length == nodes
                && tree.Right.Length == nodes && tree.Gain.Length == nodes && tree.LeafValue.Length == nodes + 1 && tree.LeafSamples.Length == nodes + 1,
                $"tree {i} has lists of different lengths");
            EachReachedOnce(tree, i);
            for (int node = 0; node < nodes; node++)
            {
                Expect((uint)tree.Feature[node] < (uint)ensemble.FeatureNames.Count, $"tree {i} asks about a feature that is not there");
                Expect(double.IsNaN(tree.Threshold[node]) == tree.ClassesLeft[node] is not null, $"tree {i} has a node with both or neither of threshold and classes");
            }

            foreach (double leaf in tree.LeafValue)
            {
                Expect(double.IsFinite(leaf), $"tree {i} has a leaf that is not a number");
            }
        }
    }

    private static void EachReachedOnce(Tree tree, int index)
    {
        bool[] nodeSeen = new bool[tree.NodeCount], leafSeen = new bool[tree.LeafCount];
        Stack<int> open = new();
        open.Push(tree.NodeCount == 0 ? -1 : 0);
        while (open.TryPop(out int child))
        {
            bool[] seen = child >= 0 ? nodeSeen : leafSeen;
            int place = child >= 0 ? child : ~child;
            Expect((uint)place < (uint)seen.Length && !seen[place], $"tree {index} has a child that is not there or is reached twice");
            seen[place] = true;
            if (child >= 0)
            {
                open.Push(tree.Left[child]);
                open.Push(tree.Right[child]);
            }
        }

        Expect(!nodeSeen.Contains(false) && !leafSeen.Contains(false), $"tree {index} has a part that nothing reaches");
    }

    private static void Expect(bool condition, string problem)
    {
        if (!condition)
        {
            throw new FormatException(problem);
        }
    }
}
