using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Columns of a table of inventory points, as the estimators take them.</summary>
internal sealed class InventoryTable(PlotTable table, IReadOnlyCollection<string> categories)
{
    public PlotTable Table { get; } = table;

    public double[] Numbers(string column)
    {
        int index = Table.Require(column);
        return [.. Enumerable.Range(0, Table.Rows.Count).Select(row => Table.Number(row, index))];
    }

    public string[] Texts(string column)
    {
        int index = Table.Require(column);
        return [.. Enumerable.Range(0, Table.Rows.Count).Select(row => Table.Text(row, index))];
    }

    /// <summary>Auxiliaries: numbers as they are, categories as treatment contrasts with the first level as base.</summary>
    public DesignMatrix Design(IEnumerable<string> columns)
    {
        DesignMatrix design = DesignMatrix.Intercept(Table.Rows.Count);
        foreach (string column in columns)
        {
            design = categories.Contains(column) ? design.WithCategory(column, Texts(column)) : design.WithColumn(column, Numbers(column));
        }

        return design;
    }

    /// <summary>Known means of a design's columns by area, the intercept (1) first; null when the table lacks one of the columns.</summary>
    public static Dictionary<string, double[]>? KnownMeans(PlotTable known, string? areaColumn, DesignMatrix design)
    {
        int area = areaColumn is null ? -1 : known.Find(null, areaColumn, "area");
        int[] columns = [.. design.Names.Skip(1).Select(name => known.Find(null, name))];
        if (columns.Any(column => column < 0))
        {
            return null;
        }

        Dictionary<string, double[]> means = new(StringComparer.Ordinal);
        for (int row = 0; row < known.Rows.Count; row++)
        {
            string name = area < 0 || string.IsNullOrWhiteSpace(known.Rows[row][area]) ? string.Empty : known.Text(row, area);
            int at = row;
            means[name] = [1, .. columns.Select(column => known.Number(at, column))];
        }

        return means;
    }
}
