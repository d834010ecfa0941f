namespace Mitoshi.Statistics;

/// <summary>Products of small matrices; rows first. Sums run in one fixed order.</summary>
internal static class LinearAlgebra
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    public static double[] Multiply(double[,] matrix, ReadOnlySpan<double> vector)
    {
        double[] product = new double[matrix.GetLength(0)];
        for (int i = 0; i < product.Length; i++)
        {
            for (int j = 0; j < vector.Length; j++)
            {
                product[i] += matrix[i, j] * vector[j];
            }
        }

        return product;
    }

    public static double[,] Multiply(double[,] left, double[,] right)
    {
        int rows = left.GetLength(0), inner = right.GetLength(0), columns = right.GetLength(1);
        double[,] product = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < inner; k++)
            {
                for (int j = 0; j < columns; j++)
                {
                    product[i, j] += left[i, k] * right[k, j];
                }
            }
        }

        return product;
    }

    /// <summary>v' M v.</summary>
    public static double Quadratic(ReadOnlySpan<double> vector, double[,] matrix) => Dot(vector, Multiply(matrix, vector));

    /// <summary>sum of weight z z' over the rows.</summary>
    public static double[,] Gram(IReadOnlyList<double[]> rows, ReadOnlySpan<double> weights)
    {
        int p = rows.Count == 0 ? 0 : rows[0].Length;
        double[,] gram = new double[p, p];
        for (int k = 0; k < rows.Count; k++)
        {
            double[] z = rows[k];
            for (int i = 0; i < p; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    gram[i, j] += weights[k] * z[i] * z[j];
                }
            }
        }

        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                gram[j, i] = gram[i, j];
            }
        }

        return gram;
    }

    public static double[,] Scale(double[,] matrix, double factor)
    {
        double[,] scaled = new double[matrix.GetLength(0), matrix.GetLength(1)];
        for (int i = 0; i < scaled.GetLength(0); i++)
        {
            for (int j = 0; j < scaled.GetLength(1); j++)
            {
                scaled[i, j] = matrix[i, j] * factor;
            }
        }

        return scaled;
    }

    /// <summary>(1, a, b, ...) with one entry more.</summary>
    public static double[] Append(ReadOnlySpan<double> vector, double last)
    {
        double[] longer = new double[vector.Length + 1];
        vector.CopyTo(longer);
        longer[^1] = last;
        return longer;
    }
}
