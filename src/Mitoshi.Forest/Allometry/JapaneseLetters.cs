using System.Text;

namespace Mitoshi.Forest;

/// <summary>Brings half-width katakana, full-width Latin letters and digits to their usual form; the culture-free runtime does not do it.</summary>
internal static class JapaneseLetters
{
    // U+FF66 to U+FF9D in the order of their code points.
    private const string Katakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private const string CanBeVoiced = "カキクケコサシスセソタチツテトハヒフヘホ";
    private const string CanBeHalfVoiced = "ハヒフヘホ";

    public static string Widen(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (char letter in text)
        {
            switch (letter)
            {
                case >= '\uFF66' and <= '\uFF9D':
                    result.Append(Katakana[letter - '\uFF66']);
                    break;
                case '\uFF9E' when result.Length > 0 && result[^1] == 'ウ':
                    result[^1] = 'ヴ';
                    break;
                case '\uFF9E' when result.Length > 0 && CanBeVoiced.Contains(result[^1]):
                    result[^1]++;
                    break;
                case '\uFF9F' when result.Length > 0 && CanBeHalfVoiced.Contains(result[^1]):
                    result[^1] = (char)(result[^1] + 2);
                    break;
                case >= '\uFF01' and <= '\uFF5E':
                    result.Append((char)(letter - 0xFEE0));
                    break;
                case '\u3000':
                    result.Append(' ');
                    break;
                default:
                    result.Append(letter);
                    break;
            }
        }

        return result.ToString();
    }
}
