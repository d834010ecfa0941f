using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Estimators of a table of inventory points.</summary>
public enum InventoryMethod
{
    /// <summary>All that the table allows.</summary>
    All,

    /// <summary>Field plots alone.</summary>
    OnePhase,

    /// <summary>Two- or three-phase mean over the whole inventory.</summary>
    Global,

    /// <summary>Area: prediction plus mean residual.</summary>
    Small,

    /// <summary>Area: model extended by the area's indicator.</summary>
    Extended,

    /// <summary>Area: prediction only.</summary>
    Synthetic,

    /// <summary>Area: unit-level EBLUP; needs known means.</summary>
    Eblup,
}

/// <summary>Estimates a one-, two- or three-phase inventory from a table of points with auxiliaries.</summary>
[Process("forest_inventory", En = "Estimate a two- or three-phase inventory from a table of points", Ja = "点の表から二相・三相の森林調査を推定する",
    Examples = ["forest inventory grid.csv --value tvol --phase phase_id_2p --full mean,stddev,max,q75 --area smallarea --boundary-weights boundary_weights",
        "forest inventory plots.csv --value biomass --full height --area municipality --known means.csv --method eblup"])]
public sealed record EstimateInventory : Process<InventoryEstimates>
{
    /// <summary>Points.</summary>
    [Parameter(En = "Table of points", Ja = "点の表", Position = 0, IsPath = true)]
    public required string Points { get; init; }

    /// <summary>Column of the field value.</summary>
    [Parameter(En = "Column with the field value (empty where not measured)", Ja = "現地の値の列（未測定は空）")]
    public required string Value { get; init; }

    /// <summary>Column of the phase.</summary>
    [Parameter(En = "Column with the last phase of a point: 0, 1, or 2 for measured in the field; by the value when left out", Ja = "各点の最後の相の列（0、1、現地調査は2）。省けば値の有無による")]
    public string? Phase { get; init; }

    /// <summary>Full auxiliaries.</summary>
    [Parameter(En = "Columns of the full auxiliaries", Ja = "補助変数の列")]
    public string[] Full { get; init; } = [];

    /// <summary>Reduced auxiliaries.</summary>
    [Parameter(En = "Columns of the reduced auxiliaries, which makes it three-phase", Ja = "縮約した補助変数の列（指定すると三相）")]
    public string[] Reduced { get; init; } = [];

    /// <summary>Categories.</summary>
    [Parameter(En = "Which of the auxiliaries are classes", Ja = "補助変数のうち分類変数")]
    public string[] Categories { get; init; } = [];

    /// <summary>Column of the area.</summary>
    [Parameter(En = "Column with the small area", Ja = "小地域の列")]
    public string? Area { get; init; }

    /// <summary>Column of the boundary weights.</summary>
    [Parameter(En = "Column with the share of each point's circle inside the forest", Ja = "境界の重みの列（円内の森林の割合）")]
    public string? BoundaryWeights { get; init; }

    /// <summary>Column of the cluster.</summary>
    [Parameter(En = "Column with the cluster", Ja = "集落の列")]
    public string? Cluster { get; init; }

    /// <summary>Known means.</summary>
    [Parameter(En = "Table of known means: the area's column (empty for the whole) and one column for each auxiliary", Ja = "既知平均の表：地域の列（全体は空）と補助変数ごとの列", IsPath = true)]
    public string? Known { get; init; }

    /// <summary>Method.</summary>
    [Parameter(En = "Estimator", Ja = "推定方法")]
    public InventoryMethod Method { get; init; } = InventoryMethod.All;

    /// <summary>Unit.</summary>
    [Parameter(En = "Unit of the value", Ja = "値の単位")]
    public string ValueUnit { get; init; } = "m3/ha";

    /// <summary>Decimal mark.</summary>
    [Parameter(En = "Decimal mark", Ja = "小数点")]
    public DecimalMark Decimal { get; init; } = DecimalMark.Point;

    /// <summary>Confidence level.</summary>
    [Parameter(En = "Confidence level", Ja = "信頼水準", Min = 0.5, Max = 0.999)]
    public double Level { get; init; } = 0.95;

