using System.Reflection;
using Mitoshi.Bench;

SortedDictionary<string, (BenchAttribute Attribute, Type Type)> benches = new(StringComparer.Ordinal);
foreach (Type type in typeof(Bench).Assembly.GetTypes())
{
    if (type.GetCustomAttribute<BenchAttribute>() is BenchAttribute attribute)
    {
        benches.Add(attribute.Name, (attribute, type));
    }
}

if (args.Length == 0 || !benches.TryGetValue(args[0], out (BenchAttribute Attribute, Type Type) chosen))
{
    Console.WriteLine("usage: dotnet run -c Release --project bench/Mitoshi.Bench -- <name> [options]");
    foreach ((BenchAttribute attribute, _) in benches.Values)
    {
        Console.WriteLine($"  {attribute.Name,-12} {attribute.What}");
    }

    return 2;
}

Bench bench = (Bench)Activator.CreateInstance(chosen.Type)!;
return bench.Run(new BenchContext(args[1..])) ? 0 : 1;
