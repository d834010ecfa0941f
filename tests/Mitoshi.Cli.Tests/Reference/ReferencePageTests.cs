using Mitoshi.Cli.Reference;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.Reference;

public sealed class ReferencePageTests
{
    public static TheoryData<string> ProcessNames => [.. ProcessDescription.Discover(Rooms.Load()).Select(process => process.Name)];

    [Theory]
    [MemberData(nameof(ProcessNames))]
    public void Every_process_has_a_page_with_its_parameters_as_they_are(string name)
    {
        ProcessDescription process = ProcessDescription.Discover(Rooms.Load()).Single(candidate => candidate.Name == name);
        string path = Path.Combine(SharedData.ProjectRoot, "docs", "processes", name + ".md");
        Assert.True(File.Exists(path), $"docs/processes/{name}.md is missing");
        string page = File.ReadAllText(path);
        Assert.True(ReferenceTable.Into(page, process) == page, $"docs/processes/{name}.md is behind the record: ./mitoshi reference docs/processes");
    }

    [Theory]
    [MemberData(nameof(ProcessNames))]
    public void Every_text_of_a_process_is_in_both_languages(string name)
    {
        ProcessDescription process = ProcessDescription.Discover(Rooms.Load()).Single(candidate => candidate.Name == name);
        IEnumerable<Text> texts = process.Parameters.SelectMany(parameter => parameter.Fields.Append(parameter)).Select(parameter => parameter.About).Append(process.About);
        Assert.All(texts, text => Assert.Contains(text.Ja, letter => letter > 0x3000));
    }
}
