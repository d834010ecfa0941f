using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>
/// The estimate of all areas together. Its variance is its own: areas with plots of their own are strata, whose variances add;
/// plots that were spread evenly over all areas make one sample. Intervals of areas are never summed.
/// </summary>
internal static class AreasTogether
{
    // A pooled sample needs the same number of plots per hectare everywhere; beyond this chance of the counts it is not one.
    private const double EvenChanceMin = 0.01;

    private static readonly EstimatorKind[] OwnPlots = [EstimatorKind.Regression, EstimatorKind.Difference, EstimatorKind.PostStratified, EstimatorKind.Expansion];

    public static List<EstimatorOption> Options(
        EstimatorMenu menu, AreaPixels all, List<AreaPixels> parts, List<AreaEstimate> separate, Estimate? modelBased, Text reason, Unit unit)
    {
        double chance = EvenChance(all, separate);
        Text uneven = ($"plots are not spread evenly over the areas (chance {chance:0.0e+0}): pooled, they would stand for the areas with more of them",
            $"プロットが地域間で均等でない（確率{chance:0.0e+0}）：まとめると多い地域に偏る");
        return
        [
            Stratified(all, parts, separate, unit),
            .. menu.Options(all, modelBased, reason)
                .Where(option => option.Kind == EstimatorKind.ModelBased || OwnPlots.Contains(option.Kind))
                .Select(option => option is { Estimate: not null, Kind: not EstimatorKind.ModelBased } && chance < EvenChanceMin ? option with { Estimate = null, Reason = uneven } : option),
        ];
    }

    // Areas as strata come first where each one's estimate uses the map; otherwise one regression over all plots says more than many small samples.
    public static EstimatorOption? Choose(List<EstimatorOption> options, List<AreaEstimate> separate, EstimatorKind wanted)
    {
        bool useMap = separate.All(area => Own(area)?.Kind is EstimatorKind.Regression or EstimatorKind.Difference);
        EstimatorKind[] order = useMap ? [wanted, EstimatorKind.Stratified, .. OwnPlots] : [wanted, EstimatorKind.Regression, EstimatorKind.Difference, EstimatorKind.Stratified, .. OwnPlots];
        return order.Append(EstimatorKind.ModelBased).Select(kind => options.FirstOrDefault(option => option.Kind == kind)).FirstOrDefault(option => option?.Estimate is not null);
    }

    // sum W_a m_a with variance sum W_a^2 V_a, degrees of freedom after Satterthwaite (Cochran 1977, eq. 5.15).
    private static EstimatorOption Stratified(AreaPixels all, List<AreaPixels> parts, List<AreaEstimate> separate, Unit unit)
    {
        double sum = parts.Where(part => part.Count > 0).Sum(part => part.Hectares), overlap = sum - all.Hectares;
        if (overlap > 1e-9 * sum)
        {
            return new EstimatorOption(EstimatorKind.Stratified, null, ($"areas overlap by {overlap:0.##} ha, strata must not", $"地域が{overlap:0.##} ha重なっており、層にできない"));
        }

        double mean = 0, variance = 0, fourth = 0;
        foreach ((AreaPixels part, AreaEstimate estimate) in parts.Zip(separate).Where(pair => pair.First.Count > 0))
        {
            if (Own(estimate) is not { Estimate: { } own })
            {
                return new EstimatorOption(EstimatorKind.Stratified, null,
                    ($"{part.Name} has no estimate from plots of its own", $"{part.Name}には自身のプロットによる推定がない"));
            }

            double weight = part.Hectares / sum, share = weight * weight * own.Variance() * SmallSample(estimate, own);
            mean += weight * own.Value;
            variance += share;
            fourth += share * share / own.DegreesOfFreedom;
        }

        return new EstimatorOption(
            EstimatorKind.Stratified,
            new Estimate(mean, unit, new StandardError(Math.Sqrt(variance)), fourth > 0 ? variance * variance / fourth : double.PositiveInfinity, "stratified.areas"),
            ($"each of {parts.Count(part => part.Count > 0)} areas has an estimate from its own plots; their variances add", $"{parts.Count(part => part.Count > 0)}地域それぞれに自身のプロットによる推定があり、分散を足す"));
    }

    // The g-weight variance is short by about (n - p) / n, which Student's t makes good for one area but not for a sum of many:
    // HC1 of MacKinnon & White (1985, J. Econometrics 29:305). Without it four areas of 16 to 40 plots covered 92.5 %.
    private static double SmallSample(AreaEstimate estimate, Estimate own)
        => own.Method.StartsWith("greg", StringComparison.Ordinal) ? estimate.Plots / own.DegreesOfFreedom : 1;

    // The one that the area chose, where its plots alone carry it; else the first that they carry.
    private static EstimatorOption? Own(AreaEstimate estimate)
        => estimate.Options.FirstOrDefault(option => option.Kind == estimate.Chosen && OwnPlots.Contains(option.Kind))
            ?? OwnPlots.Select(kind => estimate.Options.FirstOrDefault(option => option.Kind == kind)).FirstOrDefault(option => option?.Estimate is not null);

    // Chi-square test of the counts of plots against the areas' hectares.
    private static double EvenChance(AreaPixels all, List<AreaEstimate> separate)
    {
        double plots = separate.Sum(area => area.Plots), hectares = separate.Sum(area => area.Hectares), distance = 0;
        int areas = 0;
        foreach (AreaEstimate area in separate.Where(area => area.Hectares > 0))
        {
            double expected = plots * area.Hectares / hectares;
            distance += expected > 0 ? (area.Plots - expected) * (area.Plots - expected) / expected : 0;
            areas++;
        }

        return all.Count == 0 || areas < 2 || plots == 0 ? 1 : ChiSquareDistribution.Above(distance, areas - 1);
    }
}
