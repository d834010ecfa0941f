namespace Mitoshi.Statistics;

/// <summary>Auxiliaries of sample units: n rows of p entries, the intercept first. Rows may hold NaN where a unit was not observed.</summary>
/// <param name="Names">p names; the first is <c>(Intercept)</c>.</param>
/// <param name="Rows">n rows.</param>
public sealed record DesignMatrix(IReadOnlyList<string> Names, IReadOnlyList<double[]> Rows)
{
    /// <summary>Number of units.</summary>
    public int UnitCount => Rows.Count;

    /// <summary>Number of columns, the intercept counted.</summary>
    public int ColumnCount => Names.Count;

    /// <summary>Starts a design for <paramref name="unitCount"/> units with the intercept.</summary>
    public static DesignMatrix Intercept(int unitCount)
    {
        double[][] rows = new double[unitCount][];
        for (int i = 0; i < unitCount; i++)
        {
            rows[i] = [1];
        }

        return new DesignMatrix(["(Intercept)"], rows);
    }

    /// <summary>Adds a number per unit.</summary>
    /// <exception cref="MitoshiException"><c>statistics.shape_mismatch</c>.</exception>
    public DesignMatrix WithColumn(string name, IReadOnlyList<double> values)
    {
        StatisticsErrors.RequireSameLength(UnitCount, values.Count, name);
        double[][] rows = new double[UnitCount][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = LinearAlgebra.Append(Rows[i], values[i]);
        }

        return new DesignMatrix([.. Names, name], rows);
    }

    /// <summary>Adds a class per unit as treatment contrasts: a 0/1 column for each level but the first one in ordinal order.</summary>
    /// <exception cref="MitoshiException"><c>statistics.shape_mismatch</c>.</exception>
    public DesignMatrix WithCategory(string name, IReadOnlyList<string> levels)
    {
        StatisticsErrors.RequireSameLength(UnitCount, levels.Count, name);
        SortedSet<string> distinct = new(levels, StringComparer.Ordinal);
        DesignMatrix design = this;
        foreach (string level in distinct.Skip(1))
        {
            double[] indicator = new double[UnitCount];
            for (int i = 0; i < indicator.Length; i++)
            {
                indicator[i] = levels[i] == level ? 1 : 0;
            }

            design = design.WithColumn(name + level, indicator);
        }

        return design;
    }
}
