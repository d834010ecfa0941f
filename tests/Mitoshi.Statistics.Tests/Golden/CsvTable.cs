namespace Mitoshi.Statistics.Tests.Golden;

/// <summary>A small CSV with a header and optional quotes, for test data only.</summary>
internal sealed class CsvTable
{
    private readonly List<string[]> _rows = [];
    private readonly string[] _header;

    public CsvTable(string path)
    {
        string[] lines = File.ReadAllLines(path);
        _header = Split(lines[0]);
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            _rows.Add(Split(line));
        }
    }

    public int Count => _rows.Count;

    public string[] Texts(string column) => [.. _rows.Select(row => row[Array.IndexOf(_header, column)])];

    public double[] Numbers(string column)
        => [.. Texts(column).Select(text => text.Length == 0 || text == "NA" ? double.NaN : double.Parse(text))];

    private static string[] Split(string line) => [.. line.Split(',').Select(field => field.Trim('"'))];
}
