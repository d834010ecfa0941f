using System.Text;

namespace Mitoshi.Cli.Reference;

/// <summary>The table of a process's parameters in Markdown, from its record.</summary>
internal static class ReferenceTable
{
    public const string Start = "<!-- parameters: written by `mitoshi reference` -->";
    public const string End = "<!-- end of parameters -->";

    /// <summary>The table between its two marks.</summary>
    public static string Of(ProcessDescription process)
    {
        StringBuilder table = new();
        table.AppendLine(Start).AppendLine("| parameter | meaning | 意味 | unit, values, default |").AppendLine("| --- | --- | --- | --- |");
        foreach (ParameterDescription parameter in process.Parameters)
        {
            AppendRow(table, parameter, "");
            foreach (ParameterDescription field in parameter.Fields)
            {
                AppendRow(table, field, parameter.Name + ".");
            }
        }

        return table.Append(End).ToString();
    }

    /// <summary>Puts the table into a page: over the old one, else at the end.</summary>
    public static string Into(string page, ProcessDescription process)
    {
        int start = page.IndexOf(Start, StringComparison.Ordinal), end = page.IndexOf(End, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? page[..start] + Of(process) + page[(end + End.Length)..]
            : page.TrimEnd() + "\n\n## All parameters\n\n" + Of(process) + "\n";
    }

    private static void AppendRow(StringBuilder table, ParameterDescription parameter, string prefix)
        => table.AppendLine($"| `{prefix}{parameter.Name}` | {Escape(parameter.About.En)} | {Escape(parameter.About.Ja)} | {Escape(Remark(parameter))} |");

    private static string Remark(ParameterDescription parameter)
    {
        List<string> remarks = [];
        if (parameter.IsRequired)
        {
            remarks.Add("required");
        }

        if (parameter.Details.Unit is { } unit)
        {
            remarks.Add(unit);
        }

        if (parameter.Choices.Count > 0)
        {
            remarks.Add(string.Join(", ", parameter.Choices));
        }

        if (parameter.IsList)
        {
            remarks.Add("several");
        }

        if (!parameter.IsRequired && parameter.Default is { } value and not System.Collections.ICollection && parameter.Fields.Count == 0)
        {
            string text = value is Enum ? ParameterDescription.ToUnderscores(value.ToString()!) : value.ToString()!;
            if (text.Length > 0)
            {
                remarks.Add($"default {text}");
            }
        }

        return string.Join("; ", remarks);
    }

    private static string Escape(string text) => text.Replace("|", "\\|");
}
