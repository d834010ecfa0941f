using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Mark between whole and fraction in a table's numbers.</summary>
public enum DecimalMark
{
    /// <summary>32.5.</summary>
    Point,

    /// <summary>32,5.</summary>
    Comma,
}

/// <summary>
/// A table of plots or trees from any file that GDAL opens, or a CSV in UTF-8 or Shift-JIS. Cells stay text until they are asked for as a
/// number, so that a message can name the row, the column and what stands there.
/// </summary>
internal sealed class PlotTable
{
    private readonly DecimalMark _decimal;

    private PlotTable(string name, IReadOnlyList<string> columns, IReadOnlyList<string?[]> rows, IReadOnlyList<byte[]?> geometries, Crs? crs, DecimalMark mark)
    {
        Name = name;
        Columns = columns;
        Rows = rows;
        Geometries = geometries;
        Crs = crs;
        _decimal = mark;
    }

    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string?[]> Rows { get; }

    public IReadOnlyList<byte[]?> Geometries { get; }

    public Crs? Crs { get; }

    /// <exception cref="MitoshiException"><c>plots.bad_encoding</c>, <c>plots.empty</c>, <c>vector.not_found</c>, <c>vector.cannot_open</c>.</exception>
    public static PlotTable Read(string path, DecimalMark mark, IFiles files)
    {
        string name = Path.GetFileName(path);
        PlotTable table = Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".txt" or ".tsv" && files.Exists(path)
            ? ReadText(name, files.ReadAllBytes(path), mark)
            : ReadVector(name, path, mark);
        return table.Rows.Count > 0 ? table : throw new MitoshiException(
            "plots.empty",
            found: ($"{name} has no rows", $"{name} に行がありません"),
            expected: ("a header and at least one row", "見出しと1行以上"),
            remedy: ("Check that the right file or sheet was given.", "正しいファイルかシートか確かめてください。"));
    }

