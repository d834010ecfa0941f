namespace Mitoshi.Reporting.Charts;

/// <summary>Something drawn in the frame of a chart.</summary>
public abstract record ChartMark
{
    /// <summary>Name in the legend; none when null.</summary>
    public Core.Text? Name { get; init; }

    /// <summary>Colour.</summary>
    public string Colour { get; init; } = Colours.Blue;

    internal abstract void Draw(SvgWriter svg, Frame frame);
}

/// <summary>A line through points.</summary>
public sealed record LineMark(IReadOnlyList<(double X, double Y)> Points) : ChartMark
{
    /// <summary>Dashed.</summary>
    public bool IsDashed { get; init; }

    internal override void Draw(SvgWriter svg, Frame frame)
        => svg.Path(Points.Select(point => (frame.X(point.X), frame.Y(point.Y))), Colour, IsDashed ? "stroke-width=\"1.5\" stroke-dasharray=\"5 4\"" : "stroke-width=\"2\"");
}

/// <summary>Points, with half-widths of error bars where they are given.</summary>
public sealed record PointMark(IReadOnlyList<(double X, double Y)> Points) : ChartMark
{
    /// <summary>Half-width of the vertical bar of each point.</summary>
    public IReadOnlyList<double>? ErrorY { get; init; }

    /// <summary>Half-width of the horizontal bar of each point.</summary>
    public IReadOnlyList<double>? ErrorX { get; init; }

    /// <summary>Radius in pixels.</summary>
    public double Radius { get; init; } = 3.5;

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        for (int i = 0; i < Points.Count; i++)
        {
            (double x, double y) = Points[i];
            if (ErrorY is not null)
            {
                svg.Line(frame.X(x), frame.Y(y - ErrorY[i]), frame.X(x), frame.Y(y + ErrorY[i]), "error");
            }

            if (ErrorX is not null)
            {
                svg.Line(frame.X(x - ErrorX[i]), frame.Y(y), frame.X(x + ErrorX[i]), frame.Y(y), "error");
            }

            svg.Circle(frame.X(x), frame.Y(y), Radius, Colour);
        }
    }
}

/// <summary>A bar for each category, from the base line; with error bars where they are given.</summary>
/// <param name="Heights">One a category; NaN leaves a gap.</param>
public sealed record BarMark(IReadOnlyList<double> Heights) : ChartMark
{
    /// <summary>Where the bars start.</summary>
    public double Base { get; init; }

    /// <summary>Which of several bars in a category (0 is the first).</summary>
    public int Place { get; init; }

    /// <summary>How many bars a category has.</summary>
    public int Places { get; init; } = 1;

    /// <summary>Start of each bar where they float (waterfall); else <see cref="Base"/>.</summary>
    public IReadOnlyList<double>? Starts { get; init; }

    /// <summary>A colour for each bar; else <see cref="ChartMark.Colour"/>.</summary>
    public IReadOnlyList<string>? EachColour { get; init; }

    /// <summary>Text over each bar.</summary>
    public IReadOnlyList<Core.Text>? Labels { get; init; }

    internal override void Draw(SvgWriter svg, Frame frame)
    {
        double width = 0.8 / Places;
        for (int i = 0; i < Heights.Count; i++)
        {
            if (double.IsNaN(Heights[i]))
            {
                continue;
            }

            double left = frame.X(i + 0.1 + (Place * width)), right = frame.X(i + 0.1 + ((Place + 1) * width));
            double from = frame.Y(Starts?[i] ?? Base), to = frame.Y(Heights[i]);
            svg.Rectangle(left, Math.Min(from, to), right - left - 1, Math.Max(Math.Abs(from - to), 0.5), EachColour?[i] ?? Colour, $"{Heights[i]:0.###}");
            if (Labels is not null)
            {
                svg.Text((left + right) / 2, Math.Min(from, to) - 5, Labels[i], "value", "middle");
            }
        }
    }
}

/// <summary>Horizontal bars, the first category at the top.</summary>
public sealed record HorizontalBarMark(IReadOnlyList<double> Lengths) : ChartMark
{
    internal override void Draw(SvgWriter svg, Frame frame)
    {
        for (int i = 0; i < Lengths.Count; i++)
        {
            double top = frame.YCategory(i + 0.15), bottom = frame.YCategory(i + 0.85), zero = frame.X(0), end = frame.X(Lengths[i]);
            svg.Rectangle(Math.Min(zero, end), top, Math.Abs(end - zero), bottom - top, Colour, $"{Lengths[i]:0.####}");
        }
    }
}

/// <summary>Points in horizontal categories: balance (Love) plots.</summary>
public sealed record DotMark(IReadOnlyList<double> Values) : ChartMark
{
    internal override void Draw(SvgWriter svg, Frame frame)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            svg.Circle(frame.X(Values[i]), frame.YCategory(i + 0.5), 4.5, Colour);
        }
    }
}

/// <summary>The area between two lines.</summary>
public sealed record BandMark(IReadOnlyList<(double X, double Lower, double Upper)> Points) : ChartMark
{
    internal override void Draw(SvgWriter svg, Frame frame)
    {
        IEnumerable<(double X, double Y)> outline = Points.Select(point => (frame.X(point.X), frame.Y(point.Upper)))
            .Concat(Points.Reverse().Select(point => (frame.X(point.X), frame.Y(point.Lower))));
        string text = string.Join(' ', outline.Select(point => $"{SvgWriter.Number(point.X)},{SvgWriter.Number(point.Y)}"));
        svg.Raw($"<polygon points=\"{text}\" fill=\"{Colour}\" fill-opacity=\"0.18\"/>");
    }
}

/// <summary>Counts in square cells, darker for more: a scatter of very many points.</summary>
/// <param name="Counts">rows × columns, row 0 at the bottom.</param>
public sealed record DensityMark(int[,] Counts) : ChartMark
{
    internal override void Draw(SvgWriter svg, Frame frame)
    {
        int rows = Counts.GetLength(0), columns = Counts.GetLength(1), max = 1;
        foreach (int count in Counts)
        {
            max = Math.Max(max, count);
        }

        double width = frame.Width / columns, height = frame.Height / rows;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (Counts[row, column] > 0)
                {
                    // Log of the count: single far points stay visible beside cells with thousands.
                    string colour = Maps.ColourMap.Viridis.Hex(1 - (Math.Log(1 + Counts[row, column]) / Math.Log(1 + max)));
                    svg.Rectangle(frame.Left + (column * width), frame.Bottom - ((row + 1) * height), width + 0.3, height + 0.3, colour);
                }
            }
        }
    }
}

/// <summary>A straight line over the whole frame.</summary>
/// <param name="At">Value on the axis.</param>
/// <param name="IsVertical">A value of x instead of y.</param>
public sealed record RuleMark(double At, bool IsVertical = false) : ChartMark
{
    internal override void Draw(SvgWriter svg, Frame frame)
    {
        if (IsVertical)
        {
            svg.Line(frame.X(At), frame.Top, frame.X(At), frame.Bottom, "rule");
        }
        else
        {
            svg.Line(frame.Left, frame.Y(At), frame.Right, frame.Y(At), "rule");
        }
    }
}

/// <summary>Words in the frame.</summary>
public sealed record LabelMark(double X, double Y, Core.Text Words) : ChartMark
{
    /// <summary>start, middle or end.</summary>
    public string Anchor { get; init; } = "start";

    internal override void Draw(SvgWriter svg, Frame frame) => svg.Text(frame.X(X), frame.Y(Y), Words, "value", Anchor);
}
