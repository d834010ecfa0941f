namespace Mitoshi.Credits.Additionality;

/// <summary>
/// Matching without replacement with the least total distance: the linear assignment problem by shortest augmenting paths (Jonker &amp;
/// Volgenant 1987, doi:10.1007/BF02278710). Of several optimal matchings the one with the lower control index for the earlier project is
/// taken, so that the result does not depend on the path of the search.
/// </summary>
internal static class OptimalMatching
{
    private const double Tight = 1e-11;

    /// <summary>The control of each project row.</summary>
    /// <param name="cost">Rows x columns, rows at most columns.</param>
    public static int[] Assign(double[,] cost)
    {
        int rows = cost.GetLength(0), columns = cost.GetLength(1);
        Invariant.Holds(rows <= columns, "more rows than columns");
        double[] rowPrice = new double[rows + 1], columnPrice = new double[columns + 1];
        int[] rowOf = new int[columns + 1], previous = new int[columns + 1];
        for (int row = 1; row <= rows; row++)
        {
            Augment(cost, row, rowPrice, columnPrice, rowOf, previous);
        }

        int[] columnOf = new int[rows];
        for (int column = 1; column <= columns; column++)
        {
            if (rowOf[column] > 0)
            {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }

        return new TieBreaker(cost, rowPrice, columnPrice, columnOf).Lowest();
    }

    // One row more: the cheapest alternating path from it to a free column; prices stay dual feasible.
    private static void Augment(double[,] cost, int row, double[] rowPrice, double[] columnPrice, int[] rowOf, int[] previous)
    {
        int columns = columnPrice.Length - 1, column = 0;
        double[] least = new double[columns + 1];
        bool[] isUsed = new bool[columns + 1];
        Array.Fill(least, double.PositiveInfinity);
        rowOf[0] = row;
        do
        {
            isUsed[column] = true;
            int from = rowOf[column], next = 0;
            double delta = double.PositiveInfinity;
            for (int j = 1; j <= columns; j++)
            {
                if (isUsed[j])
                {
                    continue;
                }

                double reduced = cost[from - 1, j - 1] - rowPrice[from] - columnPrice[j];
                if (reduced < least[j])
                {
                    (least[j], previous[j]) = (reduced, column);
                }

                if (least[j] < delta)
                {
                    (delta, next) = (least[j], j);
                }
            }

            for (int j = 0; j <= columns; j++)
            {
                if (isUsed[j])
                {
                    rowPrice[rowOf[j]] += delta;
                    columnPrice[j] -= delta;
                }
                else
                {
                    least[j] -= delta;
                }
            }

            column = next;
        }
        while (rowOf[column] != 0);
        while (column != 0)
        {
            int back = previous[column];
            rowOf[column] = rowOf[back];
            column = back;
        }
    }

    // All optimal matchings live on the pairs without slack. A column that nobody takes counts as taken by an idle row, which may only have
    // columns of price zero; so every column has a row, and rows are settled in order: each takes the lowest column from which the rest can
    // still be arranged.
    private sealed class TieBreaker
    {
        private readonly double[,] _cost;
        private readonly double[] _rowPrice;
        private readonly double[] _columnPrice;
        private readonly double _tolerance;
        private readonly int[] _columnOf;
        private readonly int[] _rowOf;

        public TieBreaker(double[,] cost, double[] rowPrice, double[] columnPrice, int[] columnOf)
        {
            (_cost, _rowPrice, _columnPrice) = (cost, rowPrice, columnPrice);
            _tolerance = Tight * Math.Max(1, cost.Cast<double>().DefaultIfEmpty(0).Max(Math.Abs));
            int columns = cost.GetLength(1);
            _rowOf = new int[columns];
            Array.Fill(_rowOf, -1);
            for (int row = 0; row < columnOf.Length; row++)
            {
                _rowOf[columnOf[row]] = row;
            }

            _columnOf = [.. columnOf, .. Enumerable.Range(0, columns).Where(column => _rowOf[column] < 0)];
            for (int row = columnOf.Length; row < columns; row++)
            {
                _rowOf[_columnOf[row]] = row;
            }
        }

        public int[] Lowest()
        {
            int rows = _cost.GetLength(0);
            for (int row = 0; row < rows; row++)
            {
                int left = _columnOf[row];
                for (int column = 0; column < left; column++)
                {
                    bool[] isSeen = new bool[_rowOf.Length];
                    isSeen[column] = true;
                    if (_rowOf[column] > row && IsTight(row, column) && Rearrange(_rowOf[column], row, left, isSeen))
                    {
                        (_columnOf[row], _rowOf[column]) = (column, row);
                        break;
                    }
                }
            }

            return _columnOf[..rows];
        }

        // Finds another column for a later row: the one that was left, or one whose row can move on.
        private bool Rearrange(int moved, int settled, int left, bool[] isSeen)
        {
            for (int column = 0; column < _rowOf.Length; column++)
            {
                if (isSeen[column] || !IsTight(moved, column))
                {
                    continue;
                }

                isSeen[column] = true;
                if (column == left || (_rowOf[column] > settled && Rearrange(_rowOf[column], settled, left, isSeen)))
                {
                    (_columnOf[moved], _rowOf[column]) = (column, moved);
                    return true;
                }
            }

            return false;
        }

        private bool IsTight(int row, int column)
            => (row < _cost.GetLength(0) ? _cost[row, column] - _rowPrice[row + 1] : 0) - _columnPrice[column + 1] <= _tolerance;
    }
}
