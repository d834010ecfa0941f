using System.Text;

namespace Mitoshi.Forest;

/// <summary>A table of factors: a CSV with a header, one citation per row. The ones that Mitoshi carries can be replaced by a user's file.</summary>
internal sealed class FactorTable
{
    private readonly string[] _header;

    private FactorTable(string name, string[] header, IReadOnlyList<string[]> rows)
    {
        Name = name;
        _header = header;
        Rows = rows;
    }

    public string Name { get; }

    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>A table that is part of Mitoshi.</summary>
    public static FactorTable Embedded(string name)
    {
        using Stream? stream = typeof(FactorTable).Assembly.GetManifestResourceStream(name);
        Invariant.Holds(stream is not null, $"the table {name} is missing from the assembly");
        using StreamReader reader = new(stream!, Encoding.UTF8);
        return Parse(name, reader.ReadToEnd());
    }

    /// <summary>A user's table.</summary>
    /// <exception cref="MitoshiException"><c>allometry.no_table</c>.</exception>
    public static FactorTable Read(string path, IFiles files)
    {
        if (!files.Exists(path))
        {
            throw new MitoshiException(
                "allometry.no_table",
                found: ($"no file {path}", $"{path} がありません"),
                expected: ("a CSV of factors with the columns of the built-in table", "組み込みの表と同じ列のCSV"),
                remedy: ("Check the path, or leave the option out to use the built-in table.", "パスを確かめるか、指定をやめて組み込みの表を使ってください。"));
        }

        return Parse(Path.GetFileName(path), Encoding.UTF8.GetString(files.ReadAllBytes(path)));
    }

    /// <summary>Column of a name; -1 when the table has none.</summary>
    public int Column(string name) => Array.IndexOf(_header, name);

    public string Text(string[] row, string column)
    {
        int index = Column(column);
        if (index < 0 || index >= row.Length)
        {
            throw new MitoshiException(
                "allometry.bad_table",
                found: ($"{Name} has no column {column}", $"{Name} に列 {column} がありません"),
                expected: ($"columns {string.Join(", ", _header)} and {column}", $"列 {column}"),
                remedy: ("Add the column; the built-in table shows the form.", "列を加えてください。形式は組み込みの表と同じです。"));
        }

        return row[index];
    }

    /// <summary>A number; NaN for an empty cell.</summary>
    public double Number(string[] row, string column)
    {
        string text = Text(row, column);
        if (text.Length == 0)
        {
            return double.NaN;
        }

        return double.TryParse(text, out double number)
            ? number
            : throw new MitoshiException(
                "allometry.bad_table",
                found: ($"{Name}, column {column}: {text}", $"{Name} の列 {column}: {text}"),
                expected: ("a number with a decimal point", "小数点つきの数"),
                remedy: ("Correct the cell.", "セルを直してください。"));
    }

    private static FactorTable Parse(string name, string text)
    {
        List<string[]> rows = [];
        foreach (string line in text.TrimStart('\uFEFF').Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                rows.Add(Split(trimmed));
            }
        }

        return rows.Count == 0 ? new FactorTable(name, [], []) : new FactorTable(name, rows[0], rows.GetRange(1, rows.Count - 1));
    }

    private static string[] Split(string line)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"')
            {
                if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (c == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
