using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Cql2;

/// <summary>
/// Reads CQL2 text by recursive descent, one method per level of the grammar (OGC 21-065r2, annex B). Every descent is counted, so that no
/// input can exhaust the stack.
/// </summary>
internal sealed class Cql2Parser(string text)
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
        { "and", "or", "not", "like", "between", "in", "is", "null", "div" };

    private readonly Cql2Lexer _lexer = new(text);
    private int _depth;

    public Expression ReadFilter()
    {
        Expression root = Or();
        return _lexer.Current.Kind == TokenKind.End
            ? ExpressionFactory.Filter(root, _lexer.Syntax)
            : throw _lexer.Syntax(($"{Cql2Lexer.Name(_lexer.Current)} is left over", $"{Cql2Lexer.Name(_lexer.Current)} が余っています"));
    }

    internal static bool IsReserved(string name) => Reserved.Contains(name) || name.Equals("true", StringComparison.OrdinalIgnoreCase) || name.Equals("false", StringComparison.OrdinalIgnoreCase);

    private Expression Or() => Chain("or", And);

    private Expression And() => Chain("and", Not);

    private Expression Chain(string keyword, Func<Expression> next)
    {
        Enter();
        Expression first = next();
        if (_lexer.Current.Is(TokenKind.Name, keyword))
        {
            List<Expression> all = [first];
            while (_lexer.TryTake(TokenKind.Name, keyword))
            {
                all.Add(next());
            }

            first = Operation(keyword, all);
        }

        _depth--;
        return first;
    }

    private Expression Not()
    {
        if (!_lexer.TryTake(TokenKind.Name, "not"))
        {
            return Predicate();
        }

        Enter();
        Expression negated = Operation("not", [Not()]);
        _depth--;
        return negated;
    }

    private Expression Predicate()
    {
        Expression left = Sum();
        if (_lexer.Current is { Kind: TokenKind.Symbol, Text: "=" or "<>" or "<" or ">" or "<=" or ">=" })
        {
            string comparison = _lexer.Take().Text;
            return Operation(comparison, [left, Sum()]);
        }

        if (_lexer.TryTake(TokenKind.Name, "is"))
        {
            bool isNegated = _lexer.TryTake(TokenKind.Name, "not");
            return _lexer.TryTake(TokenKind.Name, "null") ? Negate(isNegated, Operation("isNull", [left])) : throw _lexer.Syntax(("NULL is missing after IS", "IS の後に NULL がありません"));
        }

        bool hasNot = _lexer.TryTake(TokenKind.Name, "not");
        if (_lexer.TryTake(TokenKind.Name, "like"))
        {
            return Negate(hasNot, Operation("like", [left, Sum()]));
        }

        if (_lexer.TryTake(TokenKind.Name, "between"))
        {
            Expression low = Sum();
            return _lexer.TryTake(TokenKind.Name, "and") ? Negate(hasNot, Operation("between", [left, low, Sum()])) : throw _lexer.Syntax(("AND is missing in BETWEEN", "BETWEEN に AND がありません"));
        }

        if (_lexer.TryTake(TokenKind.Name, "in"))
        {
            ListExpression list = List();
            return list.Items.Count > 0 ? Negate(hasNot, Operation("in", [left, list])) : throw _lexer.Syntax(("an empty list after IN", "IN の後のリストが空です"));
        }

        return hasNot ? throw _lexer.Syntax(("LIKE, BETWEEN or IN is missing after NOT", "NOT の後に LIKE、BETWEEN、IN がありません")) : left;
    }

    private Expression Negate(bool isNegated, Expression expression) => isNegated ? Operation("not", [expression]) : expression;

    private Expression Sum()
    {
        Expression left = Product();
        while (_lexer.Current is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            string sign = _lexer.Take().Text;
            left = Operation(sign, [left, Product()]);
        }

        return left;
    }

    private Expression Product()
    {
        Expression left = Power();
        while (_lexer.Current is { Kind: TokenKind.Symbol, Text: "*" or "/" or "%" } || _lexer.Current.Is(TokenKind.Name, "div"))
        {
            string sign = _lexer.Take().Text;
            left = Operation(sign, [left, Power()]);
        }

        return left;
    }

    private Expression Power()
    {
        Expression left = Signed();
        if (!_lexer.TryTake(TokenKind.Symbol, "^"))
        {
            return left;
        }

        Enter();
        Expression power = Operation("^", [left, Power()]);
        _depth--;
        return power;
    }

    private Expression Signed()
    {
        if (_lexer.TryTake(TokenKind.Symbol, "+"))
        {
            return _lexer.Current.Kind == TokenKind.Number ? Primary() : throw _lexer.Syntax(("a number is missing after +", "+ の後に数がありません"));
        }

        if (!_lexer.TryTake(TokenKind.Symbol, "-"))
        {
            return Primary();
        }

        return _lexer.Current.Kind == TokenKind.Number ? new NumberLiteral(-_lexer.Take().Number) : Operation("*", [new NumberLiteral(-1), Primary()]);
    }

    private Expression Primary()
    {
        Token token = _lexer.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new NumberLiteral(_lexer.Take().Number);
            case TokenKind.Text:
                return new TextLiteral(_lexer.Take().Text);
            case TokenKind.QuotedName when token.Text.Length > 0:
                return new PropertyName(_lexer.Take().Text);
            case TokenKind.Symbol when token.Text == "(":
                return Parenthesised();
            case TokenKind.Name when token.Is(TokenKind.Name, "true") || token.Is(TokenKind.Name, "false"):
                return new BooleanLiteral(_lexer.Take().Is(TokenKind.Name, "true"));
            case TokenKind.Name when !Reserved.Contains(token.Text):
                return NameOrCall();
            default:
                throw _lexer.Syntax(($"{Cql2Lexer.Name(token)} stands where a value is expected", $"値が必要なところに {Cql2Lexer.Name(token)} があります"));
        }
    }

    private Expression Parenthesised()
    {
        ListExpression list = List();
        return list.Items.Count == 1 ? list.Items[0] : list;
    }

    private ListExpression List()
    {
        Enter();
        ListExpression list = new(Arguments(Or));
        Cql2Limits.Check(list);
        _depth--;
        return list;
    }

    private List<Expression> Arguments(Func<Expression> next)
    {
        _lexer.Expect("(");
        List<Expression> arguments = [];
        if (_lexer.TryTake(TokenKind.Symbol, ")"))
        {
            return arguments;
        }

        do
        {
            arguments.Add(next());
            if (arguments.Count > Cql2Limits.List)
            {
                throw Cql2Limits.TooMany();
            }
        }
        while (_lexer.TryTake(TokenKind.Symbol, ","));
        _lexer.Expect(")");
        return arguments;
    }

    private Expression NameOrCall()
    {
        Token name = _lexer.Take();
        if (Wkt.IsTag(name.Text) && (_lexer.Current.Is(TokenKind.Symbol, "(") || (_lexer.Current is { Kind: TokenKind.Name, Text: "Z" or "z" } && _lexer.IsFollowedBy("("))))
        {
            return new GeometryLiteral(new Wkt(_lexer).Read(name.Text));
        }

        if (!_lexer.Current.Is(TokenKind.Symbol, "("))
        {
            return new PropertyName(name.Text);
        }

        return name.Text.ToUpperInvariant() switch
        {
            "BBOX" => new Wkt(_lexer).ReadBox(),
            "DATE" => new InstantLiteral(Literal(Instant.TryParseDate, "2024-06-09")),
            "TIMESTAMP" => new InstantLiteral(Literal(Instant.TryParseTimestamp, "2024-06-09T00:00:00Z")),
            "INTERVAL" => Interval(),
            _ => Call(name.Text),
        };
    }

    private Expression Call(string name)
    {
        Enter();
        bool takesArrays = Operators.KindOf(name) == OperatorKind.Array;
        List<Expression> arguments = Arguments(() => takesArrays && _lexer.Current.Is(TokenKind.Symbol, "(") ? List() : Or());
        _depth--;
        return Operation(name, arguments);
    }

    private delegate bool TryParse(ReadOnlySpan<char> text, out Instant instant);

    private Instant Literal(TryParse tryParse, string example)
    {
        _lexer.Expect("(");
        Token token = _lexer.Current;
        if (token.Kind != TokenKind.Text || !tryParse(token.Text, out Instant instant))
        {
            throw _lexer.Syntax(($"{Cql2Lexer.Name(token)} is not like '{example}'", $"{Cql2Lexer.Name(token)} は '{example}' の形ではありません"));
        }

        _lexer.Take();
        _lexer.Expect(")");
        return instant;
    }

    private IntervalExpression Interval()
    {
        _lexer.Expect("(");
        Expression from = IntervalEnd();
        _lexer.Expect(",");
        Expression to = IntervalEnd();
        _lexer.Expect(")");
        return new(from, to);
    }

    private Expression IntervalEnd()
    {
        Token token = _lexer.Current;
        Expression end = Primary();
        return end switch
        {
            TextLiteral { Value: ".." } => new OpenEnd(),
            TextLiteral literal => Instant.TryParse(literal.Value, out Instant instant) ? new InstantLiteral(instant) : throw _lexer.Syntax(($"'{literal.Value}' is not a date or a time stamp", $"'{literal.Value}' は日付でも日時でもありません")),
            InstantLiteral or PropertyName or Cql2.Operation => end,
            _ => throw _lexer.Syntax(($"{Cql2Lexer.Name(token)} cannot end an interval", $"{Cql2Lexer.Name(token)} は区間の端になれません")),
        };
    }

    private Expression Operation(string name, IReadOnlyList<Expression> arguments) => ExpressionFactory.Operation(name, arguments, _lexer.Syntax);

    private void Enter()
    {
        // Three levels of the grammar are one level of the tree; twice the tree's depth still fits every stack.
        if (++_depth > 2 * Cql2Limits.Depth)
        {
            throw Cql2Limits.TooDeep();
        }
    }
}
