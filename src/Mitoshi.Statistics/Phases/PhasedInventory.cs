namespace Mitoshi.Statistics;

/// <summary>
/// The points of a two- or three-phase inventory. A point of phase 2 was measured in the field, one of phase 1 has the full auxiliaries,
/// one of phase 0 (three-phase only) has the reduced ones. Every later phase is a part of the earlier ones.
/// </summary>
public sealed record PhasedInventory
{
    /// <summary>Last phase of each point: 0, 1 or 2. A cluster has one phase.</summary>
    public required IReadOnlyList<int> Phases { get; init; }

    /// <summary>Field value of each point; read only where the phase is 2.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Full auxiliaries; read where the phase is 1 or 2.</summary>
    public required DesignMatrix Full { get; init; }

    /// <summary>Reduced auxiliaries, known at every point; needed by three-phase estimators only.</summary>
    public DesignMatrix? Reduced { get; init; }

    /// <summary>Share of each point's circle that lies inside the forest; null for 1 everywhere. They enter the means of the auxiliaries only.</summary>
    public IReadOnlyList<double>? BoundaryWeights { get; init; }

    /// <summary>Cluster of each point; null when points were drawn singly.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    /// <summary>Small area of each point; needed for estimates by area.</summary>
    public IReadOnlyList<string>? Areas { get; init; }

    /// <summary>Unit of the values.</summary>
    public required Unit Unit { get; init; }

    internal int PointCount => Phases.Count;

    internal void Check(bool isThreePhase)
    {
        StatisticsErrors.RequireSameLength(PointCount, Values.Count, ("values", "値"));
        StatisticsErrors.RequireSameLength(PointCount, Full.UnitCount, ("full auxiliaries", "補助変数"));
        if (BoundaryWeights is not null)
        {
            StatisticsErrors.RequireSameLength(PointCount, BoundaryWeights.Count, ("boundary weights", "境界の重み"));
        }

        if (Clusters is not null)
        {
            StatisticsErrors.RequireSameLength(PointCount, Clusters.Count, ("clusters", "集落"));
        }

        if (Areas is not null)
        {
            StatisticsErrors.RequireSameLength(PointCount, Areas.Count, ("areas", "小地域"));
        }

        if (isThreePhase)
        {
            if (Reduced is null)
            {
                throw StatisticsErrors.ShapeMismatch(
                    ("a three-phase estimate without reduced auxiliaries", "縮約した補助変数のない三相推定"),
                    ("auxiliaries that every point has", "全点が持つ補助変数"));
            }

            StatisticsErrors.RequireSameLength(PointCount, Reduced.UnitCount, ("reduced auxiliaries", "縮約した補助変数"));
        }

        for (int i = 0; i < PointCount; i++)
        {
            if (Phases[i] == 2 && !double.IsFinite(Values[i]))
            {
                throw StatisticsErrors.NotFinite(("field values of phase 2", "第二相の現地の値"), i);
            }

            if (Phases[i] >= 1)
            {
                StatisticsErrors.RequireFinite(Full.Rows[i], ($"full auxiliaries of point {i + 1}", $"点{i + 1}の補助変数"));
            }

            if (isThreePhase)
            {
                StatisticsErrors.RequireFinite(Reduced!.Rows[i], ($"reduced auxiliaries of point {i + 1}", $"点{i + 1}の縮約補助変数"));
            }
        }
    }

    /// <summary>The same inventory with the 0/1 indicator of an area in both designs: the extended model of Mandallaz (2013).</summary>
    internal PhasedInventory WithIndicator(string area)
    {
        double[] indicator = [.. Areas!.Select(name => name == area ? 1.0 : 0.0)];
        return this with { Full = Full.WithColumn("area " + area, indicator), Reduced = Reduced?.WithColumn("area " + area, indicator) };
    }

    /// <summary>R^2 of the fit at the field points, each point once.</summary>
    internal double RSquared(DesignMatrix design)
    {
        List<double[]> rows = [];
        List<double> values = [];
        for (int i = 0; i < PointCount; i++)
        {
            if (Phases[i] == 2)
            {
                rows.Add(design.Rows[i]);
                values.Add(Values[i]);
            }
        }

        double[] y = [.. values], ones = new double[y.Length];
        Array.Fill(ones, 1);
        (double[] b, _) = LeastSquares.Fit(rows, y, ones, design.Names);
        double squares = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double residual = y[i] - LinearAlgebra.Dot(rows[i], b);
            squares += residual * residual;
        }

        return 1 - (squares / (SampleMoments.Variance(y) * (y.Length - 1)));
    }
}
