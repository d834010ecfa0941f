namespace Mitoshi.Statistics;

/// <summary>The refusals that several estimators share.</summary>
internal static class StatisticsErrors
{
    public static MitoshiException TooFew(Text what, int found, int needed) => new(
        "statistics.too_few",
        found: ($"{what.En}: {found} observations", $"{what.Ja}：観測値が{found}個"),
        expected: ($"at least {needed}; with fewer there is no variance", $"{needed}個以上（それ未満では分散がない）"),
        remedy: ("Measure more plots, join areas or strata, or use a synthetic or small-area estimator.",
            "プロットを増やすか、地域・層をまとめるか、合成推定や小地域推定を使ってください。"));

    public static MitoshiException ShapeMismatch(Text found, Text expected) => new(
        "statistics.shape_mismatch", found, expected,
        remedy: ("Give the lists the same length and order; every row is one unit.", "すべての列の長さと順序をそろえてください。一行が一単位です。"));

    public static MitoshiException NotFinite(Text what, int index) => new(
        "statistics.not_finite",
        found: ($"{what.En}: entry {index + 1} is not a finite number", $"{what.Ja}：{index + 1}番目が有限の数でない"),
        expected: ("finite numbers only", "有限の数"),
        remedy: ("Remove the unit or fill the value in; missing values are never guessed.", "その単位を除くか値を入れてください。欠測値は推測しません。"));

    public static void RequireFinite(ReadOnlySpan<double> values, Text what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw NotFinite(what, i);
            }
        }
    }

    public static void RequireSameLength(int expected, int actual, Text what)
    {
        if (expected != actual)
        {
            throw ShapeMismatch(($"{what.En} has {actual} entries", $"{what.Ja}が{actual}個"), ($"{expected} entries", $"{expected}個"));
        }
    }
}
