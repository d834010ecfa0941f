namespace Mitoshi.Core;

/// <summary>What a process gives back; every face shows its summary, the API also its properties as JSON.</summary>
public abstract record ProcessResult
{
    /// <summary>For a person: tables, where the files are, what to do next.</summary>
    public abstract Summary Summarise();
}

/// <summary>A result as a person meets it.</summary>
/// <param name="Title">One line.</param>
public sealed record Summary(Text Title)
{
    /// <summary>Lines under the title.</summary>
    public IReadOnlyList<Text> Notes { get; init; } = [];

    /// <summary>Figures.</summary>
    public IReadOnlyList<SummaryTable> Tables { get; init; } = [];

    /// <summary>Files made, most interesting first.</summary>
    public IReadOnlyList<OutputFile> Files { get; init; } = [];

    /// <summary>What to do next; commands where there are any.</summary>
    public IReadOnlyList<Text> NextSteps { get; init; } = [];

    /// <summary>False when the process did its work and the answer is no (a check that failed): exit code 1.</summary>
    public bool Succeeded { get; init; } = true;

    /// <summary>A line that must stand last and bare, for machines to read, such as <c>12 passed, 0 failed</c>.</summary>
    public string? LastLine { get; init; }
}

/// <summary>A small table; the first column is left aligned, the others right unless they are words.</summary>
public sealed record SummaryTable(Text Title, IReadOnlyList<Text> Columns, IReadOnlyList<IReadOnlyList<Text>> Rows)
{
    /// <summary>True when all columns are words: left aligned.</summary>
    public bool IsText { get; init; }
}

/// <summary>A file that was made.</summary>
/// <param name="What">What it is.</param>
/// <param name="Path">Where it is.</param>
public sealed record OutputFile(Text What, string Path);
