using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Projects;

/// <summary>
/// Measurements from a product's JSON or from a table (CSV) with the columns <c>id, value, unit, uncertainty, uncertainty_kind, n, method,
/// place, area_ha, from, to, pool</c>. The kind of the uncertainty is a column of its own, so that a standard deviation never passes for a
/// standard error.
/// </summary>
internal static class MeasurementFile
{
    private static readonly string[] Columns = ["id", "value", "unit", "uncertainty", "uncertainty_kind", "n", "method", "place", "area_ha", "from", "to", "pool"];

    public static IReadOnlyList<Measurement> Read(byte[] content, string name)
        => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? ReadTable(content, name) : MeasurementJson.Read(content, name);

    private static List<Measurement> ReadTable(byte[] content, string name)
    {
        string[] lines = Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        string[] header = [.. lines[0].Split(',').Select(cell => cell.Trim())];
        string? missing = Columns.FirstOrDefault(column => !header.Contains(column));
        if (missing is not null)
        {
            throw Bad(name, 1, missing, "", ($"the columns {string.Join(", ", Columns)}", $"列 {string.Join("、", Columns)}"));
        }

        Lineage lineage = new("table", "1", [new InputFile(name, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, "measurements")], "{}", 0);
        List<Measurement> measurements = [];
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length > 0)
            {
                measurements.Add(ReadRow(new Row(name, i + 1, header, lines[i].Split(',')), lineage));
            }
        }

        return measurements;
    }

    private static Measurement ReadRow(Row row, Lineage lineage)
    {
        double value = row.Number("value");
        double? n = row.Text("n").Length == 0 ? null : row.Number("n");
        UncertaintyKind kind = UncertaintyKinds.Parse(row.Text("uncertainty_kind"));
        if (kind == UncertaintyKind.Sd)
        {
            throw Refusal.SdForSe(($"{row.Name}, row {row.Line}: the standard deviation of single values", $"{row.Name} の{row.Line}行目：個々の値の標準偏差"));
        }

        double error = new StatedUncertainty(value, kind, row.Number("uncertainty"), n, IsStudent: n is >= 2).To(UncertaintyKind.Se);
        return new Measurement(row.Text("id"), new Estimate(value, new Unit(row.Text("unit")), new StandardError(error), n is >= 2 ? n.Value - 1 : double.PositiveInfinity, row.Text("method")),
            row.Text("place"), row.Number("area_ha"), row.Day("from"), row.Day("to"), row.Text("pool"), lineage);
    }

    private static MitoshiException Bad(string file, int line, string column, string cell, Text expected) => new("measurements.bad_table",
        found: ($"{file}, row {line}, column {column}: found \"{cell}\"", $"{file} の{line}行目、列 {column}：「{cell}」"), expected,
        remedy: ("Correct the cell; decimals have a point, days are written 2026-01-31.", "セルを直してください。小数点は「.」、日付は 2026-01-31 の形です。"));

    private readonly record struct Row(string Name, int Line, string[] Header, string[] Cells)
    {
        public string Text(string column)
        {
            int index = Array.IndexOf(Header, column);
            return index < Cells.Length ? Cells[index].Trim() : throw Bad(Name, Line, column, "", ("a cell for every column", "すべての列のセル"));
        }

        public double Number(string column) => double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw Bad(Name, Line, column, Text(column), ("a number with a decimal point", "小数点つきの数"));

        public DateOnly Day(string column) => DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
            : throw Bad(Name, Line, column, Text(column), ("a day such as 2026-01-31", "2026-01-31 のような日付"));
    }
}
