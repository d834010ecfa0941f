namespace Mitoshi.Learning;

/// <summary>
/// kNNDM: folds whose nearest-neighbour distances between folds are distributed like those from the places of prediction to the samples
/// (Linnenbrink et al. 2024, doi:10.5194/gmd-17-5897-2024). The samples are clustered at many levels, each clustering is dealt into k folds, and
/// the one with the smallest Wasserstein-1 distance between the two distributions wins.
/// </summary>
public static class NearestNeighbourMatching
{
    /// <summary>The folds and how well they match.</summary>
    /// <param name="Fold">Fold of each sample.</param>
    /// <param name="Clusters">Number of clusters of the chosen level; the number of samples means random folds.</param>
    /// <param name="Wasserstein">Distance between the two distributions, in the unit of the coordinates.</param>
    public sealed record Matching(int[] Fold, int Clusters, double Wasserstein);

    /// <summary>Chooses the folds.</summary>
    /// <param name="samples">Easting and northing of the samples, in a projected CRS.</param>
    /// <param name="predictionPoints">The same for points drawn from the area to be mapped.</param>
    /// <param name="foldCount">k.</param>
    /// <param name="random">Decides how clusters are dealt and where k-means starts.</param>
    /// <param name="largestShare">No fold may hold more than this share of the samples.</param>
    public static Matching Choose(
        IReadOnlyList<(double X, double Y)> samples, IReadOnlyList<(double X, double Y)> predictionPoints, int foldCount, RandomStream random,
        double largestShare = 0.5)
    {
        Folds.RequireFolds(samples.Count, foldCount);
        double[] wanted = [.. predictionPoints.Select(point => Nearest(point, samples, static _ => true))];
        Array.Sort(wanted);
        int[] randomFolds = Folds.Random(samples.Count, foldCount, random.Fork("random"));
        Matching best = new(randomFolds, samples.Count, Wasserstein(wanted, BetweenFolds(samples, randomFolds)));
        foreach (int clusters in Levels(samples.Count, foldCount))
        {
            int[] cluster = KMeans(samples, clusters, random.Fork($"clusters {clusters}"));
            int[] fold = Deal(cluster, clusters, foldCount);
            int[] sizes = new int[foldCount];
            foreach (int number in fold)
            {
                sizes[number]++;
            }

            if (sizes.Max() > largestShare * samples.Count || sizes.Min() == 0)
            {
                continue;
            }

            double distance = Wasserstein(wanted, BetweenFolds(samples, fold));
            if (distance < best.Wasserstein)
            {
                best = new Matching(fold, clusters, distance);
            }
        }

        return best;
    }

    /// <summary>Wasserstein-1 distance of two sorted samples: the area between their empirical distribution functions.</summary>
    internal static double Wasserstein(double[] first, double[] second)
    {
        double area = 0, at = Math.Min(first[0], second[0]);
        for (int i = 0, j = 0; i < first.Length || j < second.Length;)
        {
            double next = i < first.Length && (j >= second.Length || first[i] <= second[j]) ? first[i] : second[j];
            area += Math.Abs((i / (double)first.Length) - (j / (double)second.Length)) * (next - at);
            at = next;
            while (i < first.Length && first[i] <= at)
            {
                i++;
            }

            while (j < second.Length && second[j] <= at)
            {
                j++;
            }
        }

        return area;
    }

    private static IEnumerable<int> Levels(int sampleCount, int foldCount)
    {
        int last = 0;
        for (int step = 0; step < 24; step++)
        {
            int clusters = (int)Math.Round(foldCount * Math.Pow(sampleCount / (double)foldCount, step / 24.0));
            if (clusters > last && clusters < sampleCount)
            {
                last = clusters;
                yield return clusters;
            }
        }
    }

    private static double[] BetweenFolds(IReadOnlyList<(double X, double Y)> samples, int[] fold)
    {
        double[] distances = new double[samples.Count];
        for (int i = 0; i < distances.Length; i++)
        {
            int own = fold[i];
            distances[i] = Nearest(samples[i], samples, j => fold[j] != own);
        }

        Array.Sort(distances);
        return distances;
    }

    private static double Nearest((double X, double Y) point, IReadOnlyList<(double X, double Y)> samples, Func<int, bool> isCandidate)
    {
        double best = double.PositiveInfinity;
        for (int j = 0; j < samples.Count; j++)
        {
            double dx = samples[j].X - point.X, dy = samples[j].Y - point.Y, squared = (dx * dx) + (dy * dy);
            if (squared < best && isCandidate(j))
            {
                best = squared;
            }
        }

        return Math.Sqrt(best);
    }

    // Largest cluster first, always to the emptiest fold.
    private static int[] Deal(int[] cluster, int clusterCount, int foldCount)
    {
        int[] sizes = new int[clusterCount], filled = new int[foldCount], foldOf = new int[clusterCount];
        foreach (int number in cluster)
        {
            sizes[number]++;
        }

        foreach (int number in Enumerable.Range(0, clusterCount).OrderByDescending(c => sizes[c]).ThenBy(c => c))
        {
            int emptiest = Array.IndexOf(filled, filled.Min());
            foldOf[number] = emptiest;
            filled[emptiest] += sizes[number];
        }

        return [.. cluster.Select(number => foldOf[number])];
    }

    private static int[] KMeans(IReadOnlyList<(double X, double Y)> samples, int clusterCount, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, samples.Count)];
        random.Shuffle<int>(order);
        (double X, double Y)[] centres = [.. order.Take(clusterCount).Select(i => samples[i])];
        int[] cluster = new int[samples.Count];
        const int Steps = 20;
        for (int step = 0; step < Steps; step++)
        {
            double[] sumX = new double[clusterCount], sumY = new double[clusterCount];
            int[] counts = new int[clusterCount];
            bool hasMoved = false;
            for (int i = 0; i < cluster.Length; i++)
            {
                int nearest = 0;
                double best = double.PositiveInfinity;
                for (int c = 0; c < clusterCount; c++)
                {
                    double dx = samples[i].X - centres[c].X, dy = samples[i].Y - centres[c].Y, squared = (dx * dx) + (dy * dy);
                    (nearest, best) = squared < best ? (c, squared) : (nearest, best);
                }

                hasMoved |= cluster[i] != nearest;
                cluster[i] = nearest;
                sumX[nearest] += samples[i].X;
                sumY[nearest] += samples[i].Y;
                counts[nearest]++;
            }

            for (int c = 0; c < clusterCount; c++)
            {
                centres[c] = counts[c] == 0 ? centres[c] : (sumX[c] / counts[c], sumY[c] / counts[c]);
            }

            if (!hasMoved && step > 0)
            {
                break;
            }
        }

        return cluster;
    }
}
