namespace Mitoshi.Credits.Vcs.Vm0047;

/// <summary>
/// VCS VM0047 v1.1, afforestation, reforestation and revegetation, area-based approach. Equations as transcribed publicly from the text of
/// 14 May 2025; mark C where they agree with page images of v1.0, S where they were rebuilt from damaged glyphs.
/// </summary>
internal static class AreaBased
{
    private const string Text = "VM0047 v1.1 (14 May 2025) as transcribed publicly";

    public static FactorTable Factors { get; } = FactorTable.Open("vm0047");

    public static Equation StockChange { get; } = new("1", ("Change of carbon stock", "炭素蓄積変化量"), "ΔC = [A (C_t − C_0)(1 + R) + ΔHerb + ΔDeadwood + ΔLitter + ΔSOC] × 44/12", Mark.Corroborated, Text);

    public static Equation Burning { get; } = new("2a", ("Emissions of burning", "火入れ・火災の排出量"), "PE_burn = A_burn × Σ_g GWP × EF × B × COMF × 10⁻³", Mark.Corroborated, Text);

    public static Equation Fertiliser { get; } = new("15–21", ("Emissions of fertiliser", "施肥の排出量"), "PE_fert = direct + volatilised + leached N₂O", Mark.Corroborated, Text);

    public static Equation UncertaintyEquation { get; } = new("3", ("Uncertainty deduction", "不確かさ控除"), "UNC = min(1, max(0, T √(SE₀² + SE_t² − 2ρ SE₀ SE_t)/ΔC − 0.10))", Mark.Secondary, Text + "; df = n − 1 is our choice");

    public static Equation Benchmark { get; } = new("5", ("Performance benchmark", "性能ベンチマーク"), "Z = (s_p − s_c)/√(se_p² + se_c²); |Z| < 1.96: PB = 1, else PB = s_c/s_p", Mark.Corroborated, Text);

    public static Equation Credit { get; } = new("6", ("Carbon removals", "炭素除去量"), "CR = [min(ΔC, ΔC(1 − PB))(1 − UNC) − PE − LK]_t − [same]_(t−x)", Mark.Secondary, Text);

    /// <summary>(1) Change of stock since the start, tCO2e.</summary>
    /// <param name="areaHectares">A, ha.</param>
    /// <param name="carbonAtStart">C_0, above ground, tC/ha.</param>
    /// <param name="carbonNow">C_t, above ground, tC/ha.</param>
    /// <param name="rootRatio">R.</param>
    /// <param name="otherPools">Changes of the other pools, tC.</param>
    public static decimal CarbonStockChange(decimal areaHectares, decimal carbonAtStart, decimal carbonNow, decimal rootRatio, decimal otherPools)
        => ((Check.NotNegative(areaHectares, "A") * (Check.NotNegative(carbonNow, "C_t") - Check.NotNegative(carbonAtStart, "C_0")) * (1 + Check.NotNegative(rootRatio, "R"))) + otherPools)
            * MolarRatio.CarbonToCarbonDioxide;

    /// <summary>(2) Emissions of burning, tCO2e: biomass burned (t) x combustion factor x sum over the gases of kg/t x GWP / 1000.</summary>
    public static decimal BurnEmissions(decimal biomassTonnes, decimal combustionFactor, IEnumerable<GasEmission> gases)
        => Check.NotNegative(biomassTonnes, "biomass") * Check.Fraction(combustionFactor, "COMF")
            * gases.Sum(gas => Check.NotNegative(gas.KilogramsPerTonne, gas.Gas) * gas.WarmingPotential) / 1000;

    /// <summary>(15-21) Nitrous oxide of fertiliser, tCO2e: direct, by volatilisation, by leaching.</summary>
    /// <param name="syntheticNitrogen">Nitrogen of synthetic fertiliser, t.</param>
    /// <param name="organicNitrogen">Nitrogen of organic fertiliser, t.</param>
    /// <param name="warmingPotential">GWP of N2O.</param>
    public static FertiliserEmissions FertiliserOf(decimal syntheticNitrogen, decimal organicNitrogen, decimal warmingPotential)
    {
        decimal all = Check.NotNegative(syntheticNitrogen, "N") + Check.NotNegative(organicNitrogen, "N");
        decimal volatilised = (syntheticNitrogen * Factors["frac_gasf"].Value) + (organicNitrogen * Factors["frac_gasm"].Value);
        decimal Emissions(decimal nitrogen) => nitrogen * MolarRatio.NitrogenToNitrousOxide * warmingPotential;
        return new FertiliserEmissions(
            Emissions(all * Factors["ef_n_direct"].Value),
            Emissions(volatilised * Factors["ef_n_volat"].Value),
            Emissions(all * Factors["frac_leach"].Value * Factors["ef_n_leach"].Value));
    }

    /// <summary>
    /// (3) Deduction for uncertainty from the standard error of the change: what the two-tailed 90 % half-width exceeds 10 % of the change by.
    /// </summary>
    /// <param name="standardError">Standard error of the change, tCO2e.</param>
    /// <param name="change">dC, tCO2e.</param>
    /// <param name="quantile">T.</param>
    /// <returns>Deduction and half-width as fractions. Above a half-width of 1 nothing is credited.</returns>
    public static (double Deduction, double HalfWidth) Uncertainty(double standardError, double change, double quantile)
    {
        if (change == 0)
        {
            throw Refusal.RelativeOfZero(("uncertainty of a change of zero", "変化量ゼロに対する不確かさ"));
        }

        double halfWidth = quantile * Check.Uncertainty(standardError) / Math.Abs(change);
        return (Math.Min(1, Math.Max(0, halfWidth - (double)Factors["uncertainty_allowance"].Value)), halfWidth);
    }

