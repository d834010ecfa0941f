namespace Mitoshi.Credits.ArTool14;

/// <summary>CDM AR-TOOL14 v4.1 (mark S): carbon stocks of trees from stratified plots, made conservative by a discount for uncertainty.</summary>
internal static class TreeStocks
{
    private const string Source = "AR-TOOL14 v4.1 as described in a public implementation";
    private static readonly FactorTable Discounts = FactorTable.Open("ar_tool14_discount");

    public static Equation Mean { get; } = new("1", ("Mean biomass", "平均バイオマス"), "b = Σ w_i × b_i", Mark.Secondary, Source);

    public static Equation Uncertainty { get; } = new("2", ("Relative uncertainty", "相対的な不確かさ"), "u = t × sqrt(Σ w_i² × s_i²/n_i) / b", Mark.Secondary, Source);

    public static Equation Stock { get; } = new("3", ("Stock", "蓄積"), "C = 44/12 × CF × A × b", Mark.Secondary, Source);

    public static Equation Conservative { get; } = new("4", ("Conservative stock", "保守的な蓄積"), "C × (1 − d u) for the project, C × (1 + d u) for the baseline", Mark.Secondary, Source);

    /// <summary>d, share of u that is discounted: 0 up to 10 %, 25 % up to 15, 50 % up to 20, 75 % up to 30, 100 % above; bounds belong to the lower step.</summary>
    public static Factor Discount(double uncertaintyFraction) => Check.Uncertainty(uncertaintyFraction) switch
    {
        <= 0.10 => Discounts["u<=0.10"],
        <= 0.15 => Discounts["u<=0.15"],
        <= 0.20 => Discounts["u<=0.20"],
        <= 0.30 => Discounts["u<=0.30"],
        _ => Discounts["u>0.30"],
    };

    /// <summary>Mean and relative uncertainty of stratified plots; the already relative u is not divided by the stock again.</summary>
    /// <param name="weights">w_i, shares of the area, sum 1.</param>
    /// <param name="plots">Biomass of each plot by stratum, t/ha.</param>
    /// <param name="quantile">t, or null for the two-sided 90 % value with n - strata degrees of freedom.</param>
    public static (double Mean, double UncertaintyFraction) Stratified(double[] weights, double[][] plots, double? quantile)
    {
        Check.SameLength(weights.Length, plots.Length, "plots");
        if (Math.Abs(weights.Sum() - 1) > 1e-6)
        {
            throw Refusal.WeightsDoNotSum(($"weights that sum to {weights.Sum()}", $"合計が {weights.Sum()} の重み"));
        }

        double mean = 0, variance = 0;
        for (int i = 0; i < plots.Length; i++)
        {
            Check.NotNegative(weights[i], "w");
            if (plots[i].Length < 2)
            {
                throw Refusal.SampleTooSmall(($"stratum {i + 1} has {plots[i].Length} plots", $"層{i + 1}のプロットは{plots[i].Length}個"), ("at least 2 plots", "2個以上"));
            }

            double stratumMean = plots[i].Average();
            mean += weights[i] * stratumMean;
            variance += weights[i] * weights[i] * plots[i].Sum(plot => (plot - stratumMean) * (plot - stratumMean)) / (plots[i].Length - 1) / plots[i].Length;
        }

        if (mean == 0)
        {
            throw Refusal.RelativeOfZero(("a mean biomass of zero", "平均バイオマスがゼロです"));
        }

        double t = quantile ?? Credits.Uncertainty.Quantiles.Student(0.90, plots.Sum(stratum => stratum.Length) - plots.Length);
        return (mean, t * Math.Sqrt(variance) / mean);
    }

    /// <summary>C in tCO2e.</summary>
    public static decimal Carbon(decimal areaHectares, decimal biomassTonnesPerHectare, decimal carbonFraction)
        => Check.NotNegative(areaHectares, "A") * biomassTonnesPerHectare * Check.Fraction(carbonFraction, "CF") * MolarRatio.CarbonToCarbonDioxide;

    /// <summary>Root ratio exp(-1.085 + 0.9256 ln b)/b (mark R, not re-read).</summary>
    public static double RootRatio(double aboveGroundTonnesPerHectare) => aboveGroundTonnesPerHectare > 0
        ? Math.Exp(-1.085 + (0.9256 * Math.Log(aboveGroundTonnesPerHectare))) / aboveGroundTonnesPerHectare
        : throw Refusal.OutOfRange(($"b = {aboveGroundTonnesPerHectare}", $"b = {aboveGroundTonnesPerHectare}"), ("more than zero", "ゼロより大きい値"));

    /// <summary>Shrubs: A x ratio x forest biomass x cover x (1 + R) x CF x 44/12 (mark R, not re-read).</summary>
    public static decimal Shrubs(ShrubLand land)
        => Check.NotNegative(land.AreaHectares, "A") * Check.Fraction(land.BiomassRatio, "BDR") * Check.NotNegative(land.ForestBiomass, "b_forest")
            * Check.Fraction(land.CrownCover, "cover") * (1 + Check.NotNegative(land.RootRatio, "R")) * Check.Fraction(land.CarbonFraction, "CF") * MolarRatio.CarbonToCarbonDioxide;
}

/// <summary>Shrub land for the default method.</summary>
internal readonly record struct ShrubLand(
    decimal AreaHectares, decimal BiomassRatio, decimal ForestBiomass, decimal CrownCover, decimal RootRatio, decimal CarbonFraction);
