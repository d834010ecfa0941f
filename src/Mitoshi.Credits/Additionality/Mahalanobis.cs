namespace Mitoshi.Credits.Additionality;

/// <summary>Distance of plots in the space of their covariates: sqrt((x - y)' S^-1 (x - y)), S the sample covariance of the control pool.</summary>
internal static class Mahalanobis
{
    // A pivot below this share of its variance means that the covariate follows from the earlier ones.
    private const double Collinear = 1e-10;

    /// <summary>Distances, projects x controls.</summary>
    /// <exception cref="MitoshiException"><c>credits.singular_covariance</c>, naming the covariate; <c>credits.shape_mismatch</c>.</exception>
    public static double[,] Distances(double[][] projects, double[][] controls)
    {
        int covariates = controls.Length == 0 ? 0 : controls[0].Length;
        foreach (double[] plot in projects.Concat(controls))
        {
            Check.SameLength(covariates, plot.Length, "covariates");
        }

        double[,] lower = Factor(Covariance(controls, covariates));
        double[,] distances = new double[projects.Length, controls.Length];
        double[] solved = new double[covariates];
        for (int i = 0; i < projects.Length; i++)
        {
            for (int j = 0; j < controls.Length; j++)
            {
                double sum = 0;
                for (int k = 0; k < covariates; k++)
                {
                    double value = projects[i][k] - controls[j][k];
                    for (int m = 0; m < k; m++)
                    {
                        value -= lower[k, m] * solved[m];
                    }

                    solved[k] = value / lower[k, k];
                    sum += solved[k] * solved[k];
                }

                distances[i, j] = Math.Sqrt(sum);
            }
        }

        return distances;
    }

    private static double[,] Covariance(double[][] plots, int covariates)
    {
        if (plots.Length < 2)
        {
            throw Refusal.DonorPoolTooSmall(($"{plots.Length} controls give no covariance", $"対照{plots.Length}個では共分散が求まりません"));
        }

        double[] means = [.. Enumerable.Range(0, covariates).Select(k => plots.Average(plot => plot[k]))];
        double[,] covariance = new double[covariates, covariates];
        for (int k = 0; k < covariates; k++)
        {
            for (int m = 0; m < covariates; m++)
            {
                double sum = 0;
                foreach (double[] plot in plots)
                {
                    sum += (plot[k] - means[k]) * (plot[m] - means[m]);
                }

                covariance[k, m] = sum / (plots.Length - 1);
            }
        }

        return covariance;
    }

    // Cholesky factor; S = L L' needs every pivot.
    private static double[,] Factor(double[,] covariance)
    {
        int count = covariance.GetLength(0);
        double[,] lower = new double[count, count];
        for (int j = 0; j < count; j++)
        {
            double pivot = covariance[j, j];
            for (int k = 0; k < j; k++)
            {
                pivot -= lower[j, k] * lower[j, k];
            }

            if (!(pivot > Collinear * covariance[j, j]))
            {
                throw Refusal.SingularCovariance(($"covariate {j + 1} is constant or follows from the ones before it", $"共変量{j + 1}が一定か、前の共変量から決まります"));
            }

            lower[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < count; i++)
            {
                double sum = covariance[i, j];
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
