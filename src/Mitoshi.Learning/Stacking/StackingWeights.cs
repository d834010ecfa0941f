namespace Mitoshi.Learning;

/// <summary>Weights that join the predictions of several models (Wolpert 1992, doi:10.1016/S0893-6080(05)80023-1; non-negative: Breiman 1996, doi:10.1007/BF00117832).</summary>
public static class StackingWeights
{
    private const double Tolerance = 1e-10;

    /// <summary>Non-negative weights that minimise the squared error of the weighted sum (Lawson &amp; Hanson 1974, chapter 23).</summary>
    /// <param name="outOfFold">Models × samples: predictions of samples that the model had not learned from.</param>
    /// <param name="labels">The truth.</param>
    /// <returns>One weight per model, 0 or more; they need not add up to 1.</returns>
    public static double[] NonNegative(ReadOnlySpan<float> outOfFold, ReadOnlySpan<float> labels)
    {
        int models = outOfFold.Length / Math.Max(1, labels.Length);
        Require.SameLength(models * labels.Length, outOfFold.Length, nameof(outOfFold));
        (double[,] gram, double[] target) = NormalEquations(outOfFold, labels, models);
        double[] weights = new double[models];
        bool[] isFree = new bool[models];
        double scale = Math.Max(1, target.Select(Math.Abs).Max());
        for (int round = 0; round < 3 * models; round++)
        {
            int steepest = -1;
            double steepestSlope = Tolerance * scale;
            for (int model = 0; model < models; model++)
            {
                double slope = isFree[model] ? 0 : Slope(gram, target, weights, model);
                if (slope > steepestSlope)
                {
                    (steepest, steepestSlope) = (model, slope);
                }
            }

            if (steepest < 0)
            {
                break;
            }

            isFree[steepest] = true;
            SettleFree(gram, target, weights, isFree);
        }

        return weights;
    }

    /// <summary>Ridge weights without constraint: <c>(PᵀP + λ I)⁻¹ Pᵀ y</c> (Hoerl &amp; Kennard 1970, doi:10.1080/00401706.1970.10488634).</summary>
    /// <param name="outOfFold">Models × samples, as for <see cref="NonNegative"/>.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="penalty">λ, above 0, in squared units of the labels times samples.</param>
    public static double[] Ridge(ReadOnlySpan<float> outOfFold, ReadOnlySpan<float> labels, double penalty)
    {
        int models = outOfFold.Length / Math.Max(1, labels.Length);
        Require.SameLength(models * labels.Length, outOfFold.Length, nameof(outOfFold));
        (double[,] gram, double[] target) = NormalEquations(outOfFold, labels, models);
        for (int model = 0; model < models; model++)
        {
            gram[model, model] += penalty;
        }

        return Solve(gram, target, [.. Enumerable.Range(0, models)]);
    }

    // Inner loop: walk from the old weights to the unconstrained answer of the free ones, and bind each that would turn negative on the way.
    private static void SettleFree(double[,] gram, double[] target, double[] weights, bool[] isFree)
    {
        while (true)
        {
            int[] free = [.. Enumerable.Range(0, weights.Length).Where(model => isFree[model])];
            double[] wanted = Solve(gram, target, free);
            double step = 1;
            for (int i = 0; i < free.Length; i++)
            {
                if (wanted[i] <= 0)
                {
                    step = weights[free[i]] == 0 ? 0 : Math.Min(step, weights[free[i]] / (weights[free[i]] - wanted[i]));
                }
            }

            for (int i = 0; i < free.Length; i++)
            {
                weights[free[i]] += step * (wanted[i] - weights[free[i]]);
                if (step < 1 && wanted[i] <= 0 && weights[free[i]] <= Tolerance)
                {
                    weights[free[i]] = 0;
                    isFree[free[i]] = false;
                }
            }

            if (step >= 1)
            {
                return;
            }
        }
    }

    private static double Slope(double[,] gram, double[] target, double[] weights, int model)
    {
        double slope = target[model];
        for (int other = 0; other < weights.Length; other++)
        {
            slope -= gram[model, other] * weights[other];
        }

        return slope;
    }

    private static (double[,] Gram, double[] Target) NormalEquations(ReadOnlySpan<float> outOfFold, ReadOnlySpan<float> labels, int models)
    {
        double[,] gram = new double[models, models];
        double[] target = new double[models];
        for (int i = 0; i < models; i++)
        {
            ReadOnlySpan<float> first = outOfFold.Slice(i * labels.Length, labels.Length);
            for (int row = 0; row < labels.Length; row++)
            {
                target[i] += (double)first[row] * labels[row];
            }

            for (int j = 0; j <= i; j++)
            {
                ReadOnlySpan<float> second = outOfFold.Slice(j * labels.Length, labels.Length);
                double sum = 0;
                for (int row = 0; row < labels.Length; row++)
                {
                    sum += (double)first[row] * second[row];
                }

                gram[i, j] = gram[j, i] = sum;
            }
        }

        return (gram, target);
    }

    // Cholesky on the chosen rows and columns; a model that is a copy of the others gets weight 0.
    private static double[] Solve(double[,] gram, double[] target, int[] chosen)
    {
        int n = chosen.Length;
        double[,] lower = new double[n, n];
        double[] answer = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = gram[chosen[i], chosen[j]];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                bool isCopy = i == j && sum <= 1e-12 * gram[chosen[i], chosen[i]];
                lower[i, j] = isCopy ? double.PositiveInfinity : i == j ? Math.Sqrt(sum) : sum / lower[j, j];
            }
        }

        for (int i = 0; i < n; i++)
        {
            double sum = target[chosen[i]];
            for (int k = 0; k < i; k++)
            {
                sum -= lower[i, k] * answer[k];
            }

            answer[i] = sum / lower[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double sum = answer[i];
            for (int k = i + 1; k < n; k++)
            {
                sum -= lower[k, i] * answer[k];
            }

            answer[i] = sum / lower[i, i];
        }

        return answer;
    }
}