    /// <inheritdoc/>
    protected override Task<InventoryEstimates> RunAsync(ProcessContext context)
    {
        InventoryTable table = new(PlotTable.Read(Points, Decimal, context.Files), Categories);
        PhasedInventory inventory = Inventory(table);
        PlotTable? known = Known is null ? null : PlotTable.Read(Known, Decimal, context.Files);
        bool isThreePhase = Reduced.Length > 0;
        Dictionary<string, double[]>? means = known is null ? null : InventoryTable.KnownMeans(known, Area, isThreePhase ? inventory.Reduced! : inventory.Full);
        if (known is not null && means is null)
        {
            throw new MitoshiException(
                "inventory.no_mean",
                found: ($"{known.Name} lacks a column of {string.Join(", ", (isThreePhase ? inventory.Reduced! : inventory.Full).Names.Skip(1))}",
                    $"{known.Name} に {string.Join("、", (isThreePhase ? inventory.Reduced! : inventory.Full).Names.Skip(1))} の列が足りません"),
                expected: ("one column for each auxiliary, classes as column and level (stade400)", "補助変数ごとの列（分類は列名と水準：stade400）"),
                remedy: ("Add the column, or leave the known means out.", "列を加えるか、既知平均を省いてください。"));
        }

        List<InventoryEstimate> estimates = [];
        if (Method is InventoryMethod.All or InventoryMethod.OnePhase)
        {
            Add(estimates, string.Empty, InventoryMethod.OnePhase, () => InventoryEstimate.Of(string.Empty, InventoryMethod.OnePhase, OnePhase(inventory, null)));
        }

        if (Method is InventoryMethod.All or InventoryMethod.Global && Full.Length > 0)
        {
            double[]? mean = means?.GetValueOrDefault(string.Empty);
            Add(estimates, string.Empty, InventoryMethod.Global, () => InventoryEstimate.Of(
                string.Empty, InventoryMethod.Global, isThreePhase ? ThreePhaseEstimator.Mean(inventory, mean) : TwoPhaseEstimator.Mean(inventory, mean)));
        }

        foreach (string area in inventory.Areas?.Distinct().Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
        {
            AddArea(estimates, inventory, area, means, isThreePhase);
        }

        return Task.FromResult(new InventoryEstimates(estimates) { Level = Level, Unit = inventory.Unit });
    }

    private PhasedInventory Inventory(InventoryTable table)
    {
        double[] values = table.Numbers(Value);
        int[] phases = Phase is null ? [.. values.Select(value => double.IsNaN(value) ? 1 : 2)] : [.. table.Numbers(Phase).Select(phase => (int)phase)];
        if (phases.FirstOrDefault(phase => phase is < 0 or > 2) is var wrong && wrong is < 0 or > 2)
        {
            throw new MitoshiException(
                "inventory.bad_phase",
                found: ($"a phase {wrong} in column {Phase}", $"列「{Phase}」に相{wrong}があります"),
                expected: ("0, 1 or 2; 2 was measured in the field", "0、1、2（2は現地調査）"),
                remedy: ("Recode the column.", "列を直してください。"));
        }

        return new PhasedInventory
        {
            Phases = phases,
            Values = values,
            Full = table.Design(Full),
            Reduced = Reduced.Length > 0 ? table.Design(Reduced) : null,
            BoundaryWeights = BoundaryWeights is null ? null : table.Numbers(BoundaryWeights),
            Clusters = Cluster is null ? null : table.Texts(Cluster),
            Areas = Area is null ? null : table.Texts(Area),
            Unit = new Unit(ValueUnit),
        };
    }

    private void AddArea(List<InventoryEstimate> estimates, PhasedInventory inventory, string area, Dictionary<string, double[]>? means, bool isThreePhase)
    {
        double[]? mean = means?.GetValueOrDefault(area);
        if (Method is InventoryMethod.All or InventoryMethod.OnePhase)
        {
            Add(estimates, area, InventoryMethod.OnePhase, () => InventoryEstimate.Of(area, InventoryMethod.OnePhase, OnePhase(inventory, area)));
        }

        (InventoryMethod Method, SmallAreaMethod Small)[] methods =
            [(InventoryMethod.Small, SmallAreaMethod.Small), (InventoryMethod.Extended, SmallAreaMethod.Extended), (InventoryMethod.Synthetic, SmallAreaMethod.Synthetic)];
        foreach ((InventoryMethod method, SmallAreaMethod small) in methods)
        {
            if (Full.Length > 0 && (Method == InventoryMethod.All || Method == method))
            {
                Add(estimates, area, method, () => InventoryEstimate.Of(
                    area, method, isThreePhase ? ThreePhaseEstimator.SmallArea(inventory, area, small, mean) : TwoPhaseEstimator.SmallArea(inventory, area, small, mean)));
            }
        }

        if (Full.Length > 0 && !isThreePhase && (Method == InventoryMethod.Eblup || (Method == InventoryMethod.All && mean is not null)))
        {
            Add(estimates, area, InventoryMethod.Eblup, () => Eblup(inventory, area, mean));
        }
    }

    private static Estimate OnePhase(PhasedInventory inventory, string? area)
    {
        int[] field = [.. Enumerable.Range(0, inventory.Phases.Count).Where(i => inventory.Phases[i] == 2 && (area is null || inventory.Areas![i] == area))];
        double[] values = [.. field.Select(i => inventory.Values[i])];
        return inventory.Clusters is null
            ? SimpleRandomSample.Mean(values, inventory.Unit)
            : ClusterSample.Mean([.. field.Select(i => inventory.Clusters[i])], values, inventory.Unit);
    }

    private static InventoryEstimate Eblup(PhasedInventory inventory, string area, double[]? mean)
    {
        if (mean is null)
        {
            throw new MitoshiException(
                "inventory.no_mean",
                found: ($"no known means for area {area}", $"地域{area}の既知平均がありません"),
                expected: ("the mean of each auxiliary over the area", "地域全体の補助変数の平均"),
                remedy: ("Give them with --known means.csv.", "--known means.csv で与えてください。"));
        }

        int[] field = [.. Enumerable.Range(0, inventory.Phases.Count).Where(i => inventory.Phases[i] == 2)];
        UnitLevelModel model = UnitLevelModel.Fit(
            new DesignMatrix(inventory.Full.Names, [.. field.Select(i => inventory.Full.Rows[i])]), [.. field.Select(i => inventory.Values[i])], [.. field.Select(i => inventory.Areas![i])]);
        return InventoryEstimate.Of(area, model.Estimate(area, mean, inventory.Unit), model.IsSynthetic);
    }

    // With all estimators asked for, one that refuses becomes a row with its reason; one that was asked for by name is an error.
    private void Add(List<InventoryEstimate> estimates, string area, InventoryMethod method, Func<InventoryEstimate> estimate)
    {
        try
        {
            estimates.Add(estimate());
        }
        catch (MitoshiException error) when (Method == InventoryMethod.All && error.Code.StartsWith("statistics.", StringComparison.Ordinal))
        {
            estimates.Add(InventoryEstimate.Refused(area, method, error.Found));
        }
    }
}
