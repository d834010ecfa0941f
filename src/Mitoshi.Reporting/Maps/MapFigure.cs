using System.Text.RegularExpressions;
using Mitoshi.Reporting.Charts;

namespace Mitoshi.Reporting.Maps;

/// <summary>A map for a report: picture, legend with unit, scale bar, north arrow, corner coordinates.</summary>
/// <param name="Title">What the colours mean, with the unit: <c>AGB (Mg/ha)</c>.</param>
/// <param name="Values">rows × columns, NaN is no data (transparent).</param>
/// <param name="Columns">Columns of <paramref name="Values"/>.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Grid">The lattice of <paramref name="Values"/>, in metres when a scale bar is wanted.</param>
/// <param name="Colours">Colour map.</param>
/// <param name="Min">Value of the first colour.</param>
/// <param name="Max">Value of the last colour.</param>
public sealed partial record MapFigure(Core.Text Title, ReadOnlyMemory<float> Values, int Columns, int Rows, Grid Grid, ColourMap Colours, double Min, double Max)
{
    private const double WideMin = 400, LineHeight = 15;

    /// <summary>Width of the picture in pixels of the page; about 300 for a map that shares the line with another, so that its letters stay readable.</summary>
    public double PictureWidth { get; init; } = 560;

    /// <summary>Classes with their names, for a legend of swatches in the place of the colour bar.</summary>
    public IReadOnlyList<(double Value, Core.Text Name)> Classes { get; init; } = [];

    /// <summary>Points to draw on the map, in map coordinates.</summary>
    public IReadOnlyList<(double X, double Y)> Points { get; init; } = [];

    /// <summary>Points that the reader must find, each with its name: drawn as labelled red rings.</summary>
    public IReadOnlyList<(double X, double Y, string Name)> Marked { get; init; } = [];

    /// <summary>Outlines to draw on the map, in map coordinates.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Outlines { get; init; } = [];

    /// <summary>True when the grid's unit is the metre: a scale bar is drawn.</summary>
    public bool IsMetric { get; init; } = true;

    /// <summary>The picture.</summary>
    public string ToSvg()
    {
        double height = PictureWidth * Rows / Columns, left = 8, top = 8;
        SvgWriter svg = new();
        svg.Raw($"<image x=\"{left}\" y=\"{top}\" width=\"{PictureWidth}\" height=\"{SvgWriter.Number(height)}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(Paint())}\"/>");
        svg.Raw($"<rect x=\"{left}\" y=\"{top}\" width=\"{PictureWidth}\" height=\"{SvgWriter.Number(height)}\" fill=\"none\" class=\"axis\"/>");
        (double X, double Y) Place((double X, double Y) point)
        {
            (double column, double row) = Grid.Transform.ToPixel(point.X, point.Y);
            return (left + (column / Columns * PictureWidth), top + (row / Rows * height));
        }

        // Areas may reach beyond the map; the same frame has the same name, so two maps of a page may share it.
        string frame = $"frame{PictureWidth:0}x{height:0}";
        svg.Raw($"<clipPath id=\"{frame}\"><rect x=\"{left}\" y=\"{top}\" width=\"{PictureWidth}\" height=\"{SvgWriter.Number(height)}\"/></clipPath>");
        svg.Raw($"<g clip-path=\"url(#{frame})\">");
        foreach (IReadOnlyList<(double X, double Y)> outline in Outlines)
        {
            svg.Path(outline.Select(Place), "#000", "stroke-width=\"1.6\"");
        }

        foreach ((double X, double Y) point in Points)
        {
            (double x, double y) = Place(point);
            svg.Raw($"<circle cx=\"{SvgWriter.Number(x)}\" cy=\"{SvgWriter.Number(y)}\" r=\"3\" fill=\"#fff\" stroke=\"#000\"/>");
        }

        svg.Raw("</g>");

        foreach ((double X, double Y, string name) in Marked)
        {
            (double x, double y) = Place((X, Y));
            svg.Raw($"<circle cx=\"{SvgWriter.Number(x)}\" cy=\"{SvgWriter.Number(y)}\" r=\"6.5\" fill=\"none\" stroke=\"#c1272d\" stroke-width=\"2.2\"/>");
            bool isNearRight = x > left + (0.8 * PictureWidth);
            svg.Text(x + (isNearRight ? -9 : 9), Math.Max(y - 6, top + 11), name, "mark", isNearRight ? "end" : "start");
        }

        double under = top + height + 18;
        if (PictureWidth >= WideMin)
        {
            svg.Text(left, under, Corner(0, 0), "tick");
            svg.Text(left + PictureWidth, under, Corner(Columns, Rows), "tick", "end");
        }

        double legendEnd = DrawLegend(svg, left + PictureWidth + 24, top, (PictureWidth >= WideMin ? 200 : 160) - 34);
        double north = Math.Max(top + Math.Min(height, 330) - 66, legendEnd + 26);
        DrawNorth(svg, left + PictureWidth + 40, north);
        if (IsMetric)
        {
            DrawScale(svg, left + (PictureWidth / 2), under + 4);
        }

        return svg.Finish(PictureWidth + (PictureWidth >= WideMin ? 200 : 160), Math.Max(Math.Max(height + 56, 300), north + 32), Title);
    }

