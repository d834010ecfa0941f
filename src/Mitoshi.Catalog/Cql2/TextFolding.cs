using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Mitoshi.Catalog.Cql2;

/// <summary>
/// The foldings behind CASEI, ACCENTI and our own WIDTHI. The tables are of Unicode 14 (CaseFolding.txt status F; UnicodeData.txt canonical
/// decompositions), for .NET without ICU neither folds nor decomposes.
/// </summary>
internal static class TextFolding
{
    // U+3099 and U+309A: か and が are letters of their own in Japanese, as the standard recommends.
    private const char Dakuten = '\u3099', Handakuten = '\u309A';
    private const string HalfKana = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";
    private const string FullKana = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private static readonly FrozenDictionary<char, string> Full = Read("full_case_folding.txt", line => [(line[0][0], line[1])]);
    private static readonly FrozenDictionary<char, string> Base = Read("accents.txt", line => line[1].Where(c => !char.IsSurrogate(c)).Select(c => (c, line[0])));

    /// <summary>Unicode full case folding: <c>Straße</c> and <c>STRASSE</c> become one.</summary>
    public static string Case(string text) => Replace(text, c => Full.TryGetValue(c, out string? many) ? many : null).ToUpperInvariant().ToLowerInvariant();

    /// <summary>Without marks: <c>Chișinău</c> becomes <c>Chisinau</c>; dakuten and handakuten stay.</summary>
    public static string Accents(string text) => Replace(text, c => c < 0x80 ? null
        : Base.TryGetValue(c, out string? letter) ? letter
        : CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark && c is not (Dakuten or Handakuten) ? "" : null);

    /// <summary>Full-width Latin letters and signs to ASCII, half-width kana to full-width, with its dakuten joined: <c>ﾊﾞｲｵ</c> becomes <c>バイオ</c>.</summary>
    public static string Width(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (char c in text)
        {
            int kana = HalfKana.IndexOf(c, StringComparison.Ordinal);
            char last = folded.Length > 0 ? folded[^1] : '\0';
            if (c == 'ﾞ' && (last is (>= 'カ' and <= 'ト') or 'ハ' or 'ヒ' or 'フ' or 'ヘ' or 'ホ' or 'ウ'))
            {
                folded[^1] = last == 'ウ' ? 'ヴ' : (char)(last + 1);
            }
            else if (c == 'ﾟ' && last is 'ハ' or 'ヒ' or 'フ' or 'ヘ' or 'ホ')
            {
                folded[^1] = (char)(last + 2);
            }
            else
            {
                folded.Append(kana >= 0 ? FullKana[kana] : c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c == '\u3000' ? ' ' : c);
            }
        }

        return folded.ToString();
    }

    private static string Replace(string text, Func<char, string?> replacement)
    {
        StringBuilder? changed = null;
        for (int i = 0; i < text.Length; i++)
        {
            string? other = replacement(text[i]);
            if (other is not null)
            {
                changed ??= new StringBuilder(text, 0, i, text.Length + 8);
                changed.Append(other);
            }
            else
            {
                changed?.Append(text[i]);
            }
        }

        return changed?.ToString() ?? text;
    }

    private static FrozenDictionary<char, string> Read(string resource, Func<string[], IEnumerable<(char Letter, string Folded)>> parse)
    {
        using StreamReader reader = new(typeof(TextFolding).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => parse(line.Split('\t'))).ToFrozenDictionary(pair => pair.Letter, pair => pair.Folded);
    }
}
