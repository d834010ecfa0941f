namespace Mitoshi.Reporting.Charts;

/// <summary>A chart with two axes, as SVG text with both languages inside.</summary>
/// <param name="AxisX">Horizontal axis.</param>
/// <param name="AxisY">Vertical axis.</param>
/// <param name="Marks">Drawn in this order.</param>
public sealed record Chart(Axis AxisX, Axis AxisY, IReadOnlyList<ChartMark> Marks)
{
    /// <summary>Width of the picture in pixels of its own coordinates; the default shares a line with another, and its letters can still be read on paper.</summary>
    public double Width { get; init; } = 440;

    /// <summary>Height.</summary>
    public double Height { get; init; } = 300;

    /// <summary>The picture.</summary>
    /// <param name="description">What it shows, for people who hear the page.</param>
    public string ToSvg(Core.Text description)
    {
        bool namesAtLeft = AxisY.Categories.Count > 0;
        double left = namesAtLeft ? 40 + (6.2 * AxisY.Categories.Max(name => WidthOf(name))) : 66;
        List<ChartMark> named = [.. Marks.Where(mark => mark.Name is not null)];
        Frame frame = new(AxisX, AxisY, left, named.Count > 0 ? 30 : 14, Width - 16, Height - 50);
        SvgWriter svg = new();
        DrawAxes(svg, frame);
        string clip = $"clip{Width:0}x{Height:0}x{left:0}x{frame.Top:0}";
        svg.Raw($"<clipPath id=\"{clip}\"><rect x=\"{SvgWriter.Number(left)}\" y=\"{SvgWriter.Number(frame.Top - 12)}\" width=\"{SvgWriter.Number(frame.Width)}\" height=\"{SvgWriter.Number(frame.Height + 12)}\"/></clipPath>");
        svg.Raw($"<g clip-path=\"url(#{clip})\">");
        foreach (ChartMark mark in Marks)
        {
            mark.Draw(svg, frame);
        }

        svg.Raw("</g>");
        DrawLegend(svg, frame, named);
        return svg.Finish(Width, Height, description);
    }

    private static int WidthOf(Core.Text text) => Math.Max(text.En.Length, 2 * text.Ja.Count(letter => letter > 0x2e80) + text.Ja.Count(letter => letter <= 0x2e80));

    private static void DrawLegend(SvgWriter svg, Frame frame, List<ChartMark> named)
    {
        double x = frame.Left;
        foreach (ChartMark mark in named)
        {
            svg.Rectangle(x, 10, 12, 8, mark.Colour);
            svg.Text(x + 17, 18, mark.Name!, "value");
            x += 36 + (6.4 * WidthOf(mark.Name!));
        }
    }

    private void DrawAxes(SvgWriter svg, Frame frame)
    {
        if (AxisX.Categories.Count > 0)
        {
            for (int i = 0; i < AxisX.Categories.Count; i++)
            {
                svg.Text(frame.X(i + 0.5), frame.Bottom + 17, AxisX.Categories[i], "tick", "middle");
            }
        }
        else
        {
            foreach (double tick in AxisX.Ticks())
            {
                svg.Line(frame.X(tick), frame.Top, frame.X(tick), frame.Bottom, "grid");
                svg.Text(frame.X(tick), frame.Bottom + 17, AxisX.Label(tick), "tick", "middle");
            }
        }

        if (AxisY.Categories.Count > 0)
        {
            for (int i = 0; i < AxisY.Categories.Count; i++)
            {
                svg.Text(frame.Left - 8, frame.YCategory(i + 0.5) + 4, AxisY.Categories[i], "tick", "end");
            }
        }
        else
        {
            foreach (double tick in AxisY.Ticks())
            {
                svg.Line(frame.Left, frame.Y(tick), frame.Right, frame.Y(tick), "grid");
                svg.Text(frame.Left - 8, frame.Y(tick) + 4, AxisY.Label(tick), "tick", "end");
            }
        }

        svg.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, "axis");
        svg.Line(frame.Left, frame.Top, frame.Left, frame.Bottom, "axis");
        svg.Text((frame.Left + frame.Right) / 2, Height - 12, AxisX.Title, "title", "middle");
        if (AxisY.Categories.Count == 0)
        {
            double middle = (frame.Top + frame.Bottom) / 2;
            svg.Text(16, middle, AxisY.Title, "title", "middle", $" transform=\"rotate(-90 16 {SvgWriter.Number(middle)})\"");
        }
    }
}
