using MathNet.Numerics.LinearAlgebra;

namespace Mitoshi.Credits.Uncertainty;

/// <summary>Correlations between the inputs of a calculation, stated by the user. Zero is a statement; nothing said is none.</summary>
internal sealed class Correlation
{
    private readonly double[,] _matrix;

    private Correlation(double[,] matrix) => _matrix = matrix;

    /// <summary>All pairs have the same correlation.</summary>
    public static Correlation Uniform(int count, double rho)
    {
        Check.Correlation(rho);
        double[,] matrix = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                matrix[i, j] = i == j ? 1 : rho;
            }
        }

        return Of(matrix);
    }

    /// <summary>A whole matrix.</summary>
    /// <exception cref="MitoshiException"><c>credits.invalid_correlation</c>: not symmetric, diagonal not 1, outside -1..1, or not positive semidefinite.</exception>
    public static Correlation Of(double[,] matrix)
    {
        int count = matrix.GetLength(0);
        Check.SameLength(count, matrix.GetLength(1), "correlation");
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                Check.Correlation(matrix[i, j]);
                bool isSound = matrix[i, j] == matrix[j, i] && (i != j || matrix[i, j] == 1);
                if (!isSound)
                {
                    throw Refusal.InvalidCorrelation(($"row {i + 1}, column {j + 1} of the matrix", $"行列の{i + 1}行{j + 1}列"));
                }
            }
        }

        Correlation correlation = new(matrix);
        double least = count < 2 ? 1 : Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real);
        return least >= -1e-12 ? correlation
            : throw Refusal.InvalidCorrelation(($"a matrix with the eigenvalue {least:G4}", $"固有値 {least:G4} をもつ行列"));
    }

    /// <summary>Correlation of inputs i and j.</summary>
    public double Between(int i, int j) => _matrix[i, j];

    /// <summary>
    /// Lower triangle L with L L' = the matrix (Cholesky). A pivot that vanishes gives a zero column, so that a correlation of exactly 1
    /// means the same draw.
    /// </summary>
    public double[,] Cholesky()
    {
        int count = _matrix.GetLength(0);
        double[,] lower = new double[count, count];
        for (int j = 0; j < count; j++)
        {
            double pivot = _matrix[j, j];
            for (int k = 0; k < j; k++)
            {
                pivot -= lower[j, k] * lower[j, k];
            }

            if (pivot <= 1e-12)
            {
                continue;
            }

            lower[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < count; i++)
            {
                double sum = _matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                lower[i, j] = sum / lower[j, j];
            }
        }

        return lower;
    }
}
