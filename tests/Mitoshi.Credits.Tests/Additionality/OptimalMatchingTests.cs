using Mitoshi.Credits.Additionality;

namespace Mitoshi.Credits.Tests.Additionality;

public sealed class OptimalMatchingTests
{
    [Fact]
    public void The_matching_is_the_cheapest_and_of_equals_the_lowest()
    {
        // Costs from few values, so that ties are common; truth by trying every matching in lexical order.
        for (ulong seed = 1; seed <= 400; seed++)
        {
            RandomStream random = new(seed, "matching");
            int rows = 1 + random.NextInt(4), columns = rows + random.NextInt(3);
            double[,] cost = new double[rows, columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    cost[i, j] = random.NextInt(seed % 2 == 0 ? 4 : 1000) / 3.0;
                }
            }

            Assert.Equal(BruteForce(cost), OptimalMatching.Assign(cost));
        }
    }

    [Fact]
    public void A_caliper_drops_and_reports()
    {
        Matching matching = Matching.Optimal(new[,] { { 0.1, 5 }, { 5, 0.9 } }, 1, caliper: 0.5);
        Assert.Equal([1], matching.Dropped);
        Assert.Equal(0, Assert.Single(matching.Pairs).Project);
    }

    [Fact]
    public void Two_controls_for_each_project_are_all_different()
    {
        Matching matching = Matching.Optimal(new[,] { { 1.0, 2, 3, 4 }, { 1, 2, 3, 4 } }, 2);
        Assert.Equal(4, matching.Pairs.Select(pair => pair.Control).Distinct().Count());
    }

    [Fact]
    public void A_collinear_covariate_is_named()
    {
        MitoshiException refusal = Assert.Throws<MitoshiException>(() => Mahalanobis.Distances([[1, 2, 5]], [[1, 2, 5], [2, 4, 1], [3, 6, 2], [5, 10, 9]]));
        Assert.Equal("credits.singular_covariance", refusal.Code);
        Assert.Contains("covariate 2", refusal.Found.En);
    }

    [Fact]
    public void Controls_registered_at_the_moment_of_reading_are_too_late()
    {
        DateTimeOffset time = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Throws<MitoshiException>(() => ControlRegistration.RequireBefore(time, time));
        ControlRegistration.RequireBefore(time, time.AddSeconds(1));
    }

    private static int[] BruteForce(double[,] cost)
    {
        int rows = cost.GetLength(0), columns = cost.GetLength(1);
        int[] best = [], current = new int[rows];
        double bestCost = double.PositiveInfinity;
        Try(0, 0);
        return best;

        void Try(int row, double sum)
        {
            if (row == rows)
            {
                if (sum < bestCost - 1e-9)
                {
                    (bestCost, best) = (sum, [.. current]);
                }

                return;
            }

            for (int column = 0; column < columns; column++)
            {
                if (!current.AsSpan(0, row).Contains(column))
                {
                    current[row] = column;
                    Try(row + 1, sum + cost[row, column]);
                }
            }
        }
    }
}
