using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Estimate of one area.</summary>
/// <param name="Area">Name.</param>
/// <param name="Hectares">Mapped area.</param>
/// <param name="MapMean">Mean of the map, before any correction.</param>
/// <param name="Plots">Plots inside.</param>
/// <param name="Chosen">Estimator used; null when the answer is "not usable".</param>
/// <param name="Mean">Mean per hectare with the error of the sample; null when not usable.</param>
/// <param name="MeanWithAllometry">The same with the error of shared allometric factors added.</param>
/// <param name="Total">Total over the mapped area, from <paramref name="MeanWithAllometry"/>.</param>
/// <param name="RelativeEfficiency">How many times more plots alone would be needed for the same interval; NaN where it cannot be said.</param>
/// <param name="Options">Every estimator, with its answer or the reason against it.</param>
/// <param name="Warnings">What a reader of the interval must know.</param>
public sealed record AreaEstimate(
    string Area, double Hectares, double MapMean, int Plots, EstimatorKind? Chosen, Estimate? Mean, Estimate? MeanWithAllometry, Estimate? Total,
    double RelativeEfficiency, IReadOnlyList<EstimatorOption> Options, IReadOnlyList<Text> Warnings)
{
    internal static AreaEstimate Nothing(string area, Text reason)
        => new(area, 0, double.NaN, 0, null, null, null, null, double.NaN, [], [reason]);

    internal static AreaEstimate From(
        AreaPixels area, IReadOnlyList<SamplePlot> plots, int inside, List<EstimatorOption> options, EstimatorOption? chosen, double sharedShare, double level, Unit unit)
    {
        List<Text> warnings = [];
        string name = area.Name;
        if (area.Missing > 0)
        {
            double share = 100.0 * area.Missing / (area.Missing + area.Count);
            warnings.Add(($"{share:0.#} % of the area has no map value and is not part of the estimate", $"地域の{share:0.#} %は地図の値がなく、推定に含まれない"));
        }

        if (chosen?.Estimate is not { } mean)
        {
            warnings.Add(("Not usable: no estimator is allowed with this sample; see the reasons", "使用不可：この標本で許される推定方法がない（理由を参照）"));
            return new AreaEstimate(name, area.Hectares, area.Mean, inside, null, null, null, null, double.NaN, options, warnings);
        }

        double[] values = [.. plots.Where(area.Holds).Select(plot =>
            chosen.Kind is EstimatorKind.Expansion or EstimatorKind.PostStratified or EstimatorKind.Stratified || double.IsNaN(plot.MapValue) ? plot.Value : plot.Value - plot.MapValue)];
        if (values.Length > 0 && chosen.Kind is not (EstimatorKind.Eblup or EstimatorKind.Synthetic or EstimatorKind.ModelBased))
        {
            warnings.AddRange(SampleWarnings.For(values));
        }

        if (chosen.Kind is EstimatorKind.Synthetic or EstimatorKind.ModelBased || (chosen.Kind == EstimatorKind.Eblup && inside == 0))
        {
            warnings.Add(("Model-dependent: if the model is wrong in this area, the interval does not show it", "モデル依存：この地域でモデルが誤っていても区間には現れない"));
        }

        Estimate? plain = options.FirstOrDefault(option => option.Kind == EstimatorKind.Expansion)?.Estimate;
        double efficiency = plain is not null && mean.Variance() > 0 ? plain.Variance() / mean.Variance() : double.NaN;
        Estimate whole = mean with
        {
            Error = new StandardError(Math.Sqrt(mean.Variance() + Math.Pow(sharedShare * mean.Value, 2))),
        };
        if (mean.Interval(level).Lower < 0)
        {
            warnings.Add(("The interval reaches below 0: the sample is too small for a mean this low", "区間が0を下回る：この低い平均には標本が小さすぎる"));
        }

        Unit totalUnit = new(unit.Symbol.EndsWith("/ha", StringComparison.Ordinal) ? unit.Symbol[..^3] : unit.Symbol + " ha");
        return new AreaEstimate(
            name, area.Hectares, area.Mean, inside, chosen.Kind, mean, whole, whole.Total(area.Hectares, totalUnit), efficiency, options, warnings);
    }
}
