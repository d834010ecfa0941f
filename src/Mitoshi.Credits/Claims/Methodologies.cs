namespace Mitoshi.Credits.Claims;

/// <summary>All methodologies of this room.</summary>
internal static class Methodologies
{
    public static IReadOnlyList<IMethodology> All { get; } = [.. typeof(Methodologies).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IMethodology).IsAssignableFrom(type))
        .Select(type => (IMethodology)Activator.CreateInstance(type, nonPublic: true)!)
        .OrderBy(methodology => methodology.Programme, StringComparer.Ordinal).ThenBy(methodology => methodology.Name, StringComparer.Ordinal)];

    /// <exception cref="MitoshiException"><c>credits.unknown_methodology</c>.</exception>
    public static IMethodology Of(string programme, string name) => All.FirstOrDefault(methodology => methodology.Programme == programme && methodology.Name == name)
        ?? throw new MitoshiException("credits.unknown_methodology",
            found: ($"{programme} {name}", $"{programme} {name}"),
            expected: (Names(), Names()),
            remedy: ("Write programme and methodology as they stand in this list.", "programme と methodology をこの一覧のとおりに書いてください。"));

    private static string Names() => string.Join(", ", All.Select(methodology => $"{methodology.Programme} {methodology.Name}"));
}
