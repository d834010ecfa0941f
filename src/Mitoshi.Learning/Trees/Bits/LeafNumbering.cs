namespace Mitoshi.Learning.Bits;

/// <summary>
/// Numbers the leaves of a tree so that few selections are needed to compute the number. The leaves of every subtree stand in a row; the order of the two sides of
/// each node is free, and so are the first place and the code of a place (binary or Gray). The cost of a node depends only on the places of
/// its leaves, so the cheapest orders follow from the cheapest orders of its children (dynamic programming over node and first place).
/// </summary>
internal sealed class LeafNumbering
{
    private readonly Tree _tree;
    private readonly int _placeCount;
    private readonly bool _isGray;
    private readonly int[][] _onesBefore;
    private readonly int[] _size;
    private readonly int[][] _cost;
    private readonly bool[][] _leftFirst;

    private LeafNumbering(Tree tree, int planeCount, bool isGray)
    {
        _tree = tree;
        _placeCount = 1 << planeCount;
        _isGray = isGray;
        _onesBefore = new int[planeCount][];
        for (int plane = 0; plane < planeCount; plane++)
        {
            _onesBefore[plane] = new int[_placeCount + 1];
            for (int place = 0; place < _placeCount; place++)
            {
                _onesBefore[plane][place + 1] = _onesBefore[plane][place] + ((CodeOf(place) >> plane) & 1);
            }
        }

        _size = new int[tree.NodeCount];
        _cost = new int[tree.NodeCount][];
        _leftFirst = new bool[tree.NodeCount][];
        Solve(0);
        FirstPlace = Array.IndexOf(_cost[0], _cost[0].Min());
    }

    /// <summary>Selections that the tree needs.</summary>
    public int Cost => _cost[0][FirstPlace];

    /// <summary>Place of the first leaf.</summary>
    public int FirstPlace { get; }

    /// <summary>The better of binary and Gray codes for a tree of at least one node.</summary>
    public static LeafNumbering Best(Tree tree, int planeCount)
    {
        LeafNumbering binary = new(tree, planeCount, isGray: false), gray = new(tree, planeCount, isGray: true);
        return gray.Cost < binary.Cost ? gray : binary;
    }

    /// <summary>The number of the leaf at a place.</summary>
    public int CodeOf(int place) => _isGray ? place ^ (place >> 1) : place;

    /// <summary>First places of the left and the right side of a node whose leaves begin at <paramref name="place"/>.</summary>
    public (int Left, int Right) PlacesOfChildren(int node, int place)
        => _leftFirst[node][place] ? (place, place + Size(_tree.Left[node])) : (place + Size(_tree.Right[node]), place);

    private int Size(int child) => child < 0 ? 1 : _size[child];

    private void Solve(int node)
    {
        foreach (int child in (ReadOnlySpan<int>)[_tree.Left[node], _tree.Right[node]])
        {
            if (child >= 0)
            {
                Solve(child);
            }
        }

        _size[node] = Size(_tree.Left[node]) + Size(_tree.Right[node]);
        int starts = _placeCount - _size[node] + 1;
        _cost[node] = new int[starts];
        _leftFirst[node] = new bool[starts];
        for (int place = 0; place < starts; place++)
        {
            int leftFirst = CostOf(node, place, place + Size(_tree.Left[node])), rightFirst = CostOf(node, place + Size(_tree.Right[node]), place);
            _leftFirst[node][place] = leftFirst <= rightFirst;
            _cost[node][place] = Math.Min(leftFirst, rightFirst);
        }
    }

    private int CostOf(int node, int placeLeft, int placeRight)
    {
        int left = _tree.Left[node], right = _tree.Right[node];
        int cost = (left < 0 ? 0 : _cost[left][placeLeft]) + (right < 0 ? 0 : _cost[right][placeRight]);
        foreach (int[] onesBefore in _onesBefore)
        {
            int sizeLeft = Size(left), sizeRight = Size(right);
            int onesLeft = onesBefore[placeLeft + sizeLeft] - onesBefore[placeLeft], onesRight = onesBefore[placeRight + sizeRight] - onesBefore[placeRight];
            bool isSame = (onesLeft == 0 && onesRight == 0) || (onesLeft == sizeLeft && onesRight == sizeRight);
            bool isAnswer = onesLeft == 0 && onesRight == sizeRight;
            cost += isSame || isAnswer ? 0 : 1;
        }

        return cost;
    }
}
