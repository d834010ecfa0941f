using System.Globalization;

namespace Mitoshi.Tiles;

/// <summary>Reads expressions by precedence climbing, with bounds on length, depth and number of results.</summary>
internal sealed class ExpressionParser(string text)
{
    private const int MostCharacters = 2048, MostDepth = 32, MostResults = 16, MostBands = 32;

    private static readonly Dictionary<string, Operation> Functions = new()
    {
        ["abs"] = Operation.Abs, ["sqrt"] = Operation.Sqrt, ["exp"] = Operation.Exp, ["ln"] = Operation.Ln, ["log"] = Operation.Ln, ["log10"] = Operation.Log10,
        ["min"] = Operation.Min, ["max"] = Operation.Max, ["where"] = Operation.Where,
    };

    // Longer signs first, so that "<=" is not "<" and "=".
    private static readonly (string Sign, Operation Operation, int Precedence)[] Operators =
    [
        ("<=", Operation.LessOrEqual, 1), (">=", Operation.GreaterOrEqual, 1), ("==", Operation.Equal, 1), ("!=", Operation.NotEqual, 1), ("**", Operation.Power, 5),
        ("<", Operation.Less, 1), (">", Operation.Greater, 1), ("+", Operation.Add, 2), ("-", Operation.Subtract, 2), ("*", Operation.Multiply, 3), ("/", Operation.Divide, 3), ("^", Operation.Power, 5),
    ];

    private readonly List<string> _names = [];
    private readonly List<Instruction[]> _programs = [];
    private List<Instruction> _program = [];
    private int _at, _height, _highest = 1;

    public Expression Parse()
    {
        if (text.Length > MostCharacters)
        {
            throw Bad(0, $"{text.Length} characters", $"at most {MostCharacters} characters");
        }

        do
        {
            (_program, _height) = ([], 0);
            Binary(precedence: 0, depth: 0);
            _programs.Add([.. _program]);
            if (_programs.Count > MostResults)
            {
                throw Bad(_at, "one result more", $"at most {MostResults} results");
            }

            SkipBlanks();
        }
        while (Take(";"));

        return _at == text.Length ? new Expression(text, _names, _programs, _highest) : throw Bad(_at, $"\"{text[_at]}\"", "an operator, or the end");
    }

    private void Binary(int precedence, int depth)
    {
        Unary(depth);
        while (Next() is { } found && found.Precedence > precedence)
        {
            _at += found.Sign.Length;

            // Powers bind from the right: 2^3^2 is 2^9.
            Binary(found.Operation == Operation.Power ? found.Precedence - 1 : found.Precedence, depth + 1);
            Emit(new Instruction(found.Operation));
        }
    }

    private void Unary(int depth)
    {
        if (depth > MostDepth)
        {
            throw Bad(_at, "one level more", $"at most {MostDepth} levels of brackets and signs");
        }

        SkipBlanks();
        if (Take("-"))
        {
            // A sign binds less than a power: -2^2 is -4.
            Binary(precedence: 4, depth + 1);
            Emit(new Instruction(Operation.Negate));
        }
        else if (Take("+"))
        {
            Unary(depth + 1);
        }
        else if (Take("("))
        {
            Binary(0, depth + 1);
            Expect(")");
        }
        else if (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
        {
            Number();
        }
        else
        {
            Name(depth);
        }
    }

    private void Number()
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.' || (text[_at] is 'e' or 'E')
            || (text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        string word = text[start.._at];
        Emit(float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
            ? new Instruction(Operation.Number, number) : throw Bad(start, $"\"{word}\"", "a number"));
    }

    private void Name(int depth)
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }

        string name = text[start.._at];
        if (name.Length == 0)
        {
            throw Bad(_at, _at < text.Length ? $"\"{text[_at]}\"" : "the end", "a band, a number or a bracket");
        }

        if (Functions.TryGetValue(name, out Operation function) && Take("("))
        {
            Arguments(function, name, depth);
            return;
        }

        int band = _names.IndexOf(name);
        if (band < 0)
        {
            band = _names.Count;
            _names.Add(name);
            if (_names.Count > MostBands)
            {
                throw Bad(start, $"band {name}", $"at most {MostBands} bands");
            }
        }

        Emit(new Instruction(Operation.Band, Band: band));
    }

    private void Arguments(Operation function, string name, int depth)
    {
        int wanted = Instruction.Operands(function), given = 0;
        do
        {
            Binary(0, depth + 1);
            given++;
            SkipBlanks();
        }
        while (Take(","));

        Expect(")");
        if (given != wanted)
        {
            throw Bad(_at, $"{name} with {given} arguments", $"{wanted}");
        }

        Emit(new Instruction(function));
    }

    private (string Sign, Operation Operation, int Precedence)? Next()
    {
        SkipBlanks();
        foreach ((string Sign, Operation Operation, int Precedence) candidate in Operators)
        {
            if (text.AsSpan(_at).StartsWith(candidate.Sign))
            {
                return candidate;
            }
        }

        return null;
    }

    private void Emit(Instruction instruction)
    {
        _program.Add(instruction);
        _height += 1 - Instruction.Operands(instruction.Operation);
        _highest = Math.Max(_highest, _height);
    }

    private bool Take(string sign)
    {
        SkipBlanks();
        bool isThere = text.AsSpan(_at).StartsWith(sign);
        _at += isThere ? sign.Length : 0;
        return isThere;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw Bad(_at, _at < text.Length ? $"\"{text[_at]}\"" : "the end", $"\"{sign}\"");
        }
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }

    private static MitoshiException Bad(int place, string found, string expected) => new("tiles.bad_expression",
        found: ($"the expression has {found} at character {place + 1}", $"式の {place + 1} 文字目に {found} があります"),
        expected: expected,
        remedy: ("write it like (b2-b1)/(b2+b1); several results are parted by \";\"", "(b2-b1)/(b2+b1) のように書いてください。複数の結果は \";\" で区切ります"));
}
