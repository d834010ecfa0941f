using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Statistics;

namespace Mitoshi.Credits.Areas;

/// <summary>Areas and accuracies: the estimators of the forest reference, by their names in the vectors.</summary>
internal sealed class AreaVectors : IVectorModules
{
    // The papers print half-widths with 1.96, not with the exact quantile.
    private const double PaperQuantile = 1.96;
    private const double SquareMetresPerHectare = 10_000;

    private static readonly string[] PerStratum = ["sd", "expected_ua"];

    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("area.olofsson.area", inputs => Olofsson(inputs, (matrix, result) =>
        {
            double pixelHectares = (inputs.OptionalDouble("pixel_m2") ?? SquareMetresPerHectare) / SquareMetresPerHectare;
            Estimate[] pixels = [.. Classes(matrix).Select(i => matrix.Area(i, Unit.One))];
            result["pixels"] = Vector.List(pixels.Select(area => area.Value));
            result["se_pixels"] = Vector.List(pixels.Select(area => area.Error.Magnitude));
            result["ha"] = Vector.List(pixels.Select(area => area.Value * pixelHectares));
            result["half95_ha"] = Vector.List(pixels.Select(area => PaperQuantile * area.Error.Magnitude * pixelHectares));
        })),
        Vector.Module("area.olofsson.users", inputs => Olofsson(inputs, (matrix, result) => Write(result, "ua", [.. Classes(matrix).Select(matrix.UsersAccuracy)]))),
        Vector.Module("area.olofsson.producers", inputs => Olofsson(inputs, (matrix, result) => Write(result, "pa", [.. Classes(matrix).Select(matrix.ProducersAccuracy)]))),
        Vector.Module("area.olofsson.overall", inputs => Olofsson(inputs, (matrix, result) =>
        {
            Estimate overall = matrix.OverallAccuracy();
            (result["oa"], result["se"], result["half95"]) = (overall.Value, overall.Error.Magnitude, PaperQuantile * overall.Error.Magnitude);
        })),
        Vector.Module("area.stehman", Stehman),
        Vector.Module("area.sample_size", SampleSizeOf),
        Vector.Module("area.allocate.proportional", inputs => new JsonObject
        {
            ["n_h"] = Write(StatisticsRefusals.InOurWords(() => Allocation.Proportional(inputs.Int("n"), Weights(inputs)))),
        }),
        Vector.Module("area.allocate.neyman", inputs => StatisticsRefusals.InOurWords(() => new JsonObject
        {
            ["n_h_exact"] = Vector.List(Allocation.NeymanExact(inputs.Int("n"), Weights(inputs), Deviations(inputs))),
            ["n_h"] = Write(Allocation.Neyman(inputs.Int("n"), Weights(inputs), Deviations(inputs))),
        })),
        Vector.Module("area.allocate.minimum", inputs => new JsonObject
        {
            ["n_h"] = Write(StatisticsRefusals.InOurWords(() => Allocation.FixedInRare(inputs.Int("n"), Weights(inputs), [.. inputs.Doubles("rare").Select(index => (int)index)], inputs.Int("fixed")))),
        }),
    ];

    private static JsonObject Olofsson(VectorInputs inputs, Action<ErrorMatrix, JsonObject> write)
    {
        double[][] rows = inputs.Matrix("matrix");
        double[] mapped = inputs.Doubles("map_pixels");
        double[,] counts = new double[rows.Length, rows.Length];
        Check.SameLength(rows.Length, mapped.Length, "map_pixels");
        for (int i = 0; i < rows.Length; i++)
        {
            Check.SameLength(rows.Length, rows[i].Length, "matrix");
            for (int j = 0; j < rows.Length; j++)
            {
                counts[i, j] = Check.NotNegative(rows[i][j], "matrix");
            }
        }

        JsonObject result = [];
        write(StatisticsRefusals.InOurWords(() => new ErrorMatrix(counts, mapped)), result);
        return result;
    }

    private static IEnumerable<int> Classes(ErrorMatrix matrix) => Enumerable.Range(0, matrix.ClassCount);

    private static void Write(JsonObject result, string name, Estimate[] estimates)
    {
        result[name] = Vector.List(estimates.Select(estimate => estimate.Value));
        result["se"] = Vector.List(estimates.Select(estimate => estimate.Error.Magnitude));
        result["half95"] = Vector.List(estimates.Select(estimate => PaperQuantile * estimate.Error.Magnitude));
    }

    private static JsonArray Write(int[] counts) => new([.. counts.Select(count => JsonValue.Create(count))]);

    private static JsonObject Stehman(VectorInputs inputs)
    {
        string[] strata = Letters(inputs, "stratum"), map = Letters(inputs, "map"), reference = Letters(inputs, "reference");
        Check.SameLength(strata.Length, map.Length, "map");
        Check.SameLength(strata.Length, reference.Length, "reference");
        VectorInputs sizes = inputs.Inner("stratum_pixels");
        ReferenceSample sample = StatisticsRefusals.InOurWords(() => new ReferenceSample(
            [.. strata.Select((stratum, i) => new ReferenceUnit(stratum, map[i], reference[i]))], sizes.Names.ToDictionary(name => name, name => sizes.Double(name))));
        string[] quantity = inputs.Text("quantity").Split('_');
        Estimate estimate = quantity[0] switch
        {
            "area" => sample.Share(quantity[1]),
            "overall" => sample.OverallAccuracy(),
            "users" => sample.UsersAccuracy(quantity[1]),
            "producers" => sample.ProducersAccuracy(quantity[1]),
            "cell" when quantity.Length > 2 => sample.Cell(quantity[1], quantity[2]),
            "cell" => sample.Cell(quantity[1][..1], quantity[1][1..]),
            _ => throw Refusal.OutOfRange(($"the quantity {inputs.Text("quantity")}", $"量 {inputs.Text("quantity")}"),
                ("area_X, overall, users_X, producers_X or cell_X_Y", "area_X、overall、users_X、producers_X、cell_X_Y")),
        };
        return new JsonObject { ["estimate"] = estimate.Value, ["se"] = estimate.Error.Magnitude };
    }

    // One character per sample unit, or a list of names.
    private static string[] Letters(VectorInputs inputs, string name)
        => inputs.Value(name).ValueKind == JsonValueKind.String ? [.. inputs.Text(name).Select(letter => letter.ToString())] : inputs.Texts(name);

    private static JsonObject SampleSizeOf(VectorInputs inputs)
    {
        double exact = StatisticsRefusals.InOurWords(() => SampleSize.Neyman(Weights(inputs), Deviations(inputs), inputs.Double("target_se")));
        return new JsonObject { ["n_exact"] = exact, ["n"] = (long)Math.Round(exact, MidpointRounding.AwayFromZero) };
    }

    private static double[] Deviations(VectorInputs inputs) => inputs.Has("sd") ? inputs.Doubles("sd")
        : [.. inputs.Doubles("expected_ua").Select(accuracy => Math.Sqrt(Check.Fraction(accuracy, "expected_ua") * (1 - accuracy)))];

    private static double[] Weights(VectorInputs inputs)
    {
        double[] weights = inputs.Doubles("weights");
        foreach (string other in PerStratum.Where(inputs.Has))
        {
            Check.SameLength(weights.Length, inputs.Doubles(other).Length, other);
        }

        return Math.Abs(weights.Sum() - 1) <= 1e-6 ? weights
            : throw Refusal.WeightsDoNotSum(($"weights that sum to {weights.Sum()}", $"合計が {weights.Sum()} の重み"));
    }
}
