using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>One estimate of an inventory.</summary>
/// <param name="Area">Small area; empty for the whole.</param>
/// <param name="Method">Estimator.</param>
/// <param name="Estimate">Mean with its standard error (g-weight variance; usual mean squared error for EBLUP); null when refused.</param>
/// <param name="VarianceGWeight">g-weight variance; NaN where the estimator has none.</param>
/// <param name="VarianceExternal">External variance; NaN where there is none.</param>
/// <param name="FieldUnits">Field units that it rests on (in the area).</param>
/// <param name="Notes">Warnings, or the reason of the refusal.</param>
public sealed record InventoryEstimate(
    string Area, InventoryMethod Method, Estimate? Estimate, double VarianceGWeight, double VarianceExternal, int FieldUnits, IReadOnlyList<Text> Notes)
{
    /// <summary>Parts of the mean squared error of an EBLUP; null for others.</summary>
    public MeanSquaredErrorParts? ErrorParts { get; init; }

    internal static InventoryEstimate Of(string area, InventoryMethod method, Estimate estimate)
        => new(area, method, estimate, double.NaN, estimate.Variance(), (int)estimate.DegreesOfFreedom + 1, []);

    internal static InventoryEstimate Of(string area, InventoryMethod method, PhasedEstimate estimate)
        => new(area, method, estimate.Estimate, estimate.VarianceGWeight, estimate.VarianceExternal ?? double.NaN, estimate.FieldInArea, estimate.Warnings);

    internal static InventoryEstimate Of(string area, UnitLevelEstimate estimate, bool isSynthetic)
        => new(area, InventoryMethod.Eblup, estimate.Estimate, double.NaN, double.NaN, estimate.PlotCount,
            isSynthetic ? [("The areas show no difference beyond the auxiliaries: the estimate is synthetic.", "補助変数以上の地域差が見られず、合成推定になる。")] : [])
        {
            ErrorParts = estimate.Parts,
        };

    internal static InventoryEstimate Refused(string area, InventoryMethod method, Text reason)
        => new(area, method, null, double.NaN, double.NaN, 0, [reason]);
}

/// <summary>Estimates of an inventory.</summary>
/// <param name="Estimates">The whole first, then by area and method.</param>
public sealed record InventoryEstimates(IReadOnlyList<InventoryEstimate> Estimates) : ProcessResult
{
    /// <summary>Confidence level.</summary>
    public required double Level { get; init; }

    /// <summary>Unit.</summary>
    public required Unit Unit { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Estimates.Count(estimate => estimate.Estimate is not null)} estimates", $"推定{Estimates.Count(estimate => estimate.Estimate is not null)}件"))
    {
        Tables =
        [
            new SummaryTable(
                ($"Means, {Unit}, {100 * Level:0.#} % intervals", $"平均（{Unit}、{100 * Level:0.#} %区間）"),
                [("Area", "地域"), ("Estimator", "推定方法"), ("Units", "単位"), ("Mean", "平均"), ("SE", "標準誤差"), ("Lower", "下限"), ("Upper", "上限"), ("g-variance", "g分散"), ("External variance", "外部分散")],
                [.. Estimates.Select(Row)]),
        ],
        Notes = [.. Estimates.SelectMany(estimate => estimate.Notes.Select(note => (Text)($"{Place(estimate).En}, {estimate.Method}: {note.En}", $"{Place(estimate).Ja}、{estimate.Method}：{note.Ja}"))).Take(20)],
        Succeeded = Estimates.Any(estimate => estimate.Estimate is not null),
    };

    private IReadOnlyList<Text> Row(InventoryEstimate estimate)
    {
        Text place = Place(estimate);
        if (estimate.Estimate is not { } mean)
        {
            return [place, estimate.Method.ToString(), "–", ("not usable", "使用不可"), "–", "–", "–", "–", "–"];
        }

        Interval interval = mean.Interval(Level);
        return
        [
            place, mean.Method, $"{estimate.FieldUnits}", $"{mean.Value:0.0000}", $"{mean.Error.Magnitude:0.0000}", $"{interval.Lower:0.0}", $"{interval.Upper:0.0}",
            double.IsNaN(estimate.VarianceGWeight) ? "–" : $"{estimate.VarianceGWeight:0.0000}", double.IsNaN(estimate.VarianceExternal) ? "–" : $"{estimate.VarianceExternal:0.0000}",
        ];
    }

    private static Text Place(InventoryEstimate estimate) => estimate.Area.Length == 0 ? ("whole", "全体") : estimate.Area;
}
