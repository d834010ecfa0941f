namespace Mitoshi.Statistics;

/// <summary>
/// The regression of a phased inventory, fitted on its own field sample:
/// beta = (sum M Z Z')^-1 sum M Z Y and S_beta = A^-1 [sum M^2 R^2 Z Z' / n2^2] A^-1, A = sum M Z Z' / n (Mandallaz 2013, Can. J. For. Res. 43:441).
/// </summary>
internal sealed record InternalModel(double[] Coefficients, double[,] Covariance, double[] Residuals)
{
    /// <param name="field">s2.</param>
    /// <param name="normal">
    /// The sample whose A enters S_beta: s2, or s1 for the reduced model of a three-phase estimate, whose g-weights calibrate on s1.
    /// </param>
    /// <param name="names">Names of the columns.</param>
    public static InternalModel Fit(SampledUnits field, SampledUnits normal, IReadOnlyList<string> names)
    {
        (double[] coefficients, double[,] inverse) = LeastSquares.Fit(field.Rows, field.Values, field.Sizes, names);
        double[] residuals = field.Residuals(coefficients), weights = new double[field.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            double product = field.Sizes[i] * residuals[i];
            weights[i] = product * product;
        }

        // (Z'MZ / n)^-1 = n (Z'MZ)^-1.
        double[,] normalInverse = ReferenceEquals(field, normal)
            ? inverse
            : LeastSquares.Fit(normal.Rows, new double[normal.Count], normal.Sizes, names).Inverse;
        normalInverse = LinearAlgebra.Scale(normalInverse, normal.Count);
        double[,] middle = LinearAlgebra.Scale(LinearAlgebra.Gram(field.Rows, weights), 1.0 / ((double)field.Count * field.Count));
        double[,] covariance = LinearAlgebra.Multiply(LinearAlgebra.Multiply(normalInverse, middle), normalInverse);
        return new InternalModel(coefficients, covariance, residuals);
    }
}
