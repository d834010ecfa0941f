using System.Net;
using System.Reflection;
using System.Text;

namespace Mitoshi.Reporting.Pages;

/// <summary>Writes a report as one HTML file without any request to elsewhere. Both languages are inside; a switch without script shows one.</summary>
public static class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="language">The language shown first (and printed).</param>
    public static string ToHtml(Report report, Language language)
    {
        StringBuilder html = new();
        bool isJapanese = language == Language.Japanese;
        html.Append($"<!doctype html>\n<html lang=\"{(isJapanese ? "ja" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Escape(report.Title.In(language))}</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n")
            .Append($"<input type=\"radio\" name=\"language\" id=\"show-en\"{(isJapanese ? "" : " checked")}>")
            .Append($"<input type=\"radio\" name=\"language\" id=\"show-ja\"{(isJapanese ? " checked" : "")}>\n")
            .Append("<nav><label for=\"show-en\">English</label><label for=\"show-ja\">日本語</label></nav>\n<main>\n")
            .Append($"<header><h1>{Both(report.Title)}</h1><p>{Both(report.Subtitle)}</p></header>\n");
        if (report.IsSimulated)
        {
            Append(html, new Warning(("Simulated data: no place on the Earth looks like this. The truth is known, so every figure can be checked.",
                "模擬データです。実在の場所ではありません。真値がわかっているので、すべての数値を検算できます。")));
        }

        foreach (Section section in report.Sections)
        {
            html.Append($"<section>\n<h2>{Both(section.Title)}</h2>\n");
            bool isPair = false;
            foreach (Item item in section.Items)
            {
                bool isNarrow = item is Figure { IsWide: false };
                if (isNarrow != isPair)
                {
                    html.Append(isNarrow ? "<div class=\"pair\">\n" : "</div>\n");
                    isPair = isNarrow;
                }

                Append(html, item);
            }

            html.Append(isPair ? "</div>\n</section>\n" : "</section>\n");
        }

        html.Append("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>Writes the page to a file: the old file or the new one, never half.</summary>
    public static void Write(Report report, Language language, string path, IFiles files)
        => files.WriteAtomically(path, Encoding.UTF8.GetBytes(ToHtml(report, language)));

    private static void Append(StringBuilder html, Item item)
    {
        switch (item)
        {
            case Paragraph paragraph:
                html.Append($"<p>{Both(paragraph.Words)}</p>\n");
                break;
            case Warning warning:
                html.Append($"<p class=\"warning\" role=\"note\">{Both(warning.Words)}</p>\n");
                break;
            case KeyFigures figures:
                html.Append("<dl class=\"figures\">\n");
                foreach (KeyFigure figure in figures.Figures)
                {
                    html.Append($"<div><dd>{Both(figure.Value)}</dd><dt>{Both(figure.Meaning)}</dt></div>\n");
                }

                html.Append("</dl>\n");
                break;
            case Figure figure:
                html.Append($"<figure{(figure.IsWide ? " class=\"wide\"" : "")}>\n{figure.Svg}<figcaption>{Both(figure.Caption)}</figcaption>\n</figure>\n");
                break;
            case Table table:
                AppendTable(html, table);
                break;
            default:
                throw new InvariantException($"no markup for {item.GetType().Name}");
        }
    }

    private static void AppendTable(StringBuilder html, Table table)
    {
        html.Append($"<div class=\"scroll\"><table{(table.IsText ? " class=\"words\"" : "")}>\n<caption>{Both(table.Caption)}{(table.Note is null ? "" : $"<small>{Both(table.Note)}</small>")}</caption>\n<thead><tr>");
        foreach (Text column in table.Columns)
        {
            html.Append($"<th scope=\"col\">{Both(column)}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<Text> row in table.Rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                html.Append(i == 0 ? $"<th scope=\"row\">{Both(row[i])}</th>" : $"<td>{Both(row[i])}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static string Both(Text text) => text.En == text.Ja ? Escape(text.En)
        : $"<span class=\"en\" lang=\"en\">{Escape(text.En)}</span><span class=\"ja\" lang=\"ja\">{Escape(text.Ja)}</span>";

    private static string Escape(string text) => WebUtility.HtmlEncode(Numerals.WithoutNegativeZero(text));

    private static string Style()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
