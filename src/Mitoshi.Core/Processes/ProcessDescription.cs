using System.Reflection;

namespace Mitoshi.Core;

/// <summary>What every face needs to know of a process; read from its record by reflection, written nowhere.</summary>
/// <param name="Name">Name with underscores.</param>
/// <param name="About">One sentence.</param>
/// <param name="Examples">Command lines without the leading <c>mitoshi</c>.</param>
/// <param name="Type">The record.</param>
/// <param name="Parameters">In the order of the record.</param>
public sealed record ProcessDescription(
    string Name, Text About, IReadOnlyList<string> Examples, Type Type, IReadOnlyList<ParameterDescription> Parameters)
{
    /// <summary>The words of the command line: <c>forest map</c>.</summary>
    public IReadOnlyList<string> Words { get; } = Name.Split('_', 2);

    /// <summary>The first word, shared by processes that read one project file.</summary>
    public string Family => Words[0];

    /// <summary>Finds the processes of some assemblies, in ordinal order of name.</summary>
    public static IReadOnlyList<ProcessDescription> Discover(IEnumerable<Assembly> assemblies)
    {
        List<ProcessDescription> found = [];
        foreach (Type type in assemblies.SelectMany(assembly => assembly.GetTypes()))
        {
            if (type.GetCustomAttribute<ProcessAttribute>() is { } process)
            {
                Invariant.Holds(type.IsAssignableTo(typeof(Process)), $"{type} has [Process] but does not derive from Process<T>");
                found.Add(new(process.Name, (process.En, process.Ja), process.Examples, type, ParameterDescription.Of(type)));
            }
        }

        found.Sort((left, right) => StringComparer.Ordinal.Compare(left.Name, right.Name));
        return found;
    }
}
