using Mitoshi.Reporting.Pages;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Mitoshi.Cli.Terminal;

/// <summary>A result on the terminal: title, tables, where the files are, what to do next.</summary>
internal static class SummaryPage
{
    public static void Write(Summary summary, Language language)
    {
        // A pipe has no width; a table cut at 80 columns cannot be read by the next program.
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 200;
        }

        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]{summary.Title.In(language)}[/]");
        foreach (Core.Text note in summary.Notes)
        {
            AnsiConsole.WriteLine(Words(note, language));
        }

        foreach (SummaryTable table in summary.Tables)
        {
            AnsiConsole.WriteLine();
            Write(table, language);
        }

        if (summary.Files.Count > 0)
        {
            AnsiConsole.WriteLine();
            AnsiConsole.WriteLine(language == Language.Japanese ? "できたファイル" : "Files");
            foreach (OutputFile file in summary.Files)
            {
                Console.WriteLine($"  {file.What.In(language)}: {file.Path}");
            }
        }

        if (summary.NextSteps.Count > 0)
        {
            AnsiConsole.WriteLine();
            AnsiConsole.WriteLine(language == Language.Japanese ? "次にすること" : "Next");
            foreach (Core.Text step in summary.NextSteps)
            {
                Console.WriteLine($"  {step.In(language)}");
            }
        }

        if (summary.LastLine is not null)
        {
            Console.WriteLine(summary.LastLine);
        }
    }

    private static string Words(Core.Text text, Language language) => Numerals.WithoutNegativeZero(text.In(language));

    private static void Write(SummaryTable table, Language language)
    {
        Table drawn = new() { Title = new TableTitle(Markup.Escape(table.Title.In(language))), Border = TableBorder.Simple };
        for (int i = 0; i < table.Columns.Count; i++)
        {
            TableColumn column = new(Markup.Escape(table.Columns[i].In(language)));
            drawn.AddColumn(i == 0 || table.IsText ? column.LeftAligned() : column.RightAligned());
        }

        foreach (IReadOnlyList<Core.Text> row in table.Rows)
        {
            drawn.AddRow([.. row.Select(cell => new Spectre.Console.Text(Words(cell, language)))]);
        }

        AnsiConsole.Write(drawn);
    }
}
