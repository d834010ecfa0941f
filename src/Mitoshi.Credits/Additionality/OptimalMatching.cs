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

    // All optimal matchings live on the pairs without slack, and keep every column of negative price matched. Rows are settled in order:
    // each takes the lowest column from which the later rows can still be matched without slack.
    private sealed class TieBreaker(double[,] cost, double[] rowPrice, double[] columnPrice, int[] columnOf)
    {
        private readonly double _scale = Math.Max(1, Largest(cost));
        private readonly int[] _rowOf = Invert(columnOf, cost.GetLength(1));

        public int[] Lowest()
        {
            for (int row = 0; row < columnOf.Length; row++)
            {
                for (int column = 0; column < columnOf[row]; column++)
                {
                    if (IsTight(row, column) && TryTake(row, column))
                    {
                        break;
                    }
                }
            }

            return columnOf;
        }

        private bool TryTake(int row, int column)
        {
            int left = columnOf[row];
            bool[] isSeen = new bool[_rowOf.Length];
            isSeen[column] = true;
            if (_rowOf[column] >= 0)
            {
                if (_rowOf[column] < row || !Rematch(_rowOf[column], row, left, isSeen))
                {
                    return false;
                }
            }
            else if (!MayBeFree(left))
            {
                return false;
            }

            (columnOf[row], _rowOf[column]) = (column, row);
            if (_rowOf[left] == row)
            {
                _rowOf[left] = -1;
            }

            return true;
        }

        // Finds another column for a later row: the one that was left, or a free one if the left one may stay free, or by moving on.
        private bool Rematch(int moved, int settled, int left, bool[] isSeen)
        {
            for (int column = 0; column < _rowOf.Length; column++)
            {
                if (isSeen[column] || !IsTight(moved, column))
                {
                    continue;
                }

                isSeen[column] = true;
                bool isOpen = column == left || (_rowOf[column] < 0 && MayBeFree(left));
                if (isOpen || (_rowOf[column] > settled && Rematch(_rowOf[column], settled, left, isSeen)))
                {
                    (columnOf[moved], _rowOf[column]) = (column, moved);
                    return true;
                }
            }

            return false;
        }

        private bool IsTight(int row, int column) => cost[row, column] - rowPrice[row + 1] - columnPrice[column + 1] <= Tight * _scale;

        private bool MayBeFree(int column) => columnPrice[column + 1] >= -Tight * _scale;

        private static double Largest(double[,] values)
        {
            double largest = 0;
            foreach (double value in values)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            return largest;
        }

        private static int[] Invert(int[] columnOf, int columns)
        {
            int[] rowOf = new int[columns];
            Array.Fill(rowOf, -1);
            for (int row = 0; row < columnOf.Length; row++)
            {
                rowOf[columnOf[row]] = row;
            }

            return rowOf;
        }
    }
}
