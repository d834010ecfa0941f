using System.Numerics;

namespace Mitoshi.Learning.Bits;

/// <summary>
/// Compiles trees to selections over slots. The number of a pixel's leaf (see <see cref="LeafNumbering"/>) comes out as bit planes, computed from the leaves
/// upwards: a node selects, per bit, what its right or its left side says. Where both sides agree nothing is done, and where left says 0 and right
/// says 1 the answer itself is the bit.
/// </summary>
internal sealed class TreeCompiler(PlaneSet planes)
{
    /// <summary>Slot of bits that are all 0, then the slot of bits that are all 1.</summary>
    public const int Zeros = 0, Ones = 1;

    /// <summary>Answers of one program fill at most a megabyte, half of a second-level cache.</summary>
    private const int QuestionsMax = 16000;

    private const int FirstAnswer = 2;

    private readonly SortedDictionary<ThresholdQuestion, List<(Tree Tree, int Node)>> _thresholdQuestions = [];
    private readonly List<ClassQuestion> _classQuestions = [];

    /// <summary>Most leaves of a tree that can be compiled.</summary>
    public static int LeavesMax => 1 << LeafCodes.PlanesMax;

    /// <summary>Compiles trees, given with their ensemble and with the whole multiples that stand for their leaf values; trees of one ensemble stand together.</summary>
    public static List<TreeProgram> Compile(PlaneSet planes, IReadOnlyList<(int Ensemble, Tree Tree, long[] Multiples)> trees)
    {
        List<TreeProgram> programs = [];
        for (int start = 0; start < trees.Count;)
        {
            HashSet<ThresholdQuestion> questions = [];
            int end = start;
            for (; end < trees.Count && questions.Count < QuestionsMax && end - start < LeafTable.TreesPerFold; end++)
            {
                Tree tree = trees[end].Tree;
                for (int node = 0; node < tree.NodeCount; node++)
                {
                    if (tree.ClassesLeft[node] is null)
                    {
                        questions.Add(planes.ThresholdQuestionOf(tree, node));
                    }
                }
            }

            programs.Add(new TreeCompiler(planes).CompilePart([.. trees.Skip(start).Take(end - start)]));
            start = end;
        }

        return programs;
    }

    private TreeProgram CompilePart((int Ensemble, Tree Tree, long[] Multiples)[] trees)
    {
        Dictionary<(Tree, int), int> slotOfNode = NumberQuestions(trees, out List<TreeProgram.Batch> batches, out int targetFirst);
        List<TreeGroup> groups = [];
        int slotCount = targetFirst;
        foreach ((int ensemble, Tree tree, long[] multiples) in trees)
        {
            int planeCount = Math.Max(5, BitOperations.Log2((uint)Math.Max(1, tree.LeafCount - 1)) + 1);
            if (groups.Count == 0 || groups[^1].Ensemble != ensemble || groups[^1].PlaneCount != planeCount || groups[^1].TreeCount == TreeGroup.TreesMax)
            {
                groups.Add(new TreeGroup(ensemble, planeCount));
            }

            slotCount = Math.Max(slotCount, AddTree(groups[^1], tree, multiples, slotOfNode, targetFirst));
        }

        foreach (TreeGroup group in groups)
        {
            group.Seal();
        }

        return new TreeProgram
        {
            ThresholdBatches = [.. batches],
            ClassQuestions = [.. _classQuestions.Select((question, i) => (question, targetFirst - _classQuestions.Count + i))],
            Groups = [.. groups],
            SlotCount = slotCount,
        };
    }

