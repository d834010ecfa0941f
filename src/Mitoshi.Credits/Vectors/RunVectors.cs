using System.Text.Json;

namespace Mitoshi.Credits.Vectors;

/// <summary>Runs a file of test vectors through the modules that quantify, issue and prove.</summary>
[Process("credits_vectors", En = "Check the calculations against a file of test vectors", Ja = "計算をテストベクトルのファイルと照合する",
    Examples = ["credits vectors vectors.json"])]
public sealed record RunVectors : Process<VectorReport>
{
    /// <summary>The file: a list of <c>{id, module, inputs, expected, tolerance}</c>.</summary>
    [Parameter(En = "File of test vectors (JSON)", Ja = "テストベクトルのファイル（JSON）", Position = 0, IsPath = true)]
    public required string File { get; init; }

    /// <inheritdoc/>
    protected override Task<VectorReport> RunAsync(ProcessContext context)
    {
        using JsonDocument document = Read(context.Files);
        IReadOnlyDictionary<string, VectorModule> modules = VectorModules.Discover(VectorModules.Rooms(AppContext.BaseDirectory));
        return Task.FromResult(new VectorReport(VectorFile.Run(document.RootElement, modules)));
    }

    private JsonDocument Read(IFiles files)
    {
        try
        {
            return files.Exists(File) ? JsonDocument.Parse(files.ReadAllBytes(File)) : throw new FormatException("the file does not exist");
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw new MitoshiException("vectors.bad_file",
                found: ($"{File}: {problem.Message}", $"{File}：{problem.Message}"),
                expected: ("a JSON list of {id, module, inputs, expected, tolerance}", "{id, module, inputs, expected, tolerance} のJSONリスト"),
                remedy: ("Check the path and the file.", "パスとファイルを確かめてください。"), problem);
        }
    }
}

/// <summary>What became of each vector.</summary>
public sealed record VectorReport : ProcessResult
{
    private readonly IReadOnlyList<VectorOutcome> _outcomes;

    internal VectorReport(IReadOnlyList<VectorOutcome> outcomes) => _outcomes = outcomes;

    /// <summary>Vectors that passed.</summary>
    public int Passed => _outcomes.Count(outcome => outcome.Difference is null);

    /// <summary>Vectors that failed.</summary>
    public int Failed => _outcomes.Count - Passed;

    /// <inheritdoc/>
    public override Summary Summarise() => new(("Test vectors", "テストベクトル"))
    {
        Tables = [new SummaryTable(("Outcome", "結果"), [("id", "id"), ("module", "モジュール"), ("result", "結果")],
            [.. _outcomes.Select(outcome => (IReadOnlyList<Text>)[outcome.Id, outcome.Module, outcome.Difference is null ? ("pass", "合格") : ($"FAIL {outcome.Difference}", $"不合格 {outcome.Difference}")])])],
        Succeeded = Failed == 0,
        LastLine = $"{Passed} passed, {Failed} failed",
    };
}