    /// <summary>Standard error of a change from permanent plots whose errors correlate: sqrt(SE0^2 + SEt^2 - 2 rho SE0 SEt); temporary plots have rho 0.</summary>
    public static double ErrorOfChange(double errorAtStart, double errorNow, double rho)
        => Math.Sqrt(Math.Max(0, Square(Check.Uncertainty(errorAtStart)) + Square(Check.Uncertainty(errorNow)) - (2 * Check.Correlation(rho) * errorAtStart * errorNow)));

    /// <summary>(Appendix 3) Standard error when temporary plots gave way to permanent ones at time 1 (mark S).</summary>
    public static double ErrorOfSwitch(double errorAtStart, double errorAtSwitch, double errorNow, double rhoSwitchNow)
        => Math.Sqrt(Square(ErrorOfChange(errorAtStart, errorAtSwitch, 0)) + Square(ErrorOfChange(errorAtSwitch, errorNow, rhoSwitchNow)));

    /// <summary>(5) Performance benchmark from the slopes of the stocking index of project and controls.</summary>
    public static (double Z, bool IsAdditional, double Benchmark) PerformanceBenchmark(StockingSlope project, StockingSlope control)
    {
        double z = (project.Slope - control.Slope) / Math.Sqrt(Square(Check.Uncertainty(project.StandardError)) + Square(Check.Uncertainty(control.StandardError)));
        if (Math.Abs(z) < (double)Factors["z_threshold"].Value || project.Slope <= 0)
        {
            return (z, false, 1);
        }

        bool isFlat = control.Slope < 0 || control.P > (double)Factors["control_p_threshold"].Value;
        return (z, project.Slope > control.Slope, isFlat ? 0 : control.Slope / project.Slope);
    }

    /// <summary>(6) Removals up to one date: min(dC, dC (1 - PB)) (1 - UNC) - PE - LK, tCO2e; PE and LK are cumulative. The benchmark never shrinks a loss.</summary>
    public static decimal Cumulative(RemovalsAtDate date)
    {
        decimal additional = Math.Min(date.Change, date.Change * (1 - Check.NotNegative(date.Benchmark, "PB")));
        return (additional * (1 - Check.Fraction(date.Uncertainty, "UNC"))) - date.ProjectEmissions - date.Leakage;
    }

    /// <summary>Slope of the stocking index over all dates by weighted least squares (mark S).</summary>
    public static (double Slope, double Intercept) StockingIndexSlope(double[] years, double[] index, double[] weights)
    {
        Check.SameLength(years.Length, index.Length, "si");
        Check.SameLength(years.Length, weights.Length, "w");
        double sum = weights.Sum(weight => Check.NotNegative(weight, "w"));
        double meanYear = years.Zip(weights, (year, weight) => year * weight).Sum() / sum, meanIndex = index.Zip(weights, (value, weight) => value * weight).Sum() / sum;
        double sxx = 0, sxy = 0;
        for (int i = 0; i < years.Length; i++)
        {
            sxx += weights[i] * Square(years[i] - meanYear);
            sxy += weights[i] * (years[i] - meanYear) * (index[i] - meanIndex);
        }

        return sxx > 0 ? (sxy / sxx, meanIndex - (sxy / sxx * meanYear))
            : throw Refusal.SampleTooSmall(("one date", "1時点"), ("at least two dates", "2時点以上"));
    }

    /// <summary>Weights of the controls of one plot: exp(-MD) normalised (mark C), although the prose says inverse distance.</summary>
    public static double[] MatchWeights(double[] distances)
    {
        double[] raw = [.. distances.Select(distance => Math.Exp(-Check.NotNegative(distance, "distance")))];
        double sum = raw.Sum();
        return [.. raw.Select(weight => weight / sum)];
    }

    /// <summary>(Appendix 2) Sources that may be left out: all when they sum to less than 5 % of CR, else those beyond 95 % of the sum if they are below 5 % of CR.</summary>
    public static (decimal Share, IReadOnlyList<string> DeMinimis) Significance(decimal removals, IReadOnlyList<(string Name, decimal Emissions)> sources)
    {
        const decimal Limit = 0.05m;
        decimal sum = sources.Sum(source => Check.NotNegative(source.Emissions, source.Name));
        decimal share = removals == 0 ? throw Refusal.RelativeOfZero(("removals of zero", "除去量ゼロ")) : sum / removals;
        if (share < Limit)
        {
            return (share, [.. sources.Select(source => source.Name)]);
        }

        HashSet<string> included = [];
        decimal included95 = 0;
        foreach ((string name, decimal emissions) in sources.OrderByDescending(source => source.Emissions))
        {
            if (included95 >= 0.95m * sum && sum - included95 < Limit * removals)
            {
                break;
            }

            included.Add(name);
            included95 += emissions;
        }

        return (share, [.. sources.Select(source => source.Name).Where(name => !included.Contains(name))]);
    }

    private static double Square(double value) => value * value;
}

/// <summary>Emission factor of a gas (kg per t of dry matter) and its warming potential.</summary>
internal readonly record struct GasEmission(string Gas, decimal KilogramsPerTonne, decimal WarmingPotential);

/// <summary>Nitrous oxide of fertiliser by path, tCO2e.</summary>
internal readonly record struct FertiliserEmissions(decimal Direct, decimal Volatilised, decimal Leached)
{
    public decimal Total => Direct + Volatilised + Leached;
}

/// <summary>Slope of the stocking index per year with its standard error and p-value.</summary>
internal readonly record struct StockingSlope(double Slope, double StandardError, double P);

/// <summary>State of a project at a date, cumulative since the start, tCO2e.</summary>
internal readonly record struct RemovalsAtDate(decimal Change, decimal Benchmark, decimal Uncertainty, decimal ProjectEmissions, decimal Leakage);
