using System.Text.RegularExpressions;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.Reference;

public sealed partial class ErrorPageTests
{
    [Fact]
    public void Every_code_that_the_source_throws_has_a_page()
    {
        string root = SharedData.ProjectRoot;
        IEnumerable<string> codes = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => Code().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal);
        string[] withoutPage = [.. codes.Where(code => !File.Exists(Path.Combine(root, "docs", "errors", code + ".md")))];
        Assert.Equal([], withoutPage);
    }

    [GeneratedRegex("MitoshiException\\(\\s*\"([a-z_0-9]+\\.[a-z_0-9]+)\"")]
    private static partial Regex Code();
}
