namespace Mitoshi.Registry;

/// <summary>A serial number of some registry, taken apart. Parsed and printed; Mitoshi issues only in its own grammar.</summary>
/// <param name="Registry">Whose grammar it is: Verra, GoldStandard, ACR, CAR or MTS.</param>
/// <param name="Fields">Its named parts in the order of the text, numbers as <see cref="long"/>, flags as <see cref="bool"/>, dates as <see cref="DateOnly"/>.</param>
/// <param name="Text">Printed again, with the canonical separators.</param>
public sealed record SerialNumber(string Registry, IReadOnlyList<KeyValuePair<string, object?>> Fields, string Text)
{
    /// <summary>The block of units; null where the text doesn't hold it.</summary>
    public SerialBlock? Block { get; init; }

    /// <summary>Our own grammar: <c>MTS-project-vintage-batch-start-end</c>.</summary>
    /// <param name="project">Letters, digits, dot and underscore.</param>
    /// <param name="vintage">Year of the removals or reductions.</param>
    /// <param name="batch">Number of the issue within project and vintage, from 1.</param>
    /// <param name="block">The units.</param>
    /// <exception cref="MitoshiException"><c>registry.malformed_serial</c>.</exception>
    public static string Own(string project, int vintage, int batch, SerialBlock block)
    {
        bool isProject = project.Length > 0 && project.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');
        bool isSound = isProject && vintage is > 1900 and < 2200 && batch > 0 && block.Start > 0 && block.End >= block.Start;
        string text = $"MTS-{project}-{vintage}-{batch}-{block.Start}-{block.End}";
        return isSound ? text : throw SerialErrors.Malformed(text);
    }

    /// <summary>Reads a serial number.</summary>
    /// <param name="text">The serial.</param>
    /// <param name="registry">Its registry where that is known; null to tell from the text.</param>
    /// <param name="range">Start and end where a table keeps them in columns of their own.</param>
    /// <exception cref="MitoshiException"><c>registry.malformed_serial</c>, <c>registry.negative_period</c> or <c>registry.unknown_format</c>.</exception>
    public static SerialNumber Parse(string text, string? registry = null, SerialBlock? range = null)
    {
        SerialGrammar? grammar = SerialGrammar.All.FirstOrDefault(g => registry is null ? g.Claims(text) : g.Registry.Equals(registry, StringComparison.OrdinalIgnoreCase));
        return grammar is null ? throw SerialErrors.Unknown(text, registry) : grammar.Parse(text, range);
    }
}
