namespace Mitoshi.Reporting.Charts;

/// <summary>An axis of a chart: a range with round ticks, or categories side by side.</summary>
public sealed record Axis
{
    private Axis(Core.Text title, double min, double max, IReadOnlyList<Core.Text> categories)
        => (Title, Min, Max, Categories) = (title, min, max, categories);

    /// <summary>Title with the unit: <c>AGB (Mg/ha)</c>.</summary>
    public Core.Text Title { get; }

    /// <summary>Value at the start.</summary>
    public double Min { get; }

    /// <summary>Value at the end.</summary>
    public double Max { get; }

    /// <summary>Names of categories; category i spans i to i + 1. Empty for numbers.</summary>
    public IReadOnlyList<Core.Text> Categories { get; }

    /// <summary>An axis of numbers, widened to round ends.</summary>
    public static Axis Numbers(Core.Text title, double min, double max)
    {
        if (!(max > min))
        {
            max = min + 1;
        }

        double step = Step(max - min);
        return new(title, Math.Floor(min / step) * step, Math.Ceiling(max / step) * step, []);
    }

    /// <summary>An axis of numbers with exactly these ends.</summary>
    public static Axis Exactly(Core.Text title, double min, double max) => new(title, min, max, []);

    /// <summary>An axis of categories.</summary>
    public static Axis Of(Core.Text title, IReadOnlyList<Core.Text> categories) => new(title, 0, categories.Count, categories);

    /// <summary>Round numbers from start to end.</summary>
    internal IEnumerable<double> Ticks()
    {
        double step = Step(Max - Min);
        for (long i = (long)Math.Ceiling((Min / step) - 1e-9); i * step <= Max + (step * 1e-9); i++)
        {
            yield return i * step;
        }
    }

    /// <summary>A tick as text: no more digits than the step has.</summary>
    internal string Label(double tick)
    {
        int digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step(Max - Min)) - 1e-9));
        return (Math.Abs(tick) < 1e-12 ? 0 : tick).ToString(Max >= 10_000 ? "#,0" : "F" + digits);
    }

    internal double Scale(double value, double from, double to) => from + ((value - Min) / (Max - Min) * (to - from));

    // 1, 2 or 5 times a power of ten, for about six ticks.
    private static double Step(double range)
    {
        double rough = range / 6, power = Math.Pow(10, Math.Floor(Math.Log10(rough))), ratio = rough / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }
}
