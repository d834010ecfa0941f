using System.Text.RegularExpressions;

namespace Mitoshi.Reporting.Pages;

/// <summary>Numbers as people write them, in words that are finished.</summary>
public static partial class Numerals
{
    /// <summary>A small negative number that was rounded to nothing has no sign: -0.00 becomes 0.00. Dates, ranges and -0.05 stay as they are.</summary>
    public static string WithoutNegativeZero(string words) => NegativeZero().Replace(words, "$1");

    [GeneratedRegex(@"(?<![A-Za-z0-9_.,)\]-])[-−](0(?:\.0+)?)(?![A-Za-z0-9_]|[.,-][0-9])")]
    private static partial Regex NegativeZero();
}
