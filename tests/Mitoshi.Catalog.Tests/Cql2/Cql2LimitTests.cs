using Mitoshi.Catalog.Cql2;

namespace Mitoshi.Catalog.Tests.Cql2;

public sealed class Cql2LimitTests
{
    private static readonly Gen<Expression> Value = Gen.OneOf(
        Gen.Double[-1e6, 1e6].Select(number => (Expression)new NumberLiteral(number)),
        Gen.String[Gen.Char["aあガ'%_ \\\"."], 0, 8].Where(text => !text.EndsWith('\\')).Select(text => (Expression)new TextLiteral(text)),
        Gen.String[Gen.Char["ab:_é雲1.- \""], 1, 6].Select(name => (Expression)new PropertyName(name)),
        Gen.Bool.Select(flag => (Expression)new BooleanLiteral(flag)));

    private static readonly Gen<Expression> Condition = Gen.Recursive<Expression>((depth, self) => depth > 3
        ? Gen.Select(Word("=", "<>", "<", ">="), Value, Value, (op, a, b) => (Expression)new Operation(op, [a, b]))
        : Gen.OneOf(
            Gen.Select(Word("and", "or"), self.Array[2, 3], (op, all) => (Expression)new Operation(op, all)),
            self.Select(one => (Expression)new Operation("not", [one])),
            Gen.Select(Value, Value.Array[1, 3], (one, list) => (Expression)new Operation("in", [one, new ListExpression(list)])),
            Gen.Select(Value, Value, Value, (a, b, c) => (Expression)new Operation("between", [a, new Operation("-", [b, new Operation("^", [c, b])]), c]))));

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    [Fact]
    public void Any_tree_survives_text_and_json()
        => Condition.Sample(tree =>
        {
            string json = Cql2Json.Write(tree);
            Assert.Equal(json, Cql2Json.Write(Cql2Json.Read(json)));
            Assert.Equal(json, Cql2Json.Write(Cql2Text.Read(Cql2Text.Write(tree))));
        }, iter: 2000);

    [Theory]
    [InlineData("S_INTERSECTS(geometry, POINT(90 180))", "geometry.out_of_range")]
    [InlineData("S_INTERSECTS(geometry, BBOX(0, 91, 1, 92))", "geometry.out_of_range")]
    [InlineData("S_INTERSECTS(geometry, BBOX(0, 10, 1, 9))", "geometry.bad_box")]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 1)))", "geometry.not_valid")]
    [InlineData("a = ", "cql2.syntax")]
    [InlineData("a = 'x", "cql2.syntax")]
    [InlineData("a", "cql2.syntax")]
    [InlineData("a = 1; DROP TABLE item", "cql2.syntax")]
    [InlineData("a = 1 AND 2", "cql2.syntax")]
    [InlineData("a IN ()", "cql2.syntax")]
    [InlineData("t = TIMESTAMP('2024-01-01')", "cql2.syntax")]
    [InlineData("casei(a, b) = 'x'", "cql2.syntax")]
    public void A_filter_that_cannot_be_read_says_why(string text, string code)
        => Assert.Equal(code, Assert.Throws<MitoshiException>(() => Cql2Text.Read(text)).Code);

    [Fact]
    public void Depth_length_and_lists_are_bounded()
    {
        string[] tooLarge =
        [
            new string('(', 30_000) + "a = 1" + new string(')', 30_000),
            string.Concat(Enumerable.Repeat("NOT ", 10_000)) + "a = 1",
            "a = 1" + string.Concat(Enumerable.Repeat(" + 1", 10_000)),
            "a = " + string.Concat(Enumerable.Repeat("2^", 10_000)) + "1",
            $"a IN ({string.Join(',', Enumerable.Range(0, 10_001))})",
            "a = '" + new string('x', 70_000) + "'",
            "f(" + string.Concat(Enumerable.Repeat("f(", 5_000)),
        ];
        Assert.All(tooLarge, text => Assert.Equal("cql2.too_large", Assert.Throws<MitoshiException>(() => Cql2Text.Read(text)).Code));
        string json = string.Concat(Enumerable.Repeat("{\"op\":\"not\",\"args\":[", 65)) + "true" + string.Concat(Enumerable.Repeat("]}", 65));
        Assert.Equal("cql2.too_large", Assert.Throws<MitoshiException>(() => Cql2Json.Read(json)).Code);
        Assert.Equal("cql2.syntax", Assert.Throws<MitoshiException>(() => Cql2Json.Read(new string('[', 60_000))).Code);
    }

    [Fact]
    public void No_text_of_tokens_throws_anything_but_an_error_for_the_user()
        => Word("a", "\"b", "'", "(", ")", "AND", "NOT", "IN", ",", "1", "-", "+", "^", "POINT", "BBOX", "INTERVAL", "DATE", "'..'", "IS", "NULL", "\\", "\ud800", "=", "<", "Z", "LIKE", "casei(")
            .Array[0, 12].Sample(tokens =>
            {
                try
                {
                    Cql2Text.Read(string.Join(' ', tokens));
                }
                catch (MitoshiException)
                {
                }
            }, iter: 20_000);

    [Theory]
    [InlineData("CASEI(n) = CASEI('STRASSE')", "Straße", true)]
    [InlineData("CASEI(n) = CASEI('ΟΔΟΣ')", "Οδος", true)]
    [InlineData("ACCENTI(n) = ACCENTI('カ')", "ガ", false)]
    [InlineData("ACCENTI(n) = 'debarquer'", "débárquér", true)]
    [InlineData("ACCENTI(n) = 'e'", "e\u0301", true)]
    [InlineData("WIDTHI(n) = WIDTHI('ＡＬＯＳ バイオ')", "ALOS ﾊﾞｲｵ", true)]
    [InlineData("n LIKE '100\\%%'", "100% 雲", true)]
    [InlineData("n LIKE '_雲'", "𠮷雲", true)]
    [InlineData("n LIKE '%a%b%c'", "xxaxxbxxbxxc", true)]
    [InlineData("NOT (m = 1)", "x", false)]
    [InlineData("m = 1 OR TRUE", "x", true)]
    [InlineData("n > '2024-01-01T00:00:00Z'", "2024-01-01T00:00:00.5Z", true)]
    [InlineData("n = 1 / 0", "x", false)]
    public void Text_is_folded_and_unknown_stays_unknown(string filter, string n, bool passes)
        => Assert.Equal(passes, new Evaluator(Cql2Text.Read(filter)).Passes(new One(n)));

    [Fact]
    public void A_function_that_nobody_knows_is_named()
        => Assert.Equal("cql2.unknown_function", Assert.Throws<MitoshiException>(() => new Evaluator(Cql2Text.Read("Buffer(geometry, 10) = 1"))).Code);

    private sealed class One(string n) : IFeature
    {
        public object? ValueOf(string property) => property == "n" ? n : null;
    }
}
