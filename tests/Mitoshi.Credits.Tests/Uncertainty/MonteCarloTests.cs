using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Tests.Uncertainty;

public sealed class MonteCarloTests
{
    private const double OnePercent = 0.01;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(-0.4)]
    public void A_sum_of_normals_has_the_closed_form(double rho)
    {
        Simulation result = Run("a + b", rho, new Distribution.Normal(10, 2), new Distribution.Normal(20, 3));
        Close(30, result.Mean);
        Close(Math.Sqrt(4 + 9 + (2 * rho * 6)), result.Sd);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void A_difference_of_normals_has_the_closed_form(double rho)
    {
        Simulation result = Run("b - a", rho, new Distribution.Normal(10, 2), new Distribution.Normal(20, 3));
        Close(10, result.Mean);
        Close(Math.Sqrt(4 + 9 - (2 * rho * 6)), result.Sd);
        Close(10 + (1.6448536269514722 * Math.Sqrt(13 - (12 * rho))), result.P95);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    public void A_product_of_normals_has_the_closed_form(double rho)
    {
        // E = m1 m2 + c, Var = m1^2 s2^2 + m2^2 s1^2 + 2 m1 m2 c + s1^2 s2^2 + c^2, c = rho s1 s2 (Goodman 1960).
        Simulation result = Run("a * b", rho, new Distribution.Normal(100, 10), new Distribution.Normal(50, 5));
        double c = rho * 50;
        Close(5000 + c, result.Mean);
        Close(Math.Sqrt((1e4 * 25) + (2500 * 100) + (2 * 5000 * c) + (100 * 25) + (c * c)), result.Sd);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(-0.5)]
    public void Products_and_ratios_of_lognormals_are_lognormal(double rho)
    {
        Distribution[] inputs = [new Distribution.Lognormal(3, 0.2), new Distribution.Lognormal(1, 0.3)];
        IsLognormal(4, 0.04 + 0.09 + (2 * rho * 0.06), Run("a * b", rho, inputs));
        IsLognormal(2, 0.04 + 0.09 - (2 * rho * 0.06), Run("a / b", rho, inputs));
    }

    [Fact]
    public void A_factor_that_is_used_twice_is_drawn_once()
    {
        Simulation shared = new MonteCarlo(Formula.Parse("a - b", new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 }), [new Distribution.Normal(10, 3)], Correlation.Uniform(1, 0)).Run(1000, 1, 1);
        Assert.Equal(0, shared.Sd);
    }

    [Fact]
    public void A_correlation_of_one_is_the_same_draw()
        => Assert.Equal(0, Run("a - b", 1, new Distribution.Normal(10, 3), new Distribution.Normal(10, 3)).Sd, 1e-12);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        Distribution[] inputs = [new Distribution.Normal(10, 2), new Distribution.Lognormal(1, 0.5), new Distribution.Triangular(0, 1, 5)];
        Formula formula = Formula.Parse("a * b - c", new Dictionary<string, int> { ["a"] = 0, ["b"] = 1, ["c"] = 2 });
        MonteCarlo simulation = new(formula, inputs, Correlation.Uniform(3, 0.3));
        Simulation one = simulation.Run(10_000, 7, 1);
        Assert.All([2, 3, 8], threads => Assert.Equal(one, simulation.Run(10_000, 7, threads)));
        Assert.NotEqual(one, simulation.Run(10_000, 8, 1));
    }

    [Fact]
    public void Draws_double_until_the_half_width_settles()
    {
        Simulation result = Run("a", 0, leastDraws: 100, new Distribution.Lognormal(0, 2));
        Assert.True(result is { IsConverged: true, Draws: > 200 });
    }

    [Fact]
    public void Approach_1_and_Approach_2_agree_on_ten_random_expressions()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            RandomExpression expression = new(new RandomStream(seed, "expressions"));
            (string text, double value, double size) = expression.Grow(3);
            Dictionary<string, int> places = expression.Inputs.Select((_, i) => i).ToDictionary(i => $"x{i}");
            Simulation result = new MonteCarlo(Formula.Parse(text, places), expression.Inputs, Correlation.Uniform(expression.Inputs.Count, 0)).Run(200_000, seed, 2);
            Assert.True(Math.Abs((result.Sd / size) - 1) <= 0.02, $"{text}: Approach 1 {size:G6} of {value:G6}, Approach 2 {result.Sd:G6} of {result.Mean:G6}");
        }
    }

    [Theory]
    [InlineData("2 + 3 * 4 ^ 2 / 8 - 1", 7)]
    [InlineData("-(2 - 5) ** 2", -9)]
    [InlineData("max(2, min(7, 3)) * sqrt(16) + ln(exp(1.5e0))", 13.5)]
    [InlineData("8 / 2 / 2", 2)]
    public void A_formula_is_read_as_it_is_written(string text, double expected)
        => Assert.Equal(expected, Formula.Parse(text, new Dictionary<string, int>()).Evaluate([], 1)[0], 1e-12);

    [Theory]
    [InlineData("a +")]
    [InlineData("nobody * 2")]
    [InlineData("(1 + 2")]
    [InlineData("1 2")]
    public void A_formula_that_is_not_understood_is_refused(string text)
        => Assert.Equal("credits.bad_formula", Assert.Throws<MitoshiException>(() => Formula.Parse(text, new Dictionary<string, int> { ["a"] = 0 })).Code);

    [Fact]
    public void A_matrix_that_is_no_correlation_is_refused()
        => Assert.Equal("credits.invalid_correlation", Assert.Throws<MitoshiException>(
            () => Correlation.Of(new[,] { { 1, 0.9, -0.9 }, { 0.9, 1, 0.9 }, { -0.9, 0.9, 1 } })).Code);

    private static Simulation Run(string text, double rho, params Distribution[] inputs) => Run(text, rho, 200_000, inputs);

    private static Simulation Run(string text, double rho, int leastDraws, params Distribution[] inputs)
        => new MonteCarlo(Formula.Parse(text, new Dictionary<string, int> { ["a"] = 0, ["b"] = 1 }), inputs, Correlation.Uniform(inputs.Length, rho)).Run(leastDraws, 1, 2);

    private static void IsLognormal(double mu, double variance, Simulation result)
    {
        double mean = Math.Exp(mu + (variance / 2));
        Close(mean, result.Mean);
        Close(mean * Math.Sqrt(Math.Exp(variance) - 1), result.Sd);
        Close(Math.Exp(mu - (1.6448536269514722 * Math.Sqrt(variance))), result.P5);
        Close(Math.Exp(mu + (1.6448536269514722 * Math.Sqrt(variance))), result.P95);
    }

    private static void Close(double expected, double found) => Assert.Equal(expected, found, Math.Abs(expected) * OnePercent);

    // A tree of sums, differences, products and quotients over normals of 1 to 4 % spread, each used once, with Approach 1 carried along.
    private sealed class RandomExpression(RandomStream random)
    {
        public List<Distribution> Inputs { get; } = [];

        public (string Text, double Value, double Size) Grow(int depth)
        {
            if (depth == 0)
            {
                double mean = 10 + (90 * random.NextDouble()), sd = mean * (0.01 + (0.03 * random.NextDouble()));
                Inputs.Add(new Distribution.Normal(mean, sd));
                return ($"x{Inputs.Count - 1}", mean, sd);
            }

            (string left, double a, double u) = Grow(depth - 1);
            (string right, double b, double v) = Grow(depth - 1);
            Correlation none = Correlation.Uniform(2, 0);
            int operation = random.NextInt(4);
            return operation switch
            {
                0 => ($"({left} + {right})", a + b, Approach1.Sum([1, 1], [u, v], none)),
                1 => ($"({left} - 0.3 * {right})", a - (0.3 * b), Approach1.Sum([1, -0.3], [u, v], none)),
                2 => ($"({left} * {right})", a * b, Math.Abs(a * b) * Approach1.Product([1, 1], [u / Math.Abs(a), v / Math.Abs(b)], none)),
                _ => ($"({left} / {right})", a / b, Math.Abs(a / b) * Approach1.Product([1, -1], [u / Math.Abs(a), v / Math.Abs(b)], none)),
            };
        }
    }
}
