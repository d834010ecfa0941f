using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mitoshi.Cli.Projects;

/// <summary>Reads a project file (YAML) into values that know their line.</summary>
internal static class ProjectFile
{
    // A project file of a person has hundreds of nodes. Aliases inside aliases can unfold to billions.
    private const int NodeLimit = 100_000;

    /// <summary>The top-level mapping of the file.</summary>
    /// <exception cref="MitoshiException">project.not_found, project.not_yaml, project.too_large.</exception>
    public static IReadOnlyDictionary<string, ParameterValue> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new MitoshiException("project.not_found",
                found: ($"{path} does not exist", $"{path} がありません"),
                expected: ("a project file in YAML", "YAMLのプロジェクトファイル"),
                remedy: ("Check the name, or write one with: mitoshi forest init FOLDER", "名前を確かめるか、mitoshi forest init フォルダ で作ってください。"));
        }

        YamlStream yaml = [];
        try
        {
            using StreamReader reader = new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            yaml.Load(reader);
        }
        catch (DecoderFallbackException error)
        {
            throw new MitoshiException("project.not_utf8",
                found: ($"{path} holds bytes that are no UTF-8", $"{path} にUTF-8でないバイトがあります"),
                expected: ("text in UTF-8", "UTF-8のテキスト"),
                remedy: ($"Save it as UTF-8, or: iconv -f SHIFT_JIS -t UTF-8 {path}", $"UTF-8で保存し直すか、次のように変換してください: iconv -f SHIFT_JIS -t UTF-8 {path}"), error);
        }
        catch (InvalidOperationException error)
        {
            // The library's own slip on an unclosed list at the end of a file.
            throw new MitoshiException("project.not_yaml",
                found: ($"{path} ends inside a list or a mapping", $"{path} はリストかマッピングの途中で終わっています"),
                expected: ("every bracket closed", "すべての括弧が閉じていること"),
                remedy: ("Close the last `[` or `{`.", "最後の `[` か `{` を閉じてください。"), error);
        }
        catch (YamlException error)
        {
            throw new MitoshiException("project.not_yaml",
                found: ($"{path}, line {error.Start.Line}: {error.Message}", $"{path} の {error.Start.Line} 行目: {error.Message}"),
                expected: ("YAML: `key: value`, lists with `- `, two spaces to indent", "YAML:`キー: 値`、リストは `- `、字下げは空白2つ"),
                remedy: ("Correct that line.", "その行を直してください。"), error);
        }

        if (yaml.Documents.Count == 0)
        {
            return new Dictionary<string, ParameterValue>();
        }

        Reader nodes = new(path);
        return nodes.Convert(yaml.Documents[0].RootNode) is ParameterValue.Mapping mapping
            ? mapping.Items
            : throw new MitoshiException("project.not_yaml",
                found: ($"{path} holds a list or a single value", $"{path} はリストか単独の値です"),
                expected: ("`key: value` lines at the top level", "最上位に `キー: 値` の行"),
                remedy: ("Write the parameters as `key: value`.", "パラメータを `キー: 値` で書いてください。"));
    }

    private sealed class Reader(string path)
    {
        private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        private int _nodeCount;

        public ParameterValue Convert(YamlNode node)
        {
            if (++_nodeCount > NodeLimit)
            {
                throw new MitoshiException("project.too_large",
                    found: ($"{path} unfolds to more than {NodeLimit} values", $"{path} は展開すると {NodeLimit} 個を超えます"),
                    expected: ("a project file that a person can read", "人が読める大きさのプロジェクトファイル"),
                    remedy: ("Remove aliases (`*name`) inside aliases; put tables into CSV files.", "入れ子の別名(`*name`)をやめ、表はCSVにしてください。"));
            }

            string where = $"{Path.GetFileName(path)}, line {node.Start.Line}";
            return node switch
            {
                YamlScalarNode scalar => new ParameterValue.Scalar(scalar.Value ?? "", where) { Folder = _folder },
                YamlSequenceNode sequence => new ParameterValue.Sequence([.. sequence.Children.Select(Convert)], where),
                YamlMappingNode mapping => new ParameterValue.Mapping(
                    mapping.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => Convert(pair.Value), StringComparer.Ordinal), where),
                _ => throw new InvariantException($"unknown YAML node {node.NodeType}"),
            };
        }
    }
}
