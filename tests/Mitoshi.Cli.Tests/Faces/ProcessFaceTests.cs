using System.Text.Json.Nodes;
using Mitoshi.Cli.Projects;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.Faces;

public sealed class ProcessFaceTests
{
    private static readonly ProcessDescription Greet = ProcessDescription.Discover([typeof(GreetGuests).Assembly]).Single(process => process.Name == "test_greet");

    [Fact]
    public void The_attribute_is_the_registration()
    {
        Assert.Equal(["test", "greet"], Greet.Words);
        Assert.Equal(["guests", "tone", "volume"], Greet.Parameters.Select(parameter => parameter.Name));
        Assert.True(Greet.Parameters[0].IsRequired);
        Assert.Equal(["plain", "very_polite"], Greet.Parameters[1].Choices);
    }

    [Fact]
    public void A_project_file_and_a_command_line_make_the_same_record()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.yaml"), "guests:\n  - name: Ann\n    age: 7\n  - name: 翔\ntone: plain\n");
        Process fromFile = ProcessBinder.Bind(Greet, ProjectFile.Read(folder.File("p.yaml")), new HashSet<string>());
        Process fromLine = ProcessBinder.Bind(Greet, new Dictionary<string, ParameterValue>
        {
            ["guests"] = new ParameterValue.Sequence([new ParameterValue.Scalar("name=Ann,age=7", "--guests"), new ParameterValue.Scalar("翔", "--guests")], "--guests"),
            ["tone"] = new ParameterValue.Scalar("plain", "--tone"),
        }, new HashSet<string>());
        Assert.Equal(((GreetGuests)fromFile).Guests, ((GreetGuests)fromLine).Guests);
        Assert.Equal(Tone.Plain, ((GreetGuests)fromLine).Tone);
    }

    [Theory]
    [InlineData("gests: [{name: Ann}]", "parameter.unknown", "guests")]
    [InlineData("tone: plain", "parameter.missing", "guests")]
    [InlineData("guests: [{name: Ann}]\nvolume: loud", "parameter.bad_value", "volume")]
    [InlineData("guests: [{name: Ann}]\nvolume: 101", "parameter.out_of_range", "0 - 100 dB")]
    [InlineData("guests: [{name: Ann, age: -1}]", "parameter.out_of_range", "year")]
    [InlineData("guests: [{name: Ann}]\nvolume: \"32,5\"", "parameter.bad_value", "line 2")]
    [InlineData("guests: [", "project.not_yaml", "line")]
    [InlineData("- a\n- b", "project.not_yaml", "list")]
    public void Bad_project_files_are_refused_with_a_code_and_the_place(string yaml, string code, string mentions)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("p.yaml"), yaml);
        MitoshiException error = Assert.Throws<MitoshiException>(() => ProcessBinder.Bind(Greet, ProjectFile.Read(folder.File("p.yaml")), new HashSet<string>()));
        Assert.Equal(code, error.Code);
        Assert.Contains(mentions, error.In(Language.English));
    }

    [Fact]
    public void Aliases_that_unfold_to_billions_are_refused()
    {
        using TemporaryFolder folder = new();
        string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9)
            .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        File.WriteAllText(folder.File("bomb.yaml"), yaml);
        Assert.Equal("project.too_large", Assert.Throws<MitoshiException>(() => ProjectFile.Read(folder.File("bomb.yaml"))).Code);
    }

    [Fact]
    public void The_schema_carries_limits_units_choices_and_required_names()
    {
        JsonObject schema = ProcessSchema.OfProcess(Greet, Language.English);
        Assert.Equal("guests", schema["required"]![0]!.GetValue<string>());
        Assert.Equal(100, schema["properties"]!["volume"]!["maximum"]!.GetValue<double>());
        Assert.Equal("very_polite", schema["properties"]!["tone"]!["default"]!.GetValue<string>());
        Assert.Equal("integer", schema["properties"]!["guests"]!["items"]!["properties"]!["age"]!["type"]!.GetValue<string>());
    }
}
