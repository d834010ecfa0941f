using System.Text.Json;
using Mitoshi.Credits.Vectors;
using Mitoshi.Testing;

namespace Mitoshi.Credits.Tests.Vectors;

public sealed class VectorFileTests
{
    private static readonly IReadOnlyDictionary<string, VectorModule> Modules = VectorModules.Discover([typeof(RunVectors).Assembly]);

    // Modules of the registry and the log are checked by their own room.
    private static readonly string[] Ours =
        ["units.", "uncertainty.", "jcm.", "jcredit.", "ipcc.", "gs.", "trees.", "vcs.", "jblue.", "ar.", "carb.", "area.", "mean.", "additionality.", "claims.waterfall", "claims.check"];

    [Fact]
    public void Every_vector_of_the_methodologies_passes()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("credits/vectors.json")));
        IReadOnlyList<VectorOutcome> outcomes = [.. VectorFile.Run(file.RootElement, Modules).Where(outcome => Ours.Any(outcome.Module.StartsWith) && outcome.Module != "area.geodesic")];
        Assert.True(outcomes.Count > 200, $"{outcomes.Count} vectors");
        Assert.Empty(outcomes.Where(outcome => outcome.Difference is not null).Select(outcome => $"{outcome.Id} {outcome.Module}: {outcome.Difference}"));
    }

    [Theory]
    [InlineData("""{"value": 3.7}""", "{\"rel\": 1e-9}", false)]
    [InlineData("""{"value": 3.66666666667}""", "{\"rel\": 1e-9}", true)]
    [InlineData("""{"value": 3.66666666667}""", "{\"exact\": true}", true)]
    [InlineData("""{"value": 3.66666666666}""", "{\"exact\": true}", false)]
    [InlineData("""{"value": 3.7}""", "{\"abs\": 0.05}", true)]
    [InlineData("""{"other": 1}""", "{\"rel\": 1}", false)]
    [InlineData("""{"error": "UnitMismatch"}""", "{\"exact\": true}", false)]
    public void A_result_is_compared_as_the_format_says(string expected, string tolerance, bool passes)
    {
        string vector = $$"""[{"id":"x","module":"units.convert","inputs":{"value":1,"from":"tC","to":"tCO2"},"expected":{{expected}},"tolerance":{{tolerance}}}]""";
        Assert.Equal(passes, Run(vector).Difference is null);
    }

    [Fact]
    public void A_missing_module_is_a_failure()
        => Assert.Contains("no module", Run("""[{"id":"x","module":"nothing.here","inputs":{},"expected":{},"tolerance":{"exact":true}}]""").Difference);

    [Fact]
    public void An_input_that_is_absent_is_refused_and_not_a_bug()
        => Assert.Contains("MissingField", Run("""[{"id":"x","module":"units.convert","inputs":{},"expected":{"value":1},"tolerance":{"exact":true}}]""").Difference);

    [Fact]
    public async Task The_process_ends_with_the_count()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("v.json"), """[{"id":"a","module":"units.convert","inputs":{"value":3,"from":"tC","to":"tCO2"},"expected":{"value":11},"tolerance":{"exact":true}},{"id":"b","module":"none","inputs":{},"expected":{},"tolerance":{"exact":true}}]""");
        ProcessResult result = await new RunVectors { File = folder.File("v.json") }.ExecuteAsync(new ProcessContext { Workspace = new Workspace(folder.Path) });
        Assert.Equal("1 passed, 1 failed", result.Summarise().LastLine);
        Assert.False(result.Summarise().Succeeded);
    }

    private static VectorOutcome Run(string vectors)
    {
        using JsonDocument file = JsonDocument.Parse(vectors);
        return VectorFile.Run(file.RootElement, Modules).Single();
    }
}
