namespace Mitoshi.Credits.Vcs.Vm0048;

/// <summary>
/// VM0048 with VT0007: deforestation of a jurisdiction allocated by a risk map (mark V, FAQ of Verra). Everything else of VMD0055 is unread
/// (mark R).
/// </summary>
internal static class RiskAllocation
{
    /// <summary>Activity data of a project: the sum over its pixels of ha/yr.</summary>
    public static decimal Sum(decimal[][] hectaresPerYear, decimal[][] mask)
    {
        decimal sum = 0;
        RequireSameShape(hectaresPerYear, mask);
        for (int row = 0; row < mask.Length; row++)
        {
            for (int column = 0; column < mask[row].Length; column++)
            {
                sum += mask[row][column] == 0 ? 0 : Check.NotNegative(hectaresPerYear[row][column], "ha/yr");
            }
        }

        return sum;
    }

    /// <summary>Each project's share of a jurisdiction: J x sum of its weights / sum of all weights. Disjoint projects never exceed J.</summary>
    public static decimal[] Allocate(decimal jurisdictionHectaresPerYear, decimal[][] risk, decimal[][][] masks)
    {
        foreach (decimal[][] mask in masks)
        {
            RequireSameShape(risk, mask);
        }

        decimal all = risk.Sum(row => row.Sum(weight => Check.NotNegative(weight, "risk")));
        Check.NotNegative(jurisdictionHectaresPerYear, "J");
        RequireDisjoint(masks);
        return all > 0 ? [.. masks.Select(mask => jurisdictionHectaresPerYear * Sum(risk, mask) / all)]
            : throw Refusal.ZeroRisk(("a risk map of zeros", "すべてゼロのリスク地図"));
    }

    private static void RequireDisjoint(decimal[][][] masks)
    {
        HashSet<(int, int)> taken = [];
        for (int project = 0; project < masks.Length; project++)
        {
            for (int row = 0; row < masks[project].Length; row++)
            {
                for (int column = 0; column < masks[project][row].Length; column++)
                {
                    if (masks[project][row][column] != 0 && !taken.Add((row, column)))
                    {
                        throw Refusal.BoundaryOverlap(($"project {project + 1} overlaps an earlier one at row {row + 1}, column {column + 1}", $"プロジェクト{project + 1}が{row + 1}行{column + 1}列で前のものと重なります"));
                    }
                }
            }
        }
    }

    private static void RequireSameShape(decimal[][] map, decimal[][] mask)
    {
        Check.SameLength(map.Length, mask.Length, "mask rows");
        for (int row = 0; row < map.Length; row++)
        {
            Check.SameLength(map[row].Length, mask[row].Length, "mask columns");
        }
    }
}
