namespace Mitoshi.Lidar;

/// <summary>Small least-squares problems by Householder reflections (Golub &amp; Van Loan 2013, algorithm 5.2.1).</summary>
internal static class LeastSquares
{
    private const double RankTolerance = 1e-11;

    /// <summary>The x that makes |A x - b| smallest, or null when the columns of A depend on each other.</summary>
    /// <param name="matrix">A, row by row. It is not changed.</param>
    /// <param name="target">b.</param>
    /// <param name="columns">Columns of A.</param>
    public static double[]? Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> target, int columns)
    {
        double[] a = matrix.ToArray(), b = target.ToArray();
        int rows = b.Length;
        for (int k = 0; k < columns; k++)
        {
            double whole = 0, norm = 0;
            for (int i = 0; i < rows; i++)
            {
                double value = a[(i * columns) + k];
                whole += matrix[(i * columns) + k] * matrix[(i * columns) + k];
                norm += i >= k ? value * value : 0;
            }

            if (norm <= RankTolerance * RankTolerance * whole || norm == 0)
            {
                return null;
            }

            norm = Math.Sqrt(norm);
            Reflect(a, b, rows, columns, k, a[(k * columns) + k] > 0 ? -norm : norm);
        }

        double[] solution = new double[columns];
        for (int k = columns - 1; k >= 0; k--)
        {
            double rest = b[k];
            for (int j = k + 1; j < columns; j++)
            {
                rest -= a[(k * columns) + j] * solution[j];
            }

            solution[k] = rest / a[(k * columns) + k];
        }

        return solution;
    }

    private static void Reflect(double[] a, double[] b, int rows, int columns, int k, double diagonal)
    {
        double[] v = new double[rows];
        for (int i = k; i < rows; i++)
        {
            v[i] = a[(i * columns) + k];
        }

        v[k] -= diagonal;
        double square = 0;
        for (int i = k; i < rows; i++)
        {
            square += v[i] * v[i];
        }

        for (int j = k; j <= columns; j++)
        {
            double dot = 0;
            for (int i = k; i < rows; i++)
            {
                dot += v[i] * (j < columns ? a[(i * columns) + j] : b[i]);
            }

            double factor = 2 * dot / square;
            for (int i = k; i < rows; i++)
            {
                if (j < columns)
                {
                    a[(i * columns) + j] -= factor * v[i];
                }
                else
                {
                    b[i] -= factor * v[i];
                }
            }
        }
    }
}
