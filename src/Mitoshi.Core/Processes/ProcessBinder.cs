using System.Globalization;

namespace Mitoshi.Core;

/// <summary>Makes a process record from what somebody wrote, and says what is wrong with it in their words.</summary>
public static class ProcessBinder
{
    /// <summary>Makes the record.</summary>
    /// <param name="process">Which process.</param>
    /// <param name="values">Values by parameter name.</param>
    /// <param name="toleratedNames">Names that other processes of the family read from the same project file.</param>
    /// <exception cref="MitoshiException">parameter.unknown, parameter.missing, parameter.bad_value, parameter.out_of_range.</exception>
    public static Process Bind(ProcessDescription process, IReadOnlyDictionary<string, ParameterValue> values, IReadOnlySet<string> toleratedNames)
        => (Process)BindRecord(process.Type, process.Parameters, values, toleratedNames, process.Name);

    private static object BindRecord(
        Type type, IReadOnlyList<ParameterDescription> parameters, IReadOnlyDictionary<string, ParameterValue> values,
        IReadOnlySet<string> toleratedNames, string of)
    {
        foreach ((string name, ParameterValue value) in values)
        {
            if (!parameters.Any(parameter => parameter.Name == name) && !toleratedNames.Contains(name))
            {
                throw Unknown(name, value.Where, [.. parameters.Select(parameter => parameter.Name), .. toleratedNames], of);
            }
        }

        object record = Activator.CreateInstance(type)!;
        foreach (ParameterDescription parameter in parameters)
        {
            if (values.TryGetValue(parameter.Name, out ParameterValue? value))
            {
                parameter.Property.SetValue(record, Convert(parameter, value));
            }
            else if (parameter.IsRequired)
            {
                throw new MitoshiException("parameter.missing",
                    found: ($"{of} has no `{parameter.Name}`", $"{of} に `{parameter.Name}` がありません"),
                    expected: ($"`{parameter.Name}`: {parameter.About.En}", $"`{parameter.Name}`: {parameter.About.Ja}"),
                    remedy: ($"Add {parameter.Option} on the command line, or `{parameter.Name}:` in the project file.",
                        $"コマンドラインに {parameter.Option}、またはプロジェクトファイルに `{parameter.Name}:` を書いてください。"));
            }
        }

        return record;
    }

    private static object? Convert(ParameterDescription parameter, ParameterValue value)
    {
        if (!parameter.IsList)
        {
            return ConvertItem(parameter, value);
        }

        IReadOnlyList<ParameterValue> items = value is ParameterValue.Sequence sequence ? sequence.Items : [value];
        Array array = Array.CreateInstance(parameter.ItemType, items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            array.SetValue(ConvertItem(parameter, items[i]), i);
        }

        return array;
    }

    private static object? ConvertItem(ParameterDescription parameter, ParameterValue value)
    {
        if (parameter.Fields.Count > 0)
        {
            return BindRecord(parameter.ItemType, parameter.Fields, AsMapping(parameter, value), new HashSet<string>(), parameter.Name);
        }

        if (value is not ParameterValue.Scalar scalar)
        {
            throw BadValue(parameter, "a list or a mapping", value.Where);
        }

        string text = parameter.Details.IsPath && scalar.Folder is { } folder && !IsAbsolute(scalar.Text) ? Path.Combine(folder, scalar.Text) : scalar.Text;
        object? converted = Parse(parameter.ItemType, text);
        if (converted is null)
        {
            throw BadValue(parameter, scalar.Text, value.Where);
        }

        if (converted is int or long or double or float or decimal)
        {
            double number = System.Convert.ToDouble(converted, CultureInfo.InvariantCulture);
            if (!(number >= parameter.Details.Min && number <= parameter.Details.Max))
            {
                throw new MitoshiException("parameter.out_of_range",
                    found: ($"{value.Where}: `{parameter.Name}` is {scalar.Text}", $"{value.Where}: `{parameter.Name}` が {scalar.Text} です"),
                    expected: ($"{Range(parameter)} ({parameter.About.En})", $"{Range(parameter)}({parameter.About.Ja})"),
                    remedy: ("Write a number in that range.", "この範囲の数を書いてください。"));
            }
        }

