namespace Mitoshi.Catalog.Cql2;

/// <summary>The pattern of LIKE: <c>%</c> is any run, <c>_</c> one character, <c>\</c> takes the next literally.</summary>
internal static class Wildcard
{
    /// <summary>True when the whole text matches. Goes back only to the last <c>%</c>, so the work is at most text times pattern.</summary>
    public static bool Matches(string text, string pattern)
    {
        int t = 0, p = 0, starPattern = -1, starText = 0;
        while (t < text.Length)
        {
            bool isEscaped = p + 1 < pattern.Length && pattern[p] == '\\';
            if (!isEscaped && p < pattern.Length && pattern[p] == '%')
            {
                starPattern = ++p;
                starText = t;
                continue;
            }

            int step = char.IsHighSurrogate(text[t]) && t + 1 < text.Length ? 2 : 1;
            if (!isEscaped && p < pattern.Length && pattern[p] == '_')
            {
                p++;
                t += step;
            }
            else if (p < pattern.Length && pattern[isEscaped ? p + 1 : p] == text[t])
            {
                p += isEscaped ? 2 : 1;
                t++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('%').IsEmpty;
    }
}