    /// <summary>Index of the first column with one of these names, units in the name left aside; -1 when there is none.</summary>
    public int Find(string? wanted, params string[] usual)
    {
        if (wanted is not null)
        {
            int index = Index(wanted);
            return index >= 0 ? index : throw Missing(wanted);
        }

        foreach (string name in usual)
        {
            int index = Index(name);
            if (index >= 0)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>As <see cref="Find"/>, but the column must be there.</summary>
    public int Require(string? wanted, params string[] usual)
    {
        int index = Find(wanted, usual);
        return index >= 0 ? index : throw Missing(usual[0]);
    }

    public string Text(int row, int column)
        => Rows[row][column]?.Trim() is { Length: > 0 } text ? text : throw new MitoshiException(
            "plots.missing_value",
            found: ($"{Name}, row {row + 2}, column {Columns[column]}: empty", $"{Name} {row + 2}行目 列「{Columns[column]}」が空です"),
            expected: ("a value in every row", "すべての行に値"),
            remedy: ("Fill it in or remove the row.", "値を入れるか行を除いてください。"));

    /// <summary>A number; NaN when the cell is empty.</summary>
    /// <exception cref="MitoshiException"><c>plots.bad_number</c>.</exception>
    public double Number(int row, int column)
    {
        string? text = Rows[row][column]?.Trim();
        if (string.IsNullOrEmpty(text) || text is "NA" or "NaN" or "-9999")
        {
            return double.NaN;
        }

        string plain = JapaneseLetters.Widen(text);
        if (_decimal == DecimalMark.Comma)
        {
            plain = plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        }

        if (!plain.Contains(',') && double.TryParse(plain, out double number) && double.IsFinite(number))
        {
            return number;
        }

        bool isComma = text.Contains(',');
        throw new MitoshiException(
            "plots.bad_number",
            found: ($"{Name}, row {row + 2}, column {Columns[column]}: found \"{text}\"", $"{Name} {row + 2}行目 列「{Columns[column]}」：「{text}」"),
            expected: ("a number with a decimal point", "小数点つきの数"),
            remedy: isComma
                ? ($"Write {text.Replace(',', '.')}, or declare `decimal: comma` (--decimal comma).", $"{text.Replace(',', '.')} と書くか、`decimal: comma`（--decimal comma）を宣言してください。")
                : ("Correct the cell; leave it empty for no value.", "セルを直してください。値がなければ空にします。"));
    }

    private int Index(string name)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private MitoshiException Missing(string column) => new(
        "plots.no_column",
        found: ($"{Name} has no column {column}; it has {string.Join(", ", Columns)}", $"{Name} に列「{column}」がありません。ある列：{string.Join("、", Columns)}"),
        expected: ($"a column {column}", $"列「{column}」"),
        remedy: ("Rename the column, or name it with the option for it.", "列名を変えるか、オプションで列名を指定してください。"));

    private static PlotTable ReadVector(string name, string path, DecimalMark mark)
    {
        VectorLayer layer = VectorFile.Read(path);
        return new PlotTable(
            name, [.. layer.Fields.Select(field => field.Name)],
            [.. layer.Features.Select(feature => feature.Attributes.Select((attribute, i) => layer.Fields[i].IsNumber && mark == DecimalMark.Comma
                ? attribute.Text?.Replace('.', ',')
                : attribute.Text).ToArray())],
            [.. layer.Features.Select(feature => feature.Geometry)], layer.Crs, mark);
    }

    private static PlotTable ReadText(string name, byte[] bytes, DecimalMark mark)
    {
        string text = Decode(name, bytes);
        List<string[]> rows = Split(text);
        if (rows.Count == 0)
        {
            return new PlotTable(name, [], [], [], null, mark);
        }

        string[] header = [.. rows[0].Select(cell => cell.Trim())];
        List<string?[]> body = [];
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Length == 1 && rows[i][0].Length == 0)
            {
                continue;
            }

            if (rows[i].Length != header.Length)
            {
                throw new MitoshiException(
                    "plots.ragged",
                    found: ($"{name}, row {i + 1}: {rows[i].Length} cells under {header.Length} columns", $"{name} {i + 1}行目：列{header.Length}に対しセル{rows[i].Length}個"),
                    expected: ("one cell for each column", "列ごとに一つのセル"),
                    remedy: ("Quote cells that hold the separator; with decimal commas separate by semicolons.", "区切り文字を含むセルは引用符で囲み、小数点がコンマなら区切りはセミコロンにしてください。"));
            }

            body.Add(rows[i]);
        }

        return new PlotTable(name, header, body, new byte[]?[body.Count], null, mark);
    }

    // UTF-8, or Shift-JIS as Japanese spreadsheets write it; anything else is refused rather than read as nonsense.
    private static string Decode(string name, byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            Encoding shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
            try
            {
                string text = shiftJis.GetString(bytes);

                // The decoder maps bytes that mean nothing to private characters instead of failing.
                return text.AsSpan().IndexOfAnyInRange('\uE000', '\uF8FF') < 0 ? text : throw new DecoderFallbackException();
            }
            catch (DecoderFallbackException error)
            {
                throw new MitoshiException(
                    "plots.bad_encoding",
                    found: ($"{name} is neither UTF-8 nor Shift-JIS", $"{name} はUTF-8でもShift-JISでもありません"),
                    expected: ("a text table in UTF-8", "UTF-8のテキスト表"),
                    remedy: ("Save it as CSV UTF-8.", "「CSV UTF-8」で保存し直してください。"), error);
            }
        }
    }

    private static List<string[]> Split(string text)
    {
        string head = text.Split('\n', 2)[0];
        char separator = head.Contains('\t') ? '\t' : head.Count(c => c == ';') > head.Count(c => c == ',') ? ';' : ',';
        List<string[]> rows = [];
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(c);
                    i++;
                }
                else if (c == '"')
                {
                    isQuoted = false;
                }
                else
                {
                    cell.Append(c);
                }
            }
            else if (c == '"')
            {
                isQuoted = true;
            }
            else if (c == separator || c == '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add([.. cells]);
                    cells.Clear();
                }
            }
            else
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
        {
            cells.Add(cell.ToString().TrimEnd('\r'));
            rows.Add([.. cells]);
        }

        return rows;
    }
}
