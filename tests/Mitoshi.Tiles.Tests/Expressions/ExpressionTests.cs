namespace Mitoshi.Tiles.Tests.Expressions;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("b1", 3)]
    [InlineData("(b2-b1)/(b2+b1)", 0.4)]
    [InlineData("b1+b2*2", 17)]
    [InlineData("(b1+b2)*2", 20)]
    [InlineData("2^3^2", 512)]
    [InlineData("-2^2", -4)]
    [InlineData("2**-1", 0.5)]
    [InlineData("10-4-3", 3)]
    [InlineData("24/4/3", 2)]
    [InlineData("sqrt(b1*b1)+abs(-1)", 4)]
    [InlineData("where(b1>2, 1, 0) + where(b1>=4, 1, 0)", 1)]
    [InlineData("min(b1,b2)*max(b1,b2)", 21)]
    [InlineData("1.5e1 - .5", 14.5)]
    [InlineData("ln(exp(1))", 1)]
    [InlineData("log10(1000)", 3)]
    [InlineData("b1==3", 1)]
    [InlineData("b1!=3", 0)]
    public void Arithmetic_is_that_of_school(string text, double expected)
    {
        Expression expression = Expression.Parse(text);
        float[] bands = [.. expression.BandNames.Select(name => name == "b1" ? 3f : 7f)], result = new float[1];
        expression.Evaluate(bands, 1, result);
        Assert.Equal(expected, result[0], 1e-5);
    }

    [Fact]
    public void Several_results_and_names_of_assets_are_read()
    {
        Expression expression = Expression.Parse("B08/B04; (B08-B04)/(B08+B04) ;1");
        Assert.Equal(3, expression.ResultCount);
        Assert.Equal(["B08", "B04"], expression.BandNames);
    }

    [Theory]
    [InlineData("b1/0")]
    [InlineData("ln(0-b1)")]
    [InlineData("b1 > 0/0")]
    public void What_is_not_finite_is_no_data(string text)
    {
        float[] result = new float[1];
        Expression.Parse(text).Evaluate([3f], 1, result);
        Assert.True(float.IsNaN(result[0]));
    }

    [Fact]
    public void Many_pixels_give_what_each_gives()
        => Gen.Float[-100, 100].Array[2, 3000].Sample(numbers =>
        {
            int count = numbers.Length / 2;
            float[] many = new float[count], one = new float[1];
            Expression expression = Expression.Parse("(b2-b1)/(b2+b1)*where(b1<b2,b1,2)");
            Assert.Equal(["b2", "b1"], expression.BandNames);
            expression.Evaluate(numbers.AsSpan(0, 2 * count), count, many);
            int pixel = count / 2;
            expression.Evaluate([numbers[pixel], numbers[count + pixel]], 1, one);
            Assert.Equal(one[0], many[pixel]);
        }, iter: 50);

    [Theory]
    [InlineData("")]
    [InlineData("b1+")]
    [InlineData("(b1")]
    [InlineData("b1)")]
    [InlineData("b1 b2")]
    [InlineData("min(b1)")]
    [InlineData("where(b1,b2)")]
    [InlineData("1e999")]
    [InlineData("1.2.3")]
    [InlineData("b1;;b2")]
    [InlineData("b1;")]
    [InlineData("system('x')")]
    [InlineData("b1=3")]
    [InlineData("バンド1")]
    public void Nonsense_is_refused_with_its_place(string text)
        => Assert.Equal("tiles.bad_expression", Assert.Throws<MitoshiException>(() => Expression.Parse(text)).Code);

    [Fact]
    public void Depth_length_and_results_are_bounded()
    {
        string[] hostile = [new string('(', 1000), new string('-', 2000) + "1", new string('1', 5000), string.Join(';', Enumerable.Repeat("1", 100)), string.Concat(Enumerable.Range(1, 100).Select(i => $"b{i}+")) + "1"];
        Assert.All(hostile, text => Assert.Equal("tiles.bad_expression", Assert.Throws<MitoshiException>(() => Expression.Parse(text)).Code));
    }

    [Fact]
    public void Any_text_is_read_or_refused()
        => Gen.String[Gen.Char["b12+-*/^().,;<>=!ewhrmin "], 0, 40].Sample(text =>
        {
            try
            {
                Expression expression = Expression.Parse(text);
                expression.Evaluate(new float[expression.BandNames.Count * 3], 3, new float[expression.ResultCount * 3]);
            }
            catch (MitoshiException error)
            {
                Assert.Equal("tiles.bad_expression", error.Code);
            }
        }, iter: 20_000);
}
