namespace Mitoshi.Core;

/// <summary>A parameter as somebody wrote it, on any face, before it has a type: a text, a list or a mapping, and where it stands.</summary>
/// <param name="Where">For messages: <c>project.yaml, line 7</c> or <c>--resolution</c>.</param>
public abstract record ParameterValue(string Where)
{
    /// <summary>A single value as text.</summary>
    public sealed record Scalar(string Text, string Where) : ParameterValue(Where)
    {
        /// <summary>The folder that a relative path starts from: that of the project file; null on the command line.</summary>
        public string? Folder { get; init; }
    }

    /// <summary>Several values.</summary>
    public sealed record Sequence(IReadOnlyList<ParameterValue> Items, string Where) : ParameterValue(Where);

    /// <summary>Named values.</summary>
    public sealed record Mapping(IReadOnlyDictionary<string, ParameterValue> Items, string Where) : ParameterValue(Where);
}
