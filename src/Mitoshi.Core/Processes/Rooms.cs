using System.Reflection;

namespace Mitoshi.Core;

/// <summary>The rooms that are installed beside the program; processes and vector modules are found in them by type.</summary>
public static class Rooms
{
    /// <summary>Loads every <c>Mitoshi.*.dll</c> of the program's folder, in ordinal order.</summary>
    public static IReadOnlyList<Assembly> Load()
    {
        List<string> paths = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Mitoshi.*.dll")
            .Where(path => !Path.GetFileNameWithoutExtension(path).EndsWith(".Tests", StringComparison.Ordinal))];
        paths.Sort(StringComparer.Ordinal);
        List<Assembly> rooms = [.. paths.Select(path => Assembly.Load(AssemblyName.GetAssemblyName(path)))];
        if (Assembly.GetEntryAssembly() is { } program && !rooms.Contains(program) && program.GetName().Name == "mitoshi")
        {
            rooms.Add(program);
        }

        return rooms;
    }

    /// <summary>The vector modules of all rooms, in ordinal order of name.</summary>
    public static IReadOnlyList<VectorModule> VectorModules(IEnumerable<Assembly> rooms)
    {
        List<VectorModule> modules = [.. rooms.SelectMany(room => room.GetTypes())
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IVectorModules)))
            .SelectMany(type => ((IVectorModules)Activator.CreateInstance(type, nonPublic: true)!).Modules)];
        modules.Sort((left, right) => StringComparer.Ordinal.Compare(left.Name, right.Name));
        return modules;
    }
}
