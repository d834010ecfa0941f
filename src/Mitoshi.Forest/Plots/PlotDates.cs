using System.Globalization;

namespace Mitoshi.Forest;

/// <summary>Dates of plots as years with a fraction, so that they can be taken from each other.</summary>
internal static class PlotDates
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyyMMdd", "yyyy-MM-dd HH:mm:ss", "yyyy/MM/dd HH:mm:ss"];

    /// <summary>2021.5 for a cell <c>2021</c> (the middle of the year), the day of the year for a date; NaN for an empty cell.</summary>
    /// <exception cref="MitoshiException"><c>plots.bad_date</c>.</exception>
    public static double Year(PlotTable table, int row, int column)
    {
        string text = table.Rows[row][column]?.Trim() ?? "";
        if (text.Length == 0 || text is "NA" or "-9999")
        {
            return double.NaN;
        }

        string plain = JapaneseLetters.Widen(text);
        if (plain.Length == 4 && int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out int year))
        {
            return year + 0.5;
        }

        string day = plain.Length > 10 && plain[10] == 'T' ? plain[..10] : plain;
        return DateTime.TryParseExact(day, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? Of(DateOnly.FromDateTime(date))
            : throw new MitoshiException(
                "plots.bad_date",
                found: ($"{table.Name}, row {row + 2}, column {table.Columns[column]}: found \"{text}\"", $"{table.Name} {row + 2}行目 列「{table.Columns[column]}」：「{text}」"),
                expected: ("a date such as 2021-08-31, or a year", "2021-08-31 のような日付か年"),
                remedy: ("Correct the cell, or name another column with --date-column.", "セルを直すか、--date-column で別の列を指定してください。"));
    }

    /// <summary>A day as a year with a fraction.</summary>
    public static double Of(DateOnly day) => day.Year + ((day.DayOfYear - 0.5) / (DateTime.IsLeapYear(day.Year) ? 366 : 365));
}
