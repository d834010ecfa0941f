using System.Text.RegularExpressions;

namespace Mitoshi.Catalog.Import;

/// <summary>Groups files whose names follow a pattern.</summary>
internal static class NamedFiles
{
    /// <summary>Takes the files whose name matches, grouped by the text of some groups of the pattern, in order.</summary>
    public static IReadOnlyList<(Match First, IReadOnlyList<(Match Match, string Path)> Files)> Take(IList<string> files, Regex pattern, params string[] groups)
    {
        List<(Match Match, string Path)> found = [.. files.Select(path => (Match: pattern.Match(Path.GetFileName(path)), Path: path)).Where(pair => pair.Match.Success)];
        foreach ((_, string path) in found)
        {
            files.Remove(path);
        }

        return [.. found.GroupBy(pair => Path.GetDirectoryName(pair.Path) + "|" + string.Join('|', groups.Select(group => pair.Match.Groups[group].Value)), StringComparer.Ordinal)
            .Select(group => (group.First().Match, (IReadOnlyList<(Match, string)>)[.. group]))];
    }

    /// <summary><c>import.bad_metadata</c>: a file that describes a scene cannot be read.</summary>
    public static MitoshiException BadMetadata(string path, Exception error) => new("import.bad_metadata",
        found: ($"{path} cannot be read: {error.Message}", $"{path} を読めません: {error.Message}"),
        expected: ("the metadata file as it was delivered", "配布されたままのメタデータファイル"), remedy: ("Copy or download the scene again.", "シーンをコピーし直すか、再度ダウンロードしてください。"), error);

    /// <summary>A calendar day as the start and end of a STAC period.</summary>
    public static (string Start, string End) Year(int year) => ($"{year:0000}-01-01T00:00:00Z", $"{year:0000}-12-31T23:59:59Z");
}