    private byte[] Paint()
    {
        byte[] rgba = new byte[Columns * Rows * 4];
        ReadOnlySpan<float> values = Values.Span;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsNaN(values[i]))
            {
                (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2]) = Colours.At((values[i] - Min) / (Max - Min));
                rgba[(4 * i) + 3] = 255;
            }
        }

        return PngEncoder.Encode(rgba, Columns, Rows);
    }

    private Core.Text Corner(double column, double row)
    {
        (double x, double y) = Grid.Transform.ToMap(column, row);
        return Grid.Crs.IsLocal ? ($"local ({x:0}, {y:0}) m", $"局所座標 ({x:0}, {y:0}) m") : $"{Grid.Crs} ({x:0.###}, {y:0.###})";
    }

    // Gives the y below which nothing of the legend stands.
    private double DrawLegend(SvgWriter svg, double x, double y, double width)
    {
        const double Height = 180;
        string[] en = Lines(Title.En, width), ja = Lines(Title.Ja, width);
        for (int line = 0; line < Math.Max(en.Length, ja.Length); line++)
        {
            svg.Text(x, y + 12 + (LineHeight * line), (line < en.Length ? en[line] : "", line < ja.Length ? ja[line] : ""), "title");
        }

        y += LineHeight * (Math.Max(en.Length, ja.Length) - 1);
        for (int i = 0; i < Classes.Count; i++)
        {
            (double value, Core.Text name) = Classes[i];
            double top = y + 26 + (22 * i);
            svg.Raw($"<rect x=\"{SvgWriter.Number(x)}\" y=\"{SvgWriter.Number(top)}\" width=\"16\" height=\"14\" fill=\"{Colours.Hex((value - Min) / (Max - Min))}\" class=\"axis\"/>");
            svg.Text(x + 22, top + 11, name, "tick");
        }

        if (Classes.Count > 0)
        {
            return y + 26 + (22 * Classes.Count);
        }

        for (int i = 0; i < 90; i++)
        {
            svg.Rectangle(x, y + 24 + (i * Height / 90), 16, (Height / 90) + 0.5, Colours.Hex(1 - (i / 89.0)));
        }

        Axis axis = Axis.Exactly(Title, Min, Max);
        foreach (double tick in axis.Ticks())
        {
            svg.Text(x + 22, axis.Scale(tick, y + 24 + Height, y + 24) + 4, axis.Label(tick), "tick");
        }

        return y + 24 + Height;
    }

    // Words of a legend's title that do not fit beside each other stand below each other; Japanese breaks anywhere but within a word of other letters.
    private static string[] Lines(string title, double width)
    {
        const double Letter = 7.4, Kanji = 12.8;
        List<string> lines = [""];
        double used = 0;
        foreach (Match piece in Pieces().Matches(title))
        {
            double needed = piece.Value.TrimEnd().Sum(letter => letter > 0x2e80 ? Kanji : Letter);
            if (used > 0 && used + needed > width)
            {
                lines.Add("");
                used = 0;
            }

            lines[^1] += piece.Value;
            used += needed + (piece.Value.EndsWith(' ') ? Letter : 0);
        }

        return [.. lines.Select(line => line.TrimEnd())];
    }

    [GeneratedRegex(@"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+")]
    private static partial Regex Pieces();

    private static void DrawNorth(SvgWriter svg, double x, double y)
    {
        svg.Raw($"<path d=\"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}l8 26l-8 -6l-8 6z\" class=\"north\"/>");
        svg.Text(x, y - 5, "N", "title", "middle");
    }

    // 1, 2 or 5 times a power of ten metres, near a quarter of the map's width.
    private void DrawScale(SvgWriter svg, double middle, double y)
    {
        double widthMetres = Columns * Math.Abs(Grid.Transform.ColumnX), rough = widthMetres / 4;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double length = power * (rough / power >= 5 ? 5 : rough / power >= 2 ? 2 : 1), pixels = length / widthMetres * PictureWidth;
        svg.Rectangle(middle - (pixels / 2), y - 8, pixels / 2, 5, "#222");
        svg.Raw($"<rect x=\"{SvgWriter.Number(middle)}\" y=\"{SvgWriter.Number(y - 8)}\" width=\"{SvgWriter.Number(pixels / 2)}\" height=\"5\" fill=\"#fff\" stroke=\"#222\"/>");
        svg.Text(middle, y + 12, length >= 1000 ? $"{length / 1000:0.#} km" : $"{length:0.#} m", "tick", "middle");
    }
}
