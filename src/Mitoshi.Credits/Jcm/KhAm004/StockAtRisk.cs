namespace Mitoshi.Credits.Jcm;

/// <summary>What stands in the project area, and what follows for the two published tables.</summary>
internal static class StockAtRisk
{
    /// <summary>Area (ha), carbon (tC) and carbon dioxide (tCO2) of the forest: sum A EF and 44/12 of it.</summary>
    public static (decimal Hectares, decimal Carbon, decimal CarbonDioxide) Sum(decimal[] areaHectares, decimal[] stockCarbonPerHectare)
    {
        Check.SameLength(areaHectares.Length, stockCarbonPerHectare.Length, "EF");
        decimal hectares = 0, carbon = 0;
        for (int i = 0; i < areaHectares.Length; i++)
        {
            hectares += Check.NotNegative(areaHectares[i], "A");
            carbon += areaHectares[i] * Check.NotNegative(stockCarbonPerHectare[i], "EF");
        }

        return (hectares, carbon, carbon * MolarRatio.CarbonToCarbonDioxide);
    }

    /// <summary>
    /// The two loss rates that close two reference levels at once (mark R: one of infinitely many solutions, an illustration).
    /// Solves [d1 o1; d2 o2] [p_dense; p_open] = [RL1; RL2], where d and o are 44/12 sum A EF of the two groups.
    /// </summary>
    public static (decimal Dense, decimal Open) TwoRates(GroupStocks first, GroupStocks second)
    {
        decimal determinant = (first.Dense * second.Open) - (second.Dense * first.Open);
        if (determinant == 0)
        {
            throw Refusal.NotApplicable(("the two tables are proportional", "二つの表が比例しています"), ("two independent tables", "独立な二つの表"));
        }

        return (((first.Reference * second.Open) - (second.Reference * first.Open)) / determinant,
            ((first.Dense * second.Reference) - (second.Dense * first.Reference)) / determinant);
    }
}

/// <summary>Stocks of two groups of classes and the reference level they must give, all in tCO2.</summary>
internal readonly record struct GroupStocks(decimal Dense, decimal Open, decimal Reference);