        return converted;
    }

    // On the command line a record is key=value,key=value; a lone text without "=" sets the record's first field.
    private static IReadOnlyDictionary<string, ParameterValue> AsMapping(ParameterDescription parameter, ParameterValue value)
    {
        switch (value)
        {
            case ParameterValue.Mapping mapping:
                return mapping.Items;
            case ParameterValue.Scalar scalar:
                Dictionary<string, ParameterValue> items = [];
                foreach (string part in scalar.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    int equals = part.IndexOf('=');
                    string name = equals < 0 ? parameter.Fields[0].Name : part[..equals];
                    items[name] = new ParameterValue.Scalar(part[(equals + 1)..], value.Where);
                }

                return items;
            default:
                throw BadValue(parameter, "a list", value.Where);
        }
    }

    private static bool IsAbsolute(string path) => Path.IsPathRooted(path) || path.Contains("://", StringComparison.Ordinal);

    private static object? Parse(Type type, string text)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(bool))
        {
            return text.ToLowerInvariant() switch { "true" or "yes" or "on" => true, "false" or "no" or "off" => false, _ => null };
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
        }

        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
        }

        if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
        }

        if (type == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
        }

        if (type == typeof(DateOnly))
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
        }

        Invariant.Holds(type.IsEnum, $"{type} is no parameter type");
        string? name = Enum.GetNames(type).FirstOrDefault(name => ParameterDescription.ToUnderscores(name).Equals(text.Replace('-', '_'), StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse(type, name);
    }

    private static MitoshiException BadValue(ParameterDescription parameter, string found, string where) => new("parameter.bad_value",
        found: ($"{where}: `{parameter.Name}` is {found}", $"{where}: `{parameter.Name}` が {found} です"),
        expected: (Expectation(parameter), Expectation(parameter)),
        remedy: ($"Correct `{parameter.Name}`: {parameter.About.En}.", $"`{parameter.Name}` を直してください: {parameter.About.Ja}。"));

    private static string Expectation(ParameterDescription parameter) => parameter.ItemType switch
    {
        { IsEnum: true } => string.Join(" | ", parameter.Choices),
        Type type when type == typeof(bool) => "true | false",
        Type type when type == typeof(DateOnly) => "yyyy-MM-dd",
        Type type when type == typeof(int) || type == typeof(long) => "integer " + Range(parameter),
        Type type when type == typeof(double) || type == typeof(decimal) => "number (1234.5) " + Range(parameter),
        _ => "text",
    };

    private static string Range(ParameterDescription parameter)
    {
        string unit = parameter.Details.Unit is null ? "" : " " + parameter.Details.Unit;
        return (double.IsFinite(parameter.Details.Min), double.IsFinite(parameter.Details.Max)) switch
        {
            (true, true) => $"{parameter.Details.Min} - {parameter.Details.Max}{unit}",
            (true, false) => $">= {parameter.Details.Min}{unit}",
            (false, true) => $"<= {parameter.Details.Max}{unit}",
            _ => unit.Trim(),
        };
    }

    private static MitoshiException Unknown(string name, string where, IReadOnlyList<string> known, string of)
    {
        string nearest = known.OrderBy(candidate => Distance(name, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).FirstOrDefault() ?? "";
        return new("parameter.unknown",
            found: ($"{where}: `{name}` is no parameter of {of}", $"{where}: `{name}` は {of} のパラメータではありません"),
            expected: (string.Join(", ", known), string.Join(", ", known)),
            remedy: ($"Did you mean `{nearest}`?", $"`{nearest}` のことですか？"));
    }

    /// <summary>Edit distance of Levenshtein.</summary>
    internal static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)], current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
