using System.Globalization;
using System.Text;
using Mitoshi.Catalog.Cql2;

namespace Mitoshi.Catalog.Search;

/// <summary>
/// Cuts text into words for free text search. Scripts with spaces give their words; Japanese, Chinese and Korean, which have none, give pairs of
/// letters, and the last letter alone: 森林地図 gives 森林 林地 地図 図. Width, case and accents are folded.
/// </summary>
internal static class Words
{
    /// <summary>The words of some texts, with a blank between.</summary>
    public static string Cut(IEnumerable<string> texts) => string.Join(' ', texts.SelectMany(text => Runs(text).SelectMany(run => run.IsPairs ? [.. Pairs(run.Text), Last(run.Text)] : (string[])[run.Text])));

    /// <summary>What a search term must find, in this order side by side: full words; the last may be the beginning of a word. Null when there is nothing to find.</summary>
    public static (IReadOnlyList<string> Words, bool IsPrefix)? Phrase(string term)
    {
        List<string> words = [];
        bool isPrefix = false;
        foreach ((string text, bool isPairs) in Runs(term))
        {
            bool isOne = isPairs && new StringInfo(text).LengthInTextElements == 1;
            words.AddRange(isPairs && !isOne ? Pairs(text) : [text]);
            isPrefix = isOne;
        }

        return words.Count > 0 ? (words, isPrefix) : null;
    }

    private static IEnumerable<(string Text, bool IsPairs)> Runs(string text)
    {
        string folded = TextFolding.Accents(TextFolding.Case(TextFolding.Width(text)));
        StringBuilder run = new();
        bool isPairs = false;
        foreach (Rune rune in folded.EnumerateRunes())
        {
            bool isWord = Rune.IsLetterOrDigit(rune) || rune.Value == 'ー';
            bool isNextPairs = isWord && IsWithoutSpaces(rune);
            if (run.Length > 0 && (!isWord || isNextPairs != isPairs))
            {
                yield return (run.ToString(), isPairs);
                run.Clear();
            }

            isPairs = isNextPairs;
            if (isWord)
            {
                run.Append(rune.ToString());
            }
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), isPairs);
        }
    }

    private static List<string> Pairs(string run)
    {
        Rune[] letters = [.. run.EnumerateRunes()];
        return [.. letters.Zip(letters.Skip(1), (first, second) => first.ToString() + second)];
    }

    private static string Last(string run) => run.EnumerateRunes().Last().ToString();

    // Hiragana, Katakana, Han with its extensions, Hangul.
    private static bool IsWithoutSpaces(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3005;
}
