namespace Mitoshi.Statistics;

/// <summary>
/// Draws of uncertain factors, one array per name. A factor that many plots use is drawn once per draw and shared, because its error does
/// not average out over an area; asking twice for a name gives the same draws.
/// </summary>
public sealed class SharedDraws
{
    private readonly RandomStream _stream;
    private readonly Dictionary<string, double[]> _standard = new(StringComparer.Ordinal);

    /// <summary>Opens draws from a stream of random numbers.</summary>
    /// <param name="stream">Every factor gets its own fork, so that adding one changes no other.</param>
    /// <param name="count">Number of draws.</param>
    public SharedDraws(RandomStream stream, int count)
    {
        _stream = stream;
        Count = count;
    }

    /// <summary>Number of draws.</summary>
    public int Count { get; }

    /// <summary>Standard normal draws of a factor.</summary>
    public IReadOnlyList<double> StandardNormal(string name) => Standard(name);

    /// <summary>mean + sd z.</summary>
    public double[] Normal(string name, double mean, double deviation) => [.. Standard(name).Select(z => mean + (deviation * z))];

    /// <summary>Lognormal with this mean and relative standard deviation: never negative, right for factors such as density.</summary>
    public double[] LogNormal(string name, double mean, double relativeDeviation)
    {
        double sigma = Math.Sqrt(Math.Log(1 + (relativeDeviation * relativeDeviation))), mu = Math.Log(mean) - (0.5 * sigma * sigma);
        return [.. Standard(name).Select(z => Math.Exp(mu + (sigma * z)))];
    }

    /// <summary>Uniform between two bounds.</summary>
    public double[] Uniform(string name, double minimum, double maximum)
        => [.. Standard(name).Select(z => minimum + ((maximum - minimum) * NormalDistribution.Probability(z)))];

    /// <summary>Correlated normals: coefficients with their covariance, by Cholesky. Each of the p arrays holds the draws of one coefficient.</summary>
    /// <exception cref="MitoshiException"><c>statistics.bad_covariance</c> when the matrix is not positive semidefinite.</exception>
    public double[][] Normal(string name, IReadOnlyList<double> means, double[,] covariance)
    {
        int p = means.Count;
        double[,] lower = Cholesky(covariance);
        double[][] standard = [.. Enumerable.Range(0, p).Select(j => Standard(name + "/" + j))], draws = new double[p][];
        for (int i = 0; i < p; i++)
        {
            draws[i] = new double[Count];
            for (int k = 0; k < Count; k++)
            {
                double sum = means[i];
                for (int j = 0; j <= i; j++)
                {
                    sum += lower[i, j] * standard[j][k];
                }

                draws[i][k] = sum;
            }
        }

        return draws;
    }

    private static double[,] Cholesky(double[,] covariance)
    {
        int p = covariance.GetLength(0);
        double[,] lower = new double[p, p];
        for (int j = 0; j < p; j++)
        {
            double pivot = covariance[j, j];
            for (int k = 0; k < j; k++)
            {
                pivot -= lower[j, k] * lower[j, k];
            }

            if (pivot < -1e-9 * Math.Abs(covariance[j, j]) || double.IsNaN(pivot))
            {
                throw new MitoshiException(
                    "statistics.bad_covariance",
                    found: ($"a covariance matrix that is not positive semidefinite (row {j + 1})", $"半正定値でない共分散行列（{j + 1}行目）"),
                    expected: ("variances on the diagonal and correlations from -1 to 1 that fit together", "対角に分散、矛盾のない-1から1の相関"),
                    remedy: ("Check the sign and order of the entries.", "要素の符号と順序を確認してください。"));
            }

            lower[j, j] = Math.Sqrt(Math.Max(pivot, 0));
            for (int i = j + 1; i < p; i++)
            {
                double sum = covariance[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                lower[i, j] = lower[j, j] > 0 ? sum / lower[j, j] : 0;
            }
        }

        return lower;
    }

    private double[] Standard(string name)
    {
        if (!_standard.TryGetValue(name, out double[]? draws))
        {
            RandomStream stream = _stream.Fork(name);
            _standard[name] = draws = new double[Count];
            for (int k = 0; k < draws.Length; k++)
            {
                draws[k] = stream.NextNormal();
            }
        }

        return draws;
    }
}
