using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Vectors;

/// <summary>Runs test vectors through the modules that quantify, and compares as the format says.</summary>
internal static class VectorFile
{
    // Printed numbers have this many significant digits; an exact comparison of a fraction cannot ask for more.
    private const int Digits = 12;
    private const double AbsoluteWhereZero = 1e-9;

    /// <summary>One outcome per vector, in the order of the file.</summary>
    public static IReadOnlyList<VectorOutcome> Run(JsonElement file, IReadOnlyDictionary<string, VectorModule> modules)
    {
        JsonElement list = file.ValueKind == JsonValueKind.Array ? file : file.GetProperty("vectors");
        return [.. list.EnumerateArray().Select(vector => RunOne(vector, modules))];
    }

    private static VectorOutcome RunOne(JsonElement vector, IReadOnlyDictionary<string, VectorModule> modules)
    {
        string id = vector.GetProperty("id").GetString()!, module = vector.GetProperty("module").GetString()!;
        JsonElement expected = vector.GetProperty("expected");
        if (!modules.TryGetValue(module, out VectorModule? calculation))
        {
            return new VectorOutcome(id, module, $"there is no module {module}");
        }

        string? kind = expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("error", out JsonElement error) ? error.GetString() : null;
        try
        {
            JsonObject result = calculation.Evaluate(vector.GetProperty("inputs"));
            return new VectorOutcome(id, module, kind is null ? Difference(expected, result, vector.GetProperty("tolerance")) : $"expected {kind}, found {result.ToJsonString()}");
        }
        catch (MitoshiException refusal)
        {
            string found = KindOf(refusal.Code);
            return new VectorOutcome(id, module, found == kind ? null : $"expected {kind ?? expected.GetRawText()}, found {found} ({refusal.Found.En})");
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return new VectorOutcome(id, module, $"stopped with {bug.GetType().Name}: {bug.Message}");
        }
    }

    /// <summary><c>credits.unit_mismatch</c> is <c>UnitMismatch</c>.</summary>
    internal static string KindOf(string code)
    {
        StringBuilder kind = new();
        foreach (string part in code.Split('.')[^1].Split('_'))
        {
            kind.Append(char.ToUpperInvariant(part[0])).Append(part.AsSpan(1));
        }

        return kind.ToString();
    }

    private static string? Difference(JsonElement expected, JsonObject result, JsonElement tolerance)
    {
        using JsonDocument actual = JsonDocument.Parse(result.ToJsonString());
        foreach (JsonProperty output in expected.EnumerateObject())
        {
            string? difference = actual.RootElement.TryGetProperty(output.Name, out JsonElement value)
                ? Compare(output.Value, value, tolerance, output.Name)
                : $"{output.Name} is absent";
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? Compare(JsonElement expected, JsonElement actual, JsonElement tolerance, string name)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Number when actual.ValueKind is JsonValueKind.Number:
                return CompareNumbers(expected, actual, tolerance, name);
            case JsonValueKind.Array when actual.ValueKind is JsonValueKind.Array:
                if (expected.GetArrayLength() != actual.GetArrayLength())
                {
                    return $"{name}: expected {expected.GetArrayLength()} elements, found {actual.GetArrayLength()}";
                }

                return expected.EnumerateArray().Select((item, i) => Compare(item, actual[i], tolerance, $"{name}[{i}]")).FirstOrDefault(difference => difference is not null);
            case JsonValueKind.Object when actual.ValueKind is JsonValueKind.Object:
                return expected.EnumerateObject().Select(item => actual.TryGetProperty(item.Name, out JsonElement value)
                    ? Compare(item.Value, value, tolerance, $"{name}.{item.Name}") : $"{name}.{item.Name} is absent").FirstOrDefault(difference => difference is not null);
            case JsonValueKind.String:
                return actual.ValueKind == JsonValueKind.String && expected.GetString() == actual.GetString() ? null : Differs(expected, actual, name);
            default:
                return expected.ValueKind == actual.ValueKind ? null : Differs(expected, actual, name);
        }
    }

    private static string? CompareNumbers(JsonElement expected, JsonElement actual, JsonElement tolerance, string name)
    {
        double e = expected.GetDouble(), a = actual.GetDouble(), difference = Math.Abs(a - e);
        double? relative = Read(tolerance, "rel"), absolute = Read(tolerance, "abs");
        if (relative is null && absolute is null)
        {
            return IsSame(expected, actual) ? null : Differs(expected, actual, name);
        }

        bool isClose = (relative is double r && (e == 0 ? absolute is null && difference <= AbsoluteWhereZero : difference <= r * Math.Abs(e)))
            || (absolute is double limit && difference <= limit);
        return isClose ? null : $"{Differs(expected, actual, name)}, difference {difference.ToString("G4", CultureInfo.InvariantCulture)}";
    }

    // Whole numbers must agree in every digit, others in the digits that are printed.
    private static bool IsSame(JsonElement expected, JsonElement actual)
    {
        if (expected.TryGetDecimal(out decimal e) && actual.TryGetDecimal(out decimal a))
        {
            return e == a || (e != decimal.Truncate(e) && Printed((double)e) == Printed((double)a));
        }

        return Printed(expected.GetDouble()) == Printed(actual.GetDouble());
    }

    private static string Printed(double value) => value.ToString("E" + (Digits - 1), CultureInfo.InvariantCulture);

    private static double? Read(JsonElement tolerance, string name)
        => tolerance.ValueKind == JsonValueKind.Object && tolerance.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;

    private static string Differs(JsonElement expected, JsonElement actual, string name) => $"{name}: expected {expected.GetRawText()}, found {actual.GetRawText()}";
}

/// <summary>What became of a vector.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Module">Its module.</param>
/// <param name="Difference">What differs, or null when it passed.</param>
internal sealed record VectorOutcome(string Id, string Module, string? Difference);
