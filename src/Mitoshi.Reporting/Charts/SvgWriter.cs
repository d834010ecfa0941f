using System.Net;
using System.Text;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Reporting.Charts;

/// <summary>Writes SVG with few words. Coordinates are rounded to a tenth of a pixel: the same figure gives the same bytes everywhere.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public static string Number(double value) => Numerals.WithoutNegativeZero(Math.Round(value, 1).ToString("0.#"));

    public static string Escape(string text) => WebUtility.HtmlEncode(Numerals.WithoutNegativeZero(text));

    public void Raw(string markup) => _text.Append(markup).Append('\n');

    public void Line(double x1, double y1, double x2, double y2, string style)
        => Raw($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" class=\"{style}\"/>");

    public void Rectangle(double x, double y, double width, double height, string fill, string? title = null)
    {
        string inside = title is null ? "/>" : $"><title>{Escape(title)}</title></rect>";
        Raw($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(width, 0))}\" height=\"{Number(Math.Max(height, 0))}\" fill=\"{fill}\"{inside}");
    }

    public void Circle(double x, double y, double radius, string fill)
        => Raw($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{fill}\"/>");

    public void Path(IEnumerable<(double X, double Y)> points, string stroke, string extra = "")
    {
        StringBuilder path = new();
        foreach ((double x, double y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Number(x)).Append(' ').Append(Number(y));
        }

        Raw($"<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" {extra}/>");
    }

    /// <summary>A text at a point; both languages are written and the page shows one.</summary>
    public void Text(double x, double y, Core.Text text, string style = "", string anchor = "start", string transform = "")
    {
        if (text.En == text.Ja)
        {
            One(text.En, style);
        }
        else
        {
            One(text.En, style + " en");
            One(text.Ja, style + " ja");
        }

        void One(string words, string classes)
            => Raw($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" class=\"{classes.Trim()}\"{transform}>{Escape(words)}</text>");
    }

    /// <summary>The finished picture.</summary>
    public string Finish(double width, double height, Core.Text description)
        => $"<svg viewBox=\"0 0 {Number(width)} {Number(height)}\" role=\"img\" aria-label=\"{Escape(description.En)} / {Escape(description.Ja)}\" xmlns=\"http://www.w3.org/2000/svg\">\n{_text}</svg>\n";
}
