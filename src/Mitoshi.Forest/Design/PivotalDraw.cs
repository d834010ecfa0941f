namespace Mitoshi.Forest;

/// <summary>
/// Spatially balanced draw with equal probabilities by the local pivotal method: of two neighbours one gives its probability to the other, so
/// that plots do not stand beside each other (Grafström, Lundström &amp; Schelin 2012, Biometrics 68:514).
/// </summary>
internal static class PivotalDraw
{
    /// <returns>Indices of <paramref name="count"/> of the candidates, ascending.</returns>
    public static int[] Draw(IReadOnlyList<double> x, IReadOnlyList<double> y, int count, RandomStream random)
    {
        int n = x.Count;
        double[] probability = new double[n];
        Array.Fill(probability, count / (double)n);
        List<int> open = [.. Enumerable.Range(0, n)];
        while (open.Count > 1)
        {
            int first = random.NextInt(open.Count), nearest = -1;
            double best = double.PositiveInfinity;
            for (int k = 0; k < open.Count; k++)
            {
                double dx = x[open[k]] - x[open[first]], dy = y[open[k]] - y[open[first]], distance = (dx * dx) + (dy * dy);
                if (k != first && distance < best)
                {
                    (best, nearest) = (distance, k);
                }
            }

            int i = open[first], j = open[nearest];
            Fight(ref probability[i], ref probability[j], random.NextDouble());
            foreach (int position in first > nearest ? new[] { first, nearest } : [nearest, first])
            {
                if (probability[open[position]] is 0 or 1)
                {
                    open[position] = open[^1];
                    open.RemoveAt(open.Count - 1);
                }
            }
        }

        // Rounding leaves the last probability within 1e-9 of 0 or 1.
        List<int> chosen = [.. Enumerable.Range(0, n).Where(i => probability[i] > 0.5)];
        return [.. chosen.Take(count)];
    }

    private static void Fight(ref double a, ref double b, double chance)
    {
        double sum = a + b;
        if (sum < 1 - 1e-12)
        {
            (a, b) = chance < b / sum ? (0.0, sum) : (sum, 0.0);
        }
        else
        {
            double rest = sum - 1;
            (a, b) = rest < 1e-12
                ? (chance < a ? (1.0, 0.0) : (0.0, 1.0))
                : chance < (1 - b) / (2 - sum) ? (1.0, rest) : (rest, 1.0);
        }
    }
}
