namespace Mitoshi.Core;

/// <summary>Names a process. The attribute is the registration: every face (command line, YAML, schema, help, API, form) is derived from the record.</summary>
/// <param name="name">Room and verb with underscores, for example <c>forest_map</c>; <c>mitoshi forest map</c> on the command line.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProcessAttribute(string name) : Attribute
{
    /// <summary>Name with underscores.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence, English.</summary>
    public required string En { get; init; }

    /// <summary>One sentence, Japanese.</summary>
    public required string Ja { get; init; }

    /// <summary>Command lines that work, without the leading <c>mitoshi</c>; shown by <c>--help</c>.</summary>
    public string[] Examples { get; init; } = [];
}

/// <summary>
/// Describes a parameter. Types that every face knows: string, bool, int, long, double, DateOnly, enums, nullable forms and arrays
/// (<c>string[]</c>) of them, and records of such properties (on the command line <c>key=value,key=value</c>, in YAML a mapping).
/// A <c>required</c> property is a required parameter; any other has its initial value as default.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>What it is, English.</summary>
    public required string En { get; init; }

    /// <summary>What it is, Japanese.</summary>
    public required string Ja { get; init; }

    /// <summary>Unit of the number.</summary>
    public string? Unit { get; init; }

    /// <summary>Smallest value allowed.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value allowed.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Place among the arguments without a name (0 is the first), or -1 for an option. The last one may be an array.</summary>
    public int Position { get; init; } = -1;

    /// <summary>True when the text is the path of a file or folder: it is taken relative to the project file that names it.</summary>
    public bool IsPath { get; init; }
}
