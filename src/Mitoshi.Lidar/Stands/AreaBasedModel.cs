namespace Mitoshi.Lidar;

/// <summary>
/// From height metrics of a plot to a quantity of its stand (basal area, volume, biomass per hectare): the area-based approach.
/// </summary>
/// <remarks>
/// Source: Næsset 2002, Remote Sens. Environ. 80:88. Linear: y = b0 + sum b_i x_i. Power law: ln y = b0 + sum b_i ln x_i, back-transformed
/// with the smearing factor mean(exp(residual)) of Duan 1983, J. Am. Stat. Assoc. 78:605.
/// </remarks>
public sealed class AreaBasedModel
{
    private const double MetricMin = 1e-3;

    private readonly double[] _coefficients;
    private readonly double _smearing;

    private AreaBasedModel(StandRelation relation, double[] coefficients, double smearing)
    {
        Relation = relation;
        _coefficients = coefficients;
        _smearing = smearing;
    }

    /// <summary>Form of the relation.</summary>
    public StandRelation Relation { get; }

    /// <summary>b0, b1, ... in the order of the metrics.</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    /// <summary>Fits the model by least squares.</summary>
    /// <param name="metrics">A row of metrics for each plot, all of one length.</param>
    /// <param name="quantities">The quantity of each plot; above 0 for the power law.</param>
    /// <param name="relation">Form of the relation.</param>
    /// <exception cref="MitoshiException"><c>lidar.stand_model</c>: fewer plots than coefficients, metrics that depend on each other, or
    /// quantities that are not positive in a power law.</exception>
    public static AreaBasedModel Fit(IReadOnlyList<double[]> metrics, IReadOnlyList<double> quantities, StandRelation relation)
    {
        Require.SameLength(metrics.Count, quantities.Count, nameof(quantities));
        int count = metrics.Count, width = count == 0 ? 0 : metrics[0].Length + 1;
        if (count <= width)
        {
            throw Refused($"{count} plots for {width} coefficients", $"{width}個の係数に対し{count}区画");
        }

        double[] design = new double[count * width], target = new double[count];
        for (int i = 0; i < count; i++)
        {
            WriteRow(design.AsSpan(i * width, width), metrics[i], relation);
            target[i] = relation == StandRelation.Linear ? quantities[i]
                : quantities[i] > 0 ? Math.Log(quantities[i])
                : throw Refused($"the quantity {quantities[i]} in a power law", $"べき乗則に対する値{quantities[i]}");
        }

        double[] coefficients = LeastSquares.Solve(design, target, width)
            ?? throw Refused("metrics that depend on each other", "互いに従属な指標");
        double smearing = 1;
        if (relation == StandRelation.PowerLaw)
        {
            double sum = 0;
            for (int i = 0; i < count; i++)
            {
                sum += Math.Exp(target[i] - Sum(coefficients, design.AsSpan(i * width, width)));
            }

            smearing = sum / count;
        }

        return new AreaBasedModel(relation, coefficients, smearing);
    }

    /// <summary>The quantity that the metrics of a plot or cell let expect.</summary>
    public double Predict(ReadOnlySpan<double> metrics)
    {
        Span<double> row = stackalloc double[_coefficients.Length];
        WriteRow(row, metrics, Relation);
        double sum = Sum(_coefficients, row);
        return Relation == StandRelation.Linear ? sum : _smearing * Math.Exp(sum);
    }

    /// <summary>
    /// Errors (prediction - quantity) of plots that the model did not see: each group is left out in turn. Plots that stand together
    /// belong to one group, else the errors are too small.
    /// </summary>
    /// <param name="metrics">A row of metrics for each plot.</param>
    /// <param name="quantities">The quantity of each plot.</param>
    /// <param name="relation">Form of the relation.</param>
    /// <param name="groups">The group of each plot; null to leave out single plots.</param>
    public static double[] CrossValidate(IReadOnlyList<double[]> metrics, IReadOnlyList<double> quantities, StandRelation relation, IReadOnlyList<string>? groups = null)
    {
        double[] errors = new double[metrics.Count];
        bool[] isDone = new bool[metrics.Count];
        for (int left = 0; left < errors.Length; left++)
        {
            if (isDone[left])
            {
                continue;
            }

            bool IsOut(int plot) => groups is null ? plot == left : groups[plot] == groups[left];
            int[] kept = [.. Enumerable.Range(0, errors.Length).Where(plot => !IsOut(plot))];
            AreaBasedModel model = Fit([.. kept.Select(plot => metrics[plot])], [.. kept.Select(plot => quantities[plot])], relation);
            for (int plot = left; plot < errors.Length; plot++)
            {
                if (IsOut(plot))
                {
                    errors[plot] = model.Predict(metrics[plot]) - quantities[plot];
                    isDone[plot] = true;
                }
            }
        }

        return errors;
    }

    // A metric of 0 has no logarithm; a thousandth of its unit stands for it.
    private static void WriteRow(Span<double> row, ReadOnlySpan<double> metrics, StandRelation relation)
    {
        Require.SameLength(row.Length - 1, metrics.Length, nameof(metrics));
        row[0] = 1;
        for (int k = 0; k < metrics.Length; k++)
        {
            row[k + 1] = relation == StandRelation.Linear ? metrics[k] : Math.Log(Math.Max(metrics[k], MetricMin));
        }
    }

    private static double Sum(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            sum += coefficients[k] * row[k];
        }

        return sum;
    }

    private static MitoshiException Refused(string found, string foundJa) => new("lidar.stand_model",
        found: (found, foundJa),
        expected: ("more plots than coefficients, independent metrics, and positive quantities for a power law", "係数より多い区画、独立な指標、べき乗則では正の値"),
        remedy: ("Use fewer metrics, or the linear relation", "指標を減らすか、線形の関係を使ってください"));
}

/// <summary>Form of the relation between metrics and a stand.</summary>
public enum StandRelation
{
    /// <summary>A sum.</summary>
    Linear,

    /// <summary>A product of powers.</summary>
    PowerLaw,
}
