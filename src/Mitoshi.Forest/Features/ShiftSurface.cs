using System.Runtime.Intrinsics;

namespace Mitoshi.Forest.Features;

/// <summary>How much of a target the explaining bands explain, for every shift of whole pixels.</summary>
internal static class ShiftSurface
{
    /// <summary>Mean R² over the target's bands, at [reach + rows, reach + columns] for explaining bands moved by (rows, columns).</summary>
    public static double[,] Of(HighPassed explaining, HighPassed target, int reach)
    {
        int size = (2 * reach) + 1, margin = reach + 2, bandCount = explaining.Bands.Length;
        double[,] surface = new double[size, size];
        if (explaining.Columns <= 3 * margin || explaining.Rows <= 3 * margin || !explaining.HasStructure)
        {
            return surface;
        }

        double[,] cholesky = Cholesky(Gram(explaining, margin));
        double knownShare = KnownShare(target, margin);
        foreach (float[] wanted in target.Bands)
        {
            double total = Dot(wanted, wanted, explaining.Columns, explaining.Rows, margin, 0, 0);
            for (int rows = -reach; rows <= reach && total > 0; rows++)
            {
                for (int columns = -reach; columns <= reach; columns++)
                {
                    double[] products = new double[bandCount];
                    for (int band = 0; band < bandCount; band++)
                    {
                        products[band] = Dot(explaining.Bands[band], wanted, explaining.Columns, explaining.Rows, margin, rows, columns);
                    }

                    surface[reach + rows, reach + columns] += Explained(cholesky, products) / (total * knownShare * target.Bands.Length);
                }
            }
        }

        return surface;
    }

    /// <summary>The vertex of the parabolas through the highest point and its neighbours.</summary>
    public static (double Rows, double Columns, double Best, bool IsInside) Peak(double[,] surface)
    {
        int size = surface.GetLength(0), reach = size / 2, row = reach, column = reach;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                (row, column) = surface[i, j] > surface[row, column] ? (i, j) : (row, column);
            }
        }

        bool isInside = row > 0 && row < size - 1 && column > 0 && column < size - 1;
        double down = isInside ? Vertex(surface[row - 1, column], surface[row, column], surface[row + 1, column]) : 0;
        double right = isInside ? Vertex(surface[row, column - 1], surface[row, column], surface[row, column + 1]) : 0;
        return (row - reach + down, column - reach + right, surface[row, column], isInside);
    }

    private static double Vertex(double before, double at, double after)
    {
        double curvature = before - (2 * at) + after;
        return curvature < 0 ? 0.5 * (before - after) / curvature : 0;
    }

    private static double KnownShare(HighPassed target, int margin)
    {
        if (target.IsKnown is null)
        {
            return 1;
        }

        int known = 0, all = 0;
        for (int row = margin; row < target.Rows - margin; row++)
        {
            for (int column = margin; column < target.Columns - margin; column++)
            {
                known += target.IsKnown[(row * target.Columns) + column] ? 1 : 0;
                all++;
            }
        }

        return Math.Max(known, 1) / (double)all;
    }

    private static double[,] Gram(HighPassed images, int margin)
    {
        int n = images.Bands.Length;
        double[,] gram = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                gram[i, j] = gram[j, i] = Dot(images.Bands[i], images.Bands[j], images.Columns, images.Rows, margin, 0, 0);
            }

            // A little ridge: bands of one scene are nearly alike.
            gram[i, i] = (gram[i, i] * 1.001) + 1e-12;
        }

        return gram;
    }

    // Sum over the interior of moved(r - rows, c - columns) x still(r, c): a fixed tree of four lanes in each row.
    private static double Dot(float[] moved, float[] still, int columnCount, int rowCount, int margin, int rows, int columns)
    {
        double sum = 0;
        int length = columnCount - (2 * margin);
        for (int row = margin; row < rowCount - margin; row++)
        {
            ReadOnlySpan<float> a = moved.AsSpan(((row - rows) * columnCount) + margin - columns, length), b = still.AsSpan((row * columnCount) + margin, length);
            Vector128<float> lanes = Vector128<float>.Zero;
            int i = 0;
            for (; i + 3 < length; i += 4)
            {
                lanes += Vector128.Create(a[i..]) * Vector128.Create(b[i..]);
            }

            float rest = 0;
            for (; i < length; i++)
            {
                rest += a[i] * b[i];
            }

            sum += lanes[0] + lanes[1] + (lanes[2] + lanes[3]) + rest;
        }

        return sum;
    }

    private static double[,] Cholesky(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] lower = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                lower[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / lower[j, j];
            }
        }

        return lower;
    }

    // c' G^-1 c = |L^-1 c|^2.
    private static double Explained(double[,] cholesky, double[] products)
    {
        double squares = 0;
        for (int i = 0; i < products.Length; i++)
        {
            double sum = products[i];
            for (int k = 0; k < i; k++)
            {
                sum -= cholesky[i, k] * products[k];
            }

            products[i] = sum / cholesky[i, i];
            squares += products[i] * products[i];
        }

        return squares;
    }
}
