namespace Mitoshi.Bench;

/// <summary>A comparison with peers: run by its name, found by its attribute.</summary>
internal abstract class Bench
{
    /// <summary>Runs it and prints figures, peers first; false when a target is missed.</summary>
    public abstract bool Run(BenchContext context);
}

/// <summary>Names a bench.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BenchAttribute(string name, string what) : Attribute
{
    public string Name { get; } = name;

    public string What { get; } = what;
}
