namespace Mitoshi.Forest;

/// <summary>A point of the sample.</summary>
/// <param name="Name">P001, or R001 for a reserve point.</param>
/// <param name="Stratum">Stratum from 1.</param>
/// <param name="X">Centre of the pixel.</param>
/// <param name="Y">Centre of the pixel.</param>
/// <param name="MapValue">Map at the point.</param>
/// <param name="Weight">Share of the area that the point stands for; 0 for reserve points.</param>
/// <param name="IsReserve">True for a point that replaces one of the same stratum that cannot be reached.</param>
public sealed record DesignPoint(string Name, int Stratum, double X, double Y, double MapValue, double Weight, bool IsReserve);

/// <summary>Draws the points of a plan from the candidates of its strata.</summary>
internal static class PointPlacer
{
    public static List<DesignPoint> Place(
        PlannedSample planned, IReadOnlyList<DesignStratum> strata, SamplePlan plan, PointDraw draw, double reserveShare, Grid grid, RandomStream random)
    {
        List<DesignPoint> points = [];
        long total = strata.Sum(stratum => stratum.Pixels);
        if (plan == SamplePlan.Stratified)
        {
            for (int h = 0; h < strata.Count; h++)
            {
                (int Column, int Row, float Value, int Stratum)[] candidates = [.. strata[h].Candidates.Select(c => (c.Column, c.Row, c.Value, h))];
                int n = planned.PerStratum[h];
                Add(points, candidates, n, Reserves(n, reserveShare), strata[h].Pixels / (double)total / n, draw, grid, random);
            }
        }
        else
        {
            Add(points, Pool(strata, total, random), planned.Count, Reserves(planned.Count, reserveShare), 1.0 / planned.Count, draw, grid, random);
        }

        int main = 0, reserve = 0;
        return [.. points.Select(point => point with { Name = point.IsReserve ? $"R{++reserve:000}" : $"P{++main:000}" })];
    }

    private static int Reserves(int count, double share) => share == 0 ? 0 : Math.Max(1, (int)Math.Ceiling(count * share));

    // One pool in which every pixel of the area has the same chance: from each stratum as many candidates as a simple random draw would take.
    private static (int Column, int Row, float Value, int Stratum)[] Pool(IReadOnlyList<DesignStratum> strata, long total, RandomStream random)
    {
        double share = strata.Min(stratum => stratum.Pixels == 0 ? 1 : stratum.Candidates.Count / (double)stratum.Pixels);
        List<(int Column, int Row, float Value, int Stratum)> pool = [];
        for (int h = 0; h < strata.Count; h++)
        {
            (int Column, int Row, float Value)[] shuffled = [.. strata[h].Candidates];
            random.Shuffle<(int, int, float)>(shuffled);
            pool.AddRange(shuffled.Take((int)Math.Round(share * strata[h].Pixels)).Select(c => (c.Column, c.Row, c.Value, h)));
        }

        return [.. pool];
    }

    private static void Add(
        List<DesignPoint> points, (int Column, int Row, float Value, int Stratum)[] candidates, int count, int reserves, double weight, PointDraw draw, Grid grid, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, candidates.Length)];
        random.Shuffle<int>(order);
        int[] chosen = draw == PointDraw.Balanced && count < candidates.Length
            ? PivotalDraw.Draw([.. candidates.Select(c => (double)c.Column)], [.. candidates.Select(c => (double)c.Row)], count, random)
            : order[..Math.Min(count, order.Length)];
        HashSet<int> taken = [.. chosen];
        int[] spare = [.. order.Where(i => !taken.Contains(i)).Take(reserves)];
        foreach ((int index, bool isReserve) in chosen.Select(i => (i, false)).Concat(spare.Select(i => (i, true))))
        {
            (int column, int row, float value, int stratum) = candidates[index];
            (double x, double y) = grid.Transform.ToMap(column + 0.5, row + 0.5);
            points.Add(new DesignPoint(string.Empty, stratum + 1, x, y, value, isReserve ? 0 : weight, isReserve));
        }
    }
}
