using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>The JSON Schema (2020-12) of project files and of the API, from the records.</summary>
public static class ProcessSchema
{
    /// <summary>A schema that accepts the parameters of all processes of one family.</summary>
    public static JsonObject OfFamily(string family, IEnumerable<ProcessDescription> processes, Language language)
    {
        JsonObject properties = [];
        foreach (ParameterDescription parameter in processes.Where(process => process.Family == family).SelectMany(process => process.Parameters))
        {
            properties.TryAdd(parameter.Name, OfParameter(parameter, language));
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"mitoshi {family}",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    /// <summary>The schema of one process.</summary>
    public static JsonObject OfProcess(ProcessDescription process, Language language)
        => Record(process.Parameters, language, process.About.In(language));

    private static JsonObject Record(IReadOnlyList<ParameterDescription> parameters, Language language, string description)
    {
        JsonObject properties = [];
        foreach (ParameterDescription parameter in parameters)
        {
            properties.Add(parameter.Name, OfParameter(parameter, language));
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = properties,
            ["required"] = new JsonArray([.. parameters.Where(parameter => parameter.IsRequired).Select(parameter => (JsonNode)parameter.Name)]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject OfParameter(ParameterDescription parameter, Language language)
    {
        JsonObject item = parameter.Fields.Count > 0 ? Record(parameter.Fields, language, parameter.About.In(language)) : Simple(parameter);
        JsonObject schema = parameter.IsList ? new JsonObject { ["type"] = "array", ["items"] = item } : item;
        string unit = parameter.Details.Unit is null ? "" : $" ({parameter.Details.Unit})";
        schema["description"] = parameter.About.In(language) + unit;
        if (parameter.Default is { } value && !parameter.IsList && parameter.Fields.Count == 0 && !parameter.IsRequired)
        {
            schema["default"] = value switch
            {
                bool flag => flag,
                int or long => Convert.ToInt64(value),
                double number => number,
                Enum word => ParameterDescription.ToUnderscores(word.ToString()),
                _ => value.ToString(),
            };
        }

        return schema;
    }

    private static JsonObject Simple(ParameterDescription parameter)
    {
        Type type = parameter.ItemType;
        JsonObject schema = new()
        {
            ["type"] = type == typeof(bool) ? "boolean" : type == typeof(int) || type == typeof(long) ? "integer"
                : type == typeof(double) || type == typeof(decimal) ? "number" : "string",
        };
        if (parameter.Choices.Count > 0)
        {
            schema["enum"] = new JsonArray([.. parameter.Choices.Select(choice => (JsonNode)choice)]);
        }

        if (type == typeof(DateOnly))
        {
            schema["format"] = "date";
        }

        if (double.IsFinite(parameter.Details.Min))
        {
            schema["minimum"] = parameter.Details.Min;
        }

        if (double.IsFinite(parameter.Details.Max))
        {
            schema["maximum"] = parameter.Details.Max;
        }

        return schema;
    }
}
