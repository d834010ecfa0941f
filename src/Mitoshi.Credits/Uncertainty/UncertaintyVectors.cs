using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Uncertainty;

internal sealed class UncertaintyVectors : IVectorModules
{
    private const int DefaultDraws = 100_000;

    private static readonly string[] CorrelationNames = ["correlation", "correlations", "log_correlation", "correlation_matrix", "rho"];

    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("uncertainty.convert", Convert),
        Vector.Module("uncertainty.combine_sum", CombineSum),
        Vector.Module("uncertainty.approach1", Propagate),
        Vector.Module("uncertainty.approach2", Simulate),
    ];

    private static JsonObject Convert(VectorInputs inputs)
    {
        UncertaintyKind kind = UncertaintyKinds.Parse(inputs.Text("kind"));
        if (inputs.OptionalText("used_as") is string usedAs)
        {
            UncertaintyKinds.RequireSame(UncertaintyKinds.Parse(usedAs), kind);
        }

        string target = inputs.OptionalText("to") ?? inputs.Text("kind");
        bool isLognormal = inputs.OptionalText("dist") == "lognormal";
        if (kind == UncertaintyKind.Percentiles)
        {
            return ConvertPercentiles(inputs, target, isLognormal);
        }

        StatedUncertainty stated = new(kind.IsRelative() || UncertaintyKinds.Parse(target).IsRelative() ? inputs.Double("mean") : inputs.OptionalDouble("mean") ?? 0, kind, inputs.Double("value"), inputs.OptionalDouble("n"),
            inputs.OptionalText("dist") is "student" or "t");
        return new JsonObject { ["value"] = stated.To(UncertaintyKinds.Parse(target)) };
    }

    private static JsonObject ConvertPercentiles(VectorInputs inputs, string target, bool isLognormal)
    {
        PercentileInterval interval = new(inputs.Double("p5"), inputs.Double("p95"));
        (double mean, double sd) = isLognormal ? interval.AsLognormal() : interval.AsNormal();
        if (target == "mean_sd")
        {
            return new JsonObject { ["mean"] = mean, ["sd"] = sd };
        }

        StatedUncertainty halfWidth = new(inputs.OptionalDouble("mean") ?? mean, UncertaintyKind.HalfWidth90, interval.HalfWidth90, inputs.OptionalDouble("n"), false);
        return new JsonObject { ["value"] = halfWidth.To(UncertaintyKinds.Parse(target)) };
    }

    private static JsonObject CombineSum(VectorInputs inputs)
    {
        VectorInputs[] terms = inputs.Inners("terms");
        if (terms.Length == 0)
        {
            throw Refusal.ShapeMismatch(("a sum of nothing", "項のない和"));
        }

        foreach (VectorInputs term in terms.Skip(1))
        {
            new Quantity(0, new Unit(terms[0].OptionalText("unit") ?? "1")).Plus(new Quantity(0, new Unit(term.OptionalText("unit") ?? "1")));
        }

        UncertaintyKind[] kinds = [.. terms.Select(term => UncertaintyKinds.Parse(term.Text("kind")))];
        bool isImplicit = inputs.Flag("implicit", otherwise: true);
        foreach (UncertaintyKind kind in kinds.Where(_ => isImplicit))
        {
            UncertaintyKinds.RequireSame(kinds[0], kind);
        }

        UncertaintyKind common = isImplicit ? kinds[0] : UncertaintyKind.Se;
        StatedUncertainty[] stated = [.. terms.Zip(kinds, (term, kind) => new StatedUncertainty(term.Double("mean"), kind, term.Double("value"), term.OptionalDouble("n"), false))];
        double total = stated.Sum(term => term.Mean);
        double[] sizes = [.. stated.Select(term => common.IsRelative() ? term.To(common) * Math.Abs(term.Mean) / 100 : term.To(common))];
        double size = Approach1.Sum([.. sizes.Select(_ => 1.0)], sizes, ReadCorrelation(inputs, sizes.Length, otherwise: 0));
        double value = common.IsRelative() ? 100 * size / NotZero(Math.Abs(total)) : size;
        return new JsonObject { ["mean"] = total, ["total"] = total, ["value"] = value, [Name(common)] = value };
    }

    private static string Name(UncertaintyKind kind) => kind switch
    {
        UncertaintyKind.PercentHalfWidth90 => "percent_halfwidth90",
        UncertaintyKind.PercentHalfWidth95 => "percent_halfwidth95",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static JsonObject Propagate(VectorInputs inputs)
    {
        string operation = inputs.Text("op");
        string[] names = [.. inputs.Names];
        double[] values = inputs.Doubles(names.FirstOrDefault(name => name == "x" || name.StartsWith("x_", StringComparison.Ordinal)) ?? "x");
        string? weightName = names.FirstOrDefault(name => name.StartsWith("weight", StringComparison.Ordinal));
        bool isRelative = inputs.Has("percent");
        double[] sizes = inputs.Doubles(isRelative ? "percent" : inputs.Has("sd") && !inputs.Has("se") ? "sd" : "se");
        Check.SameLength(values.Length, sizes.Length, "uncertainty");
        RequireOneKind(inputs);
        bool isDifference = operation is "difference" or "subtract";
        Correlation correlation = ReadCorrelation(inputs, values.Length, otherwise: isDifference && !inputs.Flag("independent") ? null : 0);
        double[] absolute = [.. values.Select((value, i) => isRelative ? Check.Uncertainty(sizes[i]) / 100 * Math.Abs(value) : Check.Uncertainty(sizes[i]))];
        if (operation is "product" or "multiply" or "ratio" or "quotient" or "divide")
        {
            double[] exponents = [.. values.Select((_, i) => i > 0 && operation is "ratio" or "quotient" or "divide" && i > 0 ? -1.0 : 1.0)];
            double result = values.Select((value, i) => exponents[i] > 0 ? value : 1 / NotZero(value)).Aggregate(1.0, (a, b) => a * b);
            double relative = Approach1.Product(exponents, [.. values.Select((value, i) => absolute[i] / NotZero(Math.Abs(value)))], correlation);
            return Propagated(result, relative * Math.Abs(result));
        }

        double[] weights = weightName is null ? [.. values.Select((_, i) => isDifference && i > 0 ? -1.0 : 1.0)] : inputs.Doubles(weightName);
        Check.SameLength(values.Length, weights.Length, "weights");
        return Propagated(weights.Zip(values, (weight, value) => weight * value).Sum(), Approach1.Sum(weights, absolute, correlation), isRelative);
    }

    private static JsonObject Propagated(double total, double size, bool needsPercent = false)
    {
        JsonObject result = new() { ["total"] = total, ["value"] = total, ["total_tC"] = total, ["se"] = size, ["se_tC"] = size, ["halfwidth"] = size };
        if (needsPercent || total != 0)
        {
            result["percent"] = 100 * size / NotZero(Math.Abs(total));
        }

        return result;
    }

    private static void RequireOneKind(VectorInputs inputs)
    {
        string[] kinds = inputs.Has("kinds") ? inputs.Texts("kinds") : inputs.Has("kind") ? inputs.Texts("kind") : [];
        UncertaintyKind[] parsed = [.. kinds.Select(UncertaintyKinds.Parse)];
        foreach (UncertaintyKind kind in parsed)
        {
            UncertaintyKinds.RequireSame(parsed[0], kind);
        }

        if (parsed.Contains(UncertaintyKind.Sd) || (inputs.Has("sd") && !inputs.Has("se")))
        {
            throw Refusal.SdForSe(("standard deviations in a propagation of errors", "誤差伝播に標準偏差が使われています"));
        }
    }

    private static double NotZero(double value) => value != 0 ? value
        : throw Refusal.RelativeOfZero(("a relative uncertainty of zero", "ゼロに対する相対的な不確かさ"));

    // A number for all pairs, a matrix, or nothing; nothing is only allowed where independence is what the formula says.
    private static Correlation ReadCorrelation(VectorInputs inputs, int count, double? otherwise)
    {
        string? name = CorrelationNames.FirstOrDefault(inputs.Has);
        if (name is null)
        {
            return otherwise is double stated && !inputs.Flag("shared_factor") && !inputs.Flag("shared")
                ? Correlation.Uniform(count, stated)
                : throw Refusal.MissingCorrelation(("quantities that may share a factor, without a correlation", "係数を共有しうる量の相関が書かれていません"));
        }

        if (inputs.Value(name).ValueKind != JsonValueKind.Array)
        {
            return Correlation.Uniform(count, inputs.Double(name));
        }

        double[][] rows = inputs.Matrix(name);
        double[,] matrix = new double[rows.Length, rows.Length];
        Check.SameLength(count, rows.Length, name);
        for (int i = 0; i < rows.Length; i++)
        {
            Check.SameLength(count, rows[i].Length, name);
            for (int j = 0; j < rows.Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return Correlation.Of(matrix);
    }

    private static JsonObject Simulate(VectorInputs inputs)
    {
        int? draws = inputs.OptionalInt("n") ?? inputs.OptionalInt("n_min");
        DrawRules.Require(inputs.OptionalText("programme"), draws, inputs.OptionalDouble("level"));
        if (!inputs.Has("expr"))
        {
            return Vector.Yes("ok");
        }

        if (draws < 2)
        {
            throw Refusal.TooFewDraws(($"{draws} draws", $"{draws}回の試行"), ("at least 2", "2回以上"));
        }

        VectorInputs variables = inputs.Inner("vars");
        bool isShared = inputs.Flag("shared_draw", otherwise: true);
        List<Distribution> distributions = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (string name in variables.Names)
        {
            VectorInputs variable = variables.Inner(name);
            string? reference = variable.OptionalText("ref");
            if (reference is not null && isShared)
            {
                places[name] = places[reference];
                continue;
            }

            places[name] = distributions.Count;
            distributions.Add(ReadDistribution(reference is null ? variable : variables.Inner(reference)));
        }

        Simulation result = new MonteCarlo(Formula.Parse(inputs.Text("expr"), places), distributions, ReadCorrelation(inputs, distributions.Count, otherwise: 0))
            .Run(draws ?? DefaultDraws, (ulong)(inputs.OptionalInt("seed") ?? 1), inputs.OptionalInt("threads") ?? Environment.ProcessorCount);
        return new JsonObject
        {
            ["mean"] = result.Mean,
            ["sd"] = result.Sd,
            ["p5"] = result.P5,
            ["p95"] = result.P95,
            ["halfwidth90"] = result.HalfWidth90,
            ["percent_halfwidth90"] = result.Mean == 0 ? null : 100 * result.HalfWidth90 / Math.Abs(result.Mean),
            ["draws"] = result.Draws,
            ["converged"] = result.IsConverged,
        };
    }

    private static Distribution ReadDistribution(VectorInputs variable) => variable.OptionalText("dist") switch
    {
        "normal" => new Distribution.Normal(variable.Double("mean"), Check.Uncertainty(variable.Double("sd"))),
        "lognormal" when variable.Has("mu") => new Distribution.Lognormal(variable.Double("mu"), Check.Uncertainty(variable.Double("sigma"))),
        "lognormal" => Distribution.Lognormal.OfMean(variable.Double("mean"), Check.Uncertainty(variable.Double("sd"))),
        "uniform" => new Distribution.Uniform(variable.Double("min"), variable.Double("max")),
        "triangular" => new Distribution.Triangular(variable.Double("min"), variable.Double("mode"), variable.Double("max")),
        "empirical" or "bootstrap" => new Distribution.Empirical(variable.Doubles("values")),
        "constant" or "fixed" or null => new Distribution.Constant(variable.Double("value")),
        string other => throw Refusal.OutOfRange(($"a distribution called {other}", $"分布 {other}"),
            ("normal, lognormal, uniform, triangular, empirical or constant", "normal、lognormal、uniform、triangular、empirical、constant")),
    };
}
