using System.Text;

namespace Mitoshi.Credits;

/// <summary>A table of factors that is shipped as a data file, <c>key,value,unit,mark,citation</c>.</summary>
internal sealed class FactorTable
{
    private readonly Dictionary<string, Factor> _factors = new(StringComparer.Ordinal);
    private readonly string _name;

    private FactorTable(string name, IEnumerable<string> lines)
    {
        _name = name;
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            string[] cells = line.Split(',', 5);
            _factors.Add(cells[0], new Factor(cells[0], cells[1], cells[2], Marks.Parse(cells[3]), cells[4].Trim('"')));
        }
    }

    /// <summary>All factors, in ordinal order of their keys.</summary>
    public IEnumerable<Factor> Rows => _factors.Values.OrderBy(factor => factor.Key, StringComparer.Ordinal);

    /// <summary>The factor of a key.</summary>
    /// <exception cref="MitoshiException"><c>credits.missing_factor</c>.</exception>
    public Factor this[string key] => _factors.TryGetValue(key, out Factor? factor)
        ? factor
        : throw Refusal.MissingFactor(($"the table {_name} has no row {key}", $"係数表 {_name} に {key} の行がありません"));

    /// <summary>Opens a table of this room.</summary>
    /// <param name="name">File name without <c>.csv</c>.</param>
    public static FactorTable Open(string name)
    {
        using Stream stream = typeof(FactorTable).Assembly.GetManifestResourceStream(name + ".csv")
            ?? throw new InvariantException($"no embedded table {name}.csv");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return new FactorTable(name, reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r')));
    }
}
