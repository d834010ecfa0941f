namespace Mitoshi.Cli.Commands;

/// <summary>What the user's surroundings say, read once, here and nowhere else.</summary>
internal static class Preferences
{
    /// <summary>--lang, else MITOSHI_LANG, else the locale; English when none says Japanese.</summary>
    public static Language LanguageOf(string[] arguments)
    {
        int index = Array.IndexOf(arguments, "--lang");
        string? named = index >= 0 && index + 1 < arguments.Length ? arguments[index + 1]
            : arguments.FirstOrDefault(argument => argument.StartsWith("--lang=", StringComparison.Ordinal))?["--lang=".Length..]
            ?? FirstSet("MITOSHI_LANG", "LC_ALL", "LC_MESSAGES", "LANG");
        return named is not null && named.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? Language.Japanese : Language.English;
    }

    /// <summary>--workspace, else MITOSHI_WORKSPACE, else <c>workspace</c> in the current folder.</summary>
    public static Workspace WorkspaceOf(string? option)
        => new(Path.GetFullPath(option ?? FirstSet("MITOSHI_WORKSPACE") ?? "workspace"));

    private static string? FirstSet(params string[] names)
        => names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(text => !string.IsNullOrEmpty(text));
}
