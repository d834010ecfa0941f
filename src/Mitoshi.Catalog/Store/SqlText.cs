using System.Text;

namespace Mitoshi.Catalog.Store;

/// <summary>An SQL statement in the making. Values go in as parameters only; names come from <see cref="Search.SearchColumns"/> or are written here in the program.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();

    public List<object> Parameters { get; } = [];

    /// <summary>Takes a value as parameter; gives its place holder.</summary>
    public string Value(object value)
    {
        Parameters.Add(value);
        return "$" + Parameters.Count;
    }

    /// <summary>A list in parentheses.</summary>
    public string List(IEnumerable<object> values) => $"({string.Join(", ", values.Select(Value))})";

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    public override string ToString() => _text.ToString();
}
