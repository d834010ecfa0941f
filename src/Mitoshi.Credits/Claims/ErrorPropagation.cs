using Mitoshi.Credits.Projects;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Claims;

/// <summary>
/// The standard error of a claim's quantity from every uncertainty that was stated, of measurements and of factors alike: each input is moved
/// by one standard error up and down, the whole methodology is calculated again, and the effects are combined (IPCC 2006, vol. 1, ch. 3,
/// Approach 1). A factor that many places share moves them together.
/// </summary>
internal static class ErrorPropagation
{
    /// <summary>Number of the line.</summary>
    public const string Number = "A1";

    private static readonly Equation Combined = new(Number, ("Standard error from all stated uncertainties", "記載されたすべての不確かさによる標準誤差"),
        "√(Σ d_i² + 2 Σ ρ d_i d_j), d_i: effect of one standard error on gross − baseline", Mark.Verified, "IPCC 2006 vol. 1 ch. 3, Approach 1, by central differences");

    /// <summary>Writes one line with all effects, and the half-width where the methodology has none of its own.</summary>
    public static void AddTo(Worksheet sheet, CarbonProject project, IMethodology methodology, Waterfall waterfall)
    {
        List<(ClaimInput Input, Measurement? Measurement)> effects = [];
        foreach (Measurement measurement in project.Measurements.Where(measurement => measurement.Estimate.Error.Magnitude > 0))
        {
            double error = measurement.Estimate.Error.Magnitude;
            CarbonProject Moved(double by) => project with { Measurements = [.. project.Measurements.Select(other => ReferenceEquals(other, measurement) ? Shift(other, by) : other)] };
            Add(effects, Effect(Moved(error), Moved(-error)), measurement.Id, ($"Effect of the error of {measurement.Id}", $"{measurement.Id} の誤差の影響"), measurement.Id, measurement);
        }

        foreach (Factor factor in project.Factors.Values.Where(factor => factor.StandardError > 0).OrderBy(factor => factor.Key, StringComparer.Ordinal))
        {
            CarbonProject Moved(decimal by) => project with { Factors = project.Factors.ToDictionary(pair => pair.Key, pair => pair.Key == factor.Key ? factor with { Written = DecimalText.Of(factor.Value + by) } : pair.Value) };
            Add(effects, Effect(Moved(factor.StandardError), Moved(-factor.StandardError)), factor.Key, ($"Effect of the error of factor {factor.Key}", $"係数 {factor.Key} の誤差の影響"), factor.Citation, null);
        }

        if (effects.Count == 0)
        {
            return;
        }

        decimal quantity = waterfall.Gross - waterfall.Baseline, error90 = Math.Round((decimal)Math.Sqrt(Variance(effects, project)), 6);
        sheet.Tonnes(Combined, error90, [.. effects.Select(effect => effect.Input), .. Correlations(effects, project)]);
        sheet.HalfWidth90Percent ??= quantity == 0 ? null : Math.Round(Math.Min(1_000_000, 100 * (decimal)Quantiles.Normal(0.90) * error90 / Math.Abs(quantity)), 4);

        decimal? Effect(CarbonProject up, CarbonProject down)
        {
            // An input at the edge of what is allowed moves to one side only.
            (decimal? above, decimal? below) = (Quantity(up), Quantity(down));
            decimal now = waterfall.Gross - waterfall.Baseline;
            return (above, below) switch
            {
                (null, null) => null,
                (decimal one, null) => one - now,
                (null, decimal one) => now - one,
                (decimal one, decimal other) => (one - other) / 2,
            };
        }

        decimal? Quantity(CarbonProject moved)
        {
            try
            {
                Waterfall again = methodology.Quantify(moved, new Worksheet(moved, sheet.Seed, sheet.Threads));
                return again.Gross - again.Baseline;
            }
            catch (MitoshiException)
            {
                return null;
            }
        }
    }

    private static Measurement Shift(Measurement measurement, double by) => measurement with { Estimate = measurement.Estimate with { Value = measurement.Estimate.Value + by } };

    // An input that the methodology does not use has no effect and is not listed.
    private static void Add(List<(ClaimInput, Measurement?)> effects, decimal? effect, string key, Text name, string citation, Measurement? measurement)
    {
        if (effect is decimal size and not 0)
        {
            effects.Add((new ClaimInput($"d[{key}]", name, Math.Round(size, 6), Unit.TonneCarbonDioxideEquivalent, citation, null), measurement));
        }
    }

    // Two dates of one place are correlated as the project states; all else is independent.
    private static double Variance(List<(ClaimInput Input, Measurement? Measurement)> effects, CarbonProject project)
    {
        double rho = Check.Correlation(project.Parameters.OptionalDouble("plot_correlation") ?? 0), variance = 0;
        for (int i = 0; i < effects.Count; i++)
        {
            for (int j = 0; j < effects.Count; j++)
            {
                double correlation = i == j ? 1 : AreTwoDates(effects[i].Measurement, effects[j].Measurement) ? rho : 0;
                variance += correlation * (double)effects[i].Input.Value * (double)effects[j].Input.Value;
            }
        }

        return Math.Max(0, variance);
    }

    private static bool AreTwoDates(Measurement? one, Measurement? other)
        => one is not null && other is not null && one.Place == other.Place && one.Pool == other.Pool && one.Estimate.Unit == other.Estimate.Unit;

    // The correlation that was used is shown even when nobody stated one.
    private static IEnumerable<ClaimInput> Correlations(List<(ClaimInput Input, Measurement? Measurement)> effects, CarbonProject project)
    {
        bool hasTwoDates = effects.Any(one => effects.Any(other => !ReferenceEquals(one.Measurement, other.Measurement) && AreTwoDates(one.Measurement, other.Measurement)));
        decimal? rho = project.Parameters.OptionalDecimal("plot_correlation");
        return hasTwoDates ? [new ClaimInput("ρ", ("Correlation of the two dates of a place", "同じ区域の2時点の相関"), rho ?? 0, Unit.One, rho is null ? "not stated: taken as independent" : "project file", null)] : [];
    }
}
