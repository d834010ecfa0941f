using System.Globalization;
using System.Text;

namespace Mitoshi.Credits.Additionality;

/// <summary>Plots with their covariates: a table (CSV) whose first column is the id, all others numbers.</summary>
/// <param name="Covariates">Names of the covariates.</param>
/// <param name="Ids">Plot ids, in the order of the file.</param>
/// <param name="Values">Plots x covariates.</param>
internal sealed record PlotTable(IReadOnlyList<string> Covariates, IReadOnlyList<string> Ids, double[][] Values)
{
    /// <exception cref="MitoshiException"><c>credits.no_file</c>, <c>measurements.bad_table</c>, <c>credits.double_count</c>.</exception>
    public static PlotTable Read(string path, IFiles files)
    {
        string name = Path.GetFileName(path);
        if (!files.Exists(path))
        {
            throw new MitoshiException("credits.no_file",
                found: ($"{path} does not exist", $"{path} がありません"), expected: ("a table of plots (CSV)", "プロットの表（CSV）"), remedy: ("Check the name.", "名前を確かめてください。"));
        }

        string[] lines = [.. Encoding.UTF8.GetString(files.ReadAllBytes(path)).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r'))];
        string[] header = [.. lines[0].Split(',').Select(cell => cell.Trim())];
        List<string> ids = [];
        List<double[]> values = [];
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0)
            {
                continue;
            }

            string[] cells = lines[i].Split(',');
            Check.SameLength(header.Length, cells.Length, $"{name}, row {i + 1}");
            if (ids.Contains(cells[0].Trim()))
            {
                throw Refusal.DoubleCount(($"{name}, row {i + 1}: the plot {cells[0].Trim()} twice", $"{name} の{i + 1}行目：プロット {cells[0].Trim()} が二度あります"));
            }

            ids.Add(cells[0].Trim());
            values.Add([.. cells.Skip(1).Select((cell, k) => Number(cell, name, i + 1, header[k + 1]))]);
        }

        return new PlotTable([.. header.Skip(1)], ids, [.. values]);
    }

    private static double Number(string cell, string file, int row, string column)
        => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw new MitoshiException("measurements.bad_table",
                found: ($"{file}, row {row}, column {column}: found \"{cell}\"", $"{file} の{row}行目、列 {column}：「{cell}」"),
                expected: ("a number with a decimal point", "小数点つきの数"),
                remedy: ("Correct the cell, or leave the plot out.", "セルを直すか、そのプロットを除いてください。"));
}
