using System.Text;

namespace Mitoshi.Core;

/// <summary>
/// Something that a user's input caused: what was found, what was expected and what to do. It has a stable code
/// (<c>grid.no_crs</c>) with a page in <c>docs/errors/</c>, and ends a command with exit code 2.
/// </summary>
public sealed class MitoshiException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">Stable code, <c>area.what_is_wrong</c> in lower case with underscores.</param>
    /// <param name="found">What was found, naming the file, row or pixel.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="remedy">What the user can do now; a command where there is one.</param>
    /// <param name="inner">The library's own error, kept for the log.</param>
    public MitoshiException(string code, Text found, Text expected, Text remedy, Exception? inner = null)
        : base($"{code}: {found.En}", inner)
    {
        Code = code;
        Found = found;
        Expected = expected;
        Remedy = remedy;
    }

    /// <summary>Stable code, for example <c>grid.no_overlap</c>.</summary>
    public string Code { get; }

    /// <summary>What was found.</summary>
    public Text Found { get; }

    /// <summary>What was expected.</summary>
    public Text Expected { get; }

    /// <summary>What to do.</summary>
    public Text Remedy { get; }

    /// <summary>The whole message, three sentences, in the user's language.</summary>
    public string In(Language language)
    {
        StringBuilder lines = new();
        lines.Append(Code).Append(": ").AppendLine(Found.In(language));
        lines.Append(language == Language.Japanese ? "  必要なもの: " : "  Expected: ").AppendLine(Expected.In(language));
        lines.Append(language == Language.Japanese ? "  対処: " : "  What to do: ").Append(Remedy.In(language));
        return lines.ToString();
    }
}
