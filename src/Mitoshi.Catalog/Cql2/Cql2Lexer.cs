using System.Globalization;
using System.Text;

namespace Mitoshi.Catalog.Cql2;

/// <summary>Cuts CQL2 text into tokens, with their places for messages.</summary>
internal sealed class Cql2Lexer
{
    private readonly string _text;
    private int _at;

    public Cql2Lexer(string text)
    {
        if (text.Length > Cql2Limits.Length)
        {
            throw Cql2Limits.TooLong();
        }

        _text = text;
        Next();
    }

    public Token Current { get; private set; }

    public Token Take()
    {
        Token token = Current;
        Next();
        return token;
    }

    public bool TryTake(TokenKind kind, string text)
    {
        if (!Current.Is(kind, text))
        {
            return false;
        }

        Next();
        return true;
    }

    public void Expect(string symbol)
    {
        if (!TryTake(TokenKind.Symbol, symbol))
        {
            throw Syntax(($"\"{symbol}\" is missing before {Name(Current)}", $"{Name(Current)} の前に「{symbol}」がありません"));
        }
    }

    /// <summary>True when the token after the current one is that symbol.</summary>
    public bool IsFollowedBy(string symbol)
    {
        int at = _at;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return string.CompareOrdinal(_text, at, symbol, 0, symbol.Length) == 0;
    }

    public MitoshiException Syntax(Text what) => new("cql2.syntax",
        found: ($"filter, character {Current.At + 1}: {what.En}", $"フィルターの {Current.At + 1} 文字目: {what.Ja}"),
        expected: ("CQL2 text such as  eo:cloud_cover < 20 AND datetime >= TIMESTAMP('2024-06-01T00:00:00Z')",
            "eo:cloud_cover < 20 AND datetime >= TIMESTAMP('2024-06-01T00:00:00Z') のようなCQL2テキスト"),
        remedy: ("Strings stand in single quotes, odd property names in double quotes.", "文字列は一重引用符、特殊な項目名は二重引用符で囲んでください。"));

    public static string Name(Token token) => token.Kind == TokenKind.End ? "the end" : $"\"{token.Text}\"";

    public static bool IsIdentifierStart(Rune rune)
        => rune.Value is ':' or '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || (rune.Value >= 0xC0 && rune.Value is not (0xD7 or 0xF7 or 0x37E) && !Rune.IsWhiteSpace(rune));

    public static bool IsIdentifierPart(Rune rune) => IsIdentifierStart(rune) || rune.Value is '.' or (>= '0' and <= '9');

    private void Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        int start = _at;
        if (_at == _text.Length)
        {
            Current = new(TokenKind.End, "", start);
            return;
        }

        char first = _text[_at];
        Current = first switch
        {
            '\'' => new(TokenKind.Text, Quoted('\'', start), start),
            '"' => new(TokenKind.QuotedName, Quoted('"', start), start),
            _ when char.IsAsciiDigit(first) || (first == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])) => Number(start),
            _ when IsIdentifierStart(RuneAt(_at)) => Identifier(start),
            _ => Symbol(start),
        };
    }

    private Token Identifier(int start)
    {
        while (_at < _text.Length && IsIdentifierPart(RuneAt(_at)))
        {
            _at += RuneAt(_at).Utf16SequenceLength;
        }

        return new(TokenKind.Name, _text[start.._at], start);
    }

    private Token Number(int start)
    {
        Digits();
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            int mark = _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
            {
                _at++;
            }

            int digits = _at;
            Digits();
            _at = _at == digits ? mark : _at;
        }

        double number = double.Parse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        Current = new(TokenKind.Number, _text[start.._at], start, number);
        return double.IsFinite(number) ? Current : throw Syntax(("a number too large", "大きすぎる数"));
    }

    private void Digits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
    }

    private Token Symbol(int start)
    {
        int length = _text.AsSpan(_at) is ['<', '>' or '=', ..] or ['>', '=', ..] ? 2 : 1;
        string symbol = _text.Substring(_at, length);
        Current = new(TokenKind.Symbol, symbol, start);
        if (length == 1 && !"()+-*/%^=<>,".Contains(symbol[0], StringComparison.Ordinal))
        {
            throw Syntax(($"character \"{symbol}\" has no meaning here", $"文字「{symbol}」は使えません"));
        }

        _at += length;
        return Current;
    }

    // A quote inside is doubled; in strings also written \'.
    private string Quoted(char quote, int start)
    {
        StringBuilder inner = new();
        for (_at++; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            bool hasQuoteNext = _at + 1 < _text.Length && _text[_at + 1] == quote;
            if (hasQuoteNext && (c == quote || (c == '\\' && quote == '\'')))
            {
                inner.Append(quote);
                _at++;
            }
            else if (c == quote)
            {
                _at++;
                return inner.ToString();
            }
            else
            {
                inner.Append(c);
            }
        }

        Current = new(TokenKind.End, "", start);
        throw Syntax(($"a quote {quote} that is not closed", $"閉じていない引用符 {quote}"));
    }

    private Rune RuneAt(int index) => Rune.TryGetRuneAt(_text, index, out Rune rune) ? rune : Rune.ReplacementChar;
}

/// <summary>A token and its place.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At, double Number = double.NaN)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    End, Name, QuotedName, Text, Number, Symbol,
}
