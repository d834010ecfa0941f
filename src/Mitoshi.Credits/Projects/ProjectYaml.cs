using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mitoshi.Credits.Projects;

/// <summary>A project file as JSON, so that it is read by name like every other input. Numbers stay text: they are exact decimals.</summary>
internal static class ProjectYaml
{
    // A person writes hundreds of values; aliases inside aliases can unfold to billions.
    private const int NodeLimit = 100_000;

    /// <exception cref="MitoshiException"><c>credits.bad_project</c>.</exception>
    public static JsonObject Read(byte[] content, string name)
    {
        YamlStream yaml = [];
        try
        {
            using StringReader reader = new(Encoding.UTF8.GetString(content));
            yaml.Load(reader);
        }
        catch (YamlException problem)
        {
            throw Bad(($"{name}, line {problem.Start.Line}: {problem.Message}", $"{name} の{problem.Start.Line}行目：{problem.Message}"), problem);
        }

        catch (InvalidOperationException problem)
        {
            // The parser's own confusion about some broken texts, such as a list that is never closed.
            throw Bad(($"{name} is broken YAML: a bracket or quotation mark is not closed", $"{name} はYAMLとして壊れています（閉じていない括弧や引用符）"), problem);
        }

        int count = 0;
        return yaml.Documents.Count == 1 && Convert(yaml.Documents[0].RootNode, name, ref count) is JsonObject project
            ? project
            : throw Bad(($"{name} is not one mapping", $"{name} が一つのマッピングではありません"), null);
    }

    private static JsonNode? Convert(YamlNode node, string name, ref int count)
    {
        if (++count > NodeLimit)
        {
            throw Bad(($"{name} unfolds to more than {NodeLimit} values", $"{name} は展開すると{NodeLimit}個を超えます"), null);
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                JsonObject members = [];
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                {
                    members[((YamlScalarNode)key).Value ?? ""] = Convert(value, name, ref count);
                }

                return members;
            case YamlSequenceNode sequence:
                JsonArray items = [];
                foreach (YamlNode item in sequence.Children)
                {
                    items.Add(Convert(item, name, ref count));
                }

                return items;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" }:
                return JsonValue.Create(true);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" }:
                return JsonValue.Create(false);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" }:
                return null;
            default:
                return JsonValue.Create(((YamlScalarNode)node).Value);
        }
    }

    private static MitoshiException Bad(Text found, Exception? inner) => new("credits.bad_project", found,
        expected: ("a project file: project, programme, methodology, version, from, to, pools, parties, measurements, factors, parameters",
            "プロジェクトファイル：project, programme, methodology, version, from, to, pools, parties, measurements, factors, parameters"),
        remedy: ("See docs/processes/credits_quantify.md for a whole example.", "docs/processes/credits_quantify.md の例を見てください。"), inner);
}
