namespace Mitoshi.Statistics;

/// <summary>
/// Weighted least squares by Householder reflections, which keep twice the digits of the normal equations.
/// A column that is a mixture of those before it is refused by name, never dropped.
/// </summary>
internal static class LeastSquares
{
    // A column whose part beyond the earlier ones is below this share of its length carries no information in double precision.
    private const double RankTolerance = 1e-10;

    /// <summary>Coefficients b and (Z'WZ)^-1 of the fit of y on Z.</summary>
    /// <param name="rows">n rows of p entries.</param>
    /// <param name="values">n values.</param>
    /// <param name="weights">n non-negative weights.</param>
    /// <param name="names">p names, for the message.</param>
    /// <exception cref="MitoshiException"><c>statistics.singular_design</c> or <c>statistics.too_few</c>.</exception>
    public static (double[] Coefficients, double[,] Inverse) Fit(
        IReadOnlyList<double[]> rows, ReadOnlySpan<double> values, ReadOnlySpan<double> weights, IReadOnlyList<string>? names = null)
    {
        int n = rows.Count, p = n == 0 ? 0 : rows[0].Length;
        if (n < p || n == 0)
        {
            throw StatisticsErrors.TooFew((
                $"a regression with {p} coefficients", $"係数{p}個の回帰"), n, p + 1);
        }

        double[,] r = new double[n, p + 1];
        double[] lengths = new double[p];
        for (int i = 0; i < n; i++)
        {
            double root = Math.Sqrt(weights[i]);
            for (int j = 0; j < p; j++)
            {
                r[i, j] = root * rows[i][j];
                lengths[j] += r[i, j] * r[i, j];
            }

            r[i, p] = root * values[i];
        }

        for (int j = 0; j < p; j++)
        {
            Reflect(r, j, n, p);
            if (!(Math.Abs(r[j, j]) > RankTolerance * Math.Sqrt(lengths[j])))
            {
                string name = names is not null && j < names.Count ? names[j] : $"#{j + 1}";
                throw new MitoshiException(
                    "statistics.singular_design",
                    found: ($"the auxiliary {name} is constant or a mixture of the ones before it on these {n} plots",
                        $"補助変数{name}は、この{n}プロットで一定か、前の変数の一次結合"),
                    expected: ("auxiliaries that each add something", "それぞれ情報を加える補助変数"),
                    remedy: ($"Leave {name} out, or add plots where it differs.", $"{name}を除くか、値の異なるプロットを加えてください。"));
            }
        }

        double[] coefficients = new double[p];
        for (int i = p - 1; i >= 0; i--)
        {
            double sum = r[i, p];
            for (int j = i + 1; j < p; j++)
            {
                sum -= r[i, j] * coefficients[j];
            }

            coefficients[i] = sum / r[i, i];
        }

        return (coefficients, InverseOfGram(r, p));
    }

    /// <summary>Inverse of a symmetric positive definite matrix, by Cholesky.</summary>
    /// <exception cref="MitoshiException"><c>statistics.singular_design</c>.</exception>
    public static double[,] InvertSymmetric(double[,] matrix, out double logDeterminant)
    {
        int p = matrix.GetLength(0);
        double[,] upper = new double[p, p];
        logDeterminant = 0;
        for (int j = 0; j < p; j++)
        {
            double pivot = matrix[j, j];
            for (int k = 0; k < j; k++)
            {
                pivot -= upper[k, j] * upper[k, j];
            }

            if (!(pivot > 1e-14 * Math.Abs(matrix[j, j])))
            {
                throw new MitoshiException(
                    "statistics.singular_design",
                    found: ($"column {j + 1} of the design is a mixture of the ones before it", $"計画行列の{j + 1}列目が前の列の一次結合"),
                    expected: ("columns that each add something", "それぞれ情報を加える列"),
                    remedy: ("Leave that auxiliary out.", "その補助変数を除いてください。"));
            }

            double diagonal = Math.Sqrt(pivot);
            logDeterminant += 2 * Math.Log(diagonal);
            upper[j, j] = diagonal;
            for (int i = j + 1; i < p; i++)
            {
                double sum = matrix[j, i];
                for (int k = 0; k < j; k++)
                {
                    sum -= upper[k, j] * upper[k, i];
                }

                upper[j, i] = sum / diagonal;
            }
        }

        return InverseOfGram(upper, p);
    }

    // (R'R)^-1 = R^-1 R^-T for an upper triangle R in the leading p x p part.
    private static double[,] InverseOfGram(double[,] r, int p)
    {
        double[,] inverse = new double[p, p];
        for (int column = 0; column < p; column++)
        {
            inverse[column, column] = 1 / r[column, column];
            for (int i = column - 1; i >= 0; i--)
            {
                double sum = 0;
                for (int k = i + 1; k <= column; k++)
                {
                    sum -= r[i, k] * inverse[k, column];
                }

                inverse[i, column] = sum / r[i, i];
            }
        }

        double[,] product = new double[p, p];
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                for (int k = Math.Max(i, j); k < p; k++)
                {
                    product[i, j] += inverse[i, k] * inverse[j, k];
                }
            }
        }

        return product;
    }

    private static void Reflect(double[,] r, int j, int n, int p)
    {
        double norm = 0;
        for (int i = j; i < n; i++)
        {
            norm += r[i, j] * r[i, j];
        }

        norm = Math.Sqrt(norm);
        if (norm == 0 || j == n - 1)
        {
            return;
        }

        double alpha = r[j, j] > 0 ? -norm : norm, head = r[j, j] - alpha;
        double scale = norm * (norm + Math.Abs(r[j, j]));
        for (int column = j + 1; column <= p; column++)
        {
            double sum = head * r[j, column];
            for (int i = j + 1; i < n; i++)
            {
                sum += r[i, j] * r[i, column];
            }

            double factor = sum / scale;
            r[j, column] -= factor * head;
            for (int i = j + 1; i < n; i++)
            {
                r[i, column] -= factor * r[i, j];
            }
        }

        r[j, j] = alpha;
        for (int i = j + 1; i < n; i++)
        {
            r[i, j] = 0;
        }
    }
}