    private Dictionary<(Tree Tree, int Node), int> NumberQuestions(
        (int Ensemble, Tree Tree, long[] Multiples)[] trees, out List<TreeProgram.Batch> batches, out int targetFirst)
    {
        Dictionary<(Tree, int), int> slotOfNode = new(NodeComparer.Instance);
        List<(Tree Tree, int Node)> classNodes = [];
        foreach ((_, Tree tree, _) in trees)
        {
            for (int node = 0; node < tree.NodeCount; node++)
            {
                if (tree.ClassesLeft[node] is not null)
                {
                    _classQuestions.Add(planes.ClassQuestionOf(tree, node));
                    classNodes.Add((tree, node));
                    continue;
                }

                ThresholdQuestion question = planes.ThresholdQuestionOf(tree, node);
                if (!_thresholdQuestions.TryGetValue(question, out List<(Tree, int)>? askers))
                {
                    _thresholdQuestions[question] = askers = [];
                }

                askers.Add((tree, node));
            }
        }

        int slot = FirstAnswer;
        batches = [];
        foreach (IGrouping<(int Plane, bool MissingGoesLeft), ThresholdQuestion> group in _thresholdQuestions.Keys.GroupBy(question => (question.Plane, question.MissingGoesLeft)))
        {
            batches.Add(new TreeProgram.Batch(group.Key.Plane, group.Key.MissingGoesLeft, [.. group.Select(question => question.Bound)], slot));
            foreach (ThresholdQuestion question in group)
            {
                foreach ((Tree, int) asker in _thresholdQuestions[question])
                {
                    slotOfNode[asker] = slot;
                }

                slot++;
            }
        }

        foreach ((Tree, int) node in classNodes)
        {
            slotOfNode[node] = slot++;
        }

        targetFirst = slot;
        return slotOfNode;
    }

    // Gives back one past the last slot that the tree uses.
    private static int AddTree(TreeGroup group, Tree tree, long[] multiples, Dictionary<(Tree, int), int> slotOfNode, int targetFirst)
    {
        TargetSlots targets = new(targetFirst);
        long[] byCode = new long[group.LeavesPerTree];
        int[] bits;
        if (tree.NodeCount == 0)
        {
            byCode[0] = multiples[0];
            bits = new int[group.PlaneCount];
        }
        else
        {
            LeafNumbering numbering = LeafNumbering.Best(tree, group.PlaneCount);
            bits = Visit(0, numbering.FirstPlace, numbering);
        }

        group.StepEnds.Add(group.StepList.Count);
        group.MultipleList.AddRange(byCode);
        for (int plane = 0; plane < LeafCodes.PlanesMax; plane++)
        {
            group.PlaneList.Add((plane < bits.Length ? bits[plane] : Zeros) * Lanes.BytesPerSlot);
        }

        return targets.End;

        int[] Visit(int child, int place, LeafNumbering numbering)
        {
            int[] own = new int[group.PlaneCount];
            if (child < 0)
            {
                int code = numbering.CodeOf(place);
                byCode[code] = multiples[~child];
                for (int plane = 0; plane < own.Length; plane++)
                {
                    own[plane] = (code >> plane) & 1;
                }

                return own;
            }

            (int placeLeft, int placeRight) = numbering.PlacesOfChildren(child, place);
            int[] left = Visit(tree.Left[child], placeLeft, numbering), right = Visit(tree.Right[child], placeRight, numbering);
            int goesRight = slotOfNode[(tree, child)];
            for (int plane = 0; plane < own.Length; plane++)
            {
                own[plane] = left[plane] == right[plane] ? left[plane]
                    : left[plane] == Zeros && right[plane] == Ones ? goesRight
                    : Select(goesRight, left[plane], right[plane]);
            }

            return own;
        }

        int Select(int goesRight, int left, int right)
        {
            targets.Release(left);
            targets.Release(right);
            int target = targets.Take();
            group.StepList.Add(new Selection(
                goesRight * Lanes.BytesPerSlot, left * Lanes.BytesPerSlot, right * Lanes.BytesPerSlot, target * Lanes.BytesPerSlot));
            return target;
        }
    }

    /// <summary>Targets are used again as soon as they have been read, last one first: a store that shares the low 12 bits of its address with a later load delays that load.</summary>
    private sealed class TargetSlots(int first)
    {
        private readonly Stack<int> _free = new();
        private readonly int _first = first;

        public int End { get; private set; } = first;

        public int Take() => _free.TryPop(out int slot) ? slot : End++;

        public void Release(int slot)
        {
            if (slot >= _first)
            {
                _free.Push(slot);
            }
        }
    }

    /// <summary>Trees by identity: two equal trees are two trees.</summary>
    private sealed class NodeComparer : IEqualityComparer<(Tree Tree, int Node)>
    {
        public static NodeComparer Instance { get; } = new();

        public bool Equals((Tree Tree, int Node) x, (Tree Tree, int Node) y) => ReferenceEquals(x.Tree, y.Tree) && x.Node == y.Node;

        public int GetHashCode((Tree Tree, int Node) item)
            => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(item.Tree), item.Node);
    }
}
