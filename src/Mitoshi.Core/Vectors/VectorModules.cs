using System.Reflection;

namespace Mitoshi.Core;

/// <summary>Finds the vector modules of every room that is there, without a list.</summary>
public static class VectorModules
{
    /// <summary>All modules of the assemblies, by name; a type that implements <see cref="IVectorModules"/> and has a constructor without parameters is found.</summary>
    /// <exception cref="InvariantException">Two modules have one name.</exception>
    public static IReadOnlyDictionary<string, VectorModule> Discover(IEnumerable<Assembly> assemblies)
    {
        SortedDictionary<string, VectorModule> modules = new(StringComparer.Ordinal);
        foreach (Type type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            if (type is { IsAbstract: false, IsInterface: false } && typeof(IVectorModules).IsAssignableFrom(type))
            {
                foreach (VectorModule module in ((IVectorModules)Activator.CreateInstance(type, nonPublic: true)!).Modules)
                {
                    Invariant.Holds(modules.TryAdd(module.Name, module), $"two vector modules are called {module.Name}");
                }
            }
        }

        return modules;
    }

    /// <summary>The assemblies of all rooms beside the running program: <c>Mitoshi.*.dll</c> of a folder.</summary>
    /// <param name="folder">Folder of the program.</param>
    public static IEnumerable<Assembly> Rooms(string folder)
        => Directory.EnumerateFiles(folder, "Mitoshi.*.dll").Order(StringComparer.Ordinal)
            .Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .Select(path => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(path))));
}
