namespace Mitoshi.Credits;

/// <summary>Checks that many equations share, in the order shape, range.</summary>
internal static class Check
{
    public static void SameLength(int expected, int found, string what)
    {
        if (expected != found)
        {
            throw Refusal.ShapeMismatch(($"{what}: {found} values where {expected} belong", $"{what}：{expected}個必要なところに{found}個"));
        }
    }

    public static decimal Fraction(decimal value, string name)
        => value is >= 0 and <= 1 ? value : throw Refusal.OutOfRange(($"{name} = {value}", $"{name} = {value}"), ("a fraction from 0 to 1", "0から1までの小数"));

    public static double Fraction(double value, string name)
        => value is >= 0 and <= 1 ? value : throw Refusal.OutOfRange(($"{name} = {value}", $"{name} = {value}"), ("a fraction from 0 to 1", "0から1までの小数"));

    public static decimal NotNegative(decimal value, string name)
        => value >= 0 ? value : throw Refusal.OutOfRange(($"{name} = {value}", $"{name} = {value}"), ("zero or more", "ゼロ以上"));

    public static double NotNegative(double value, string name)
        => value >= 0 ? value : throw Refusal.OutOfRange(($"{name} = {value}", $"{name} = {value}"), ("zero or more", "ゼロ以上"));

    public static decimal Positive(decimal value, string name)
        => value > 0 ? value : throw Refusal.OutOfRange(($"{name} = {value}", $"{name} = {value}"), ("more than zero", "ゼロより大きい値"));

    public static decimal Percent(decimal value, string name)
        => value is >= 0 and <= 100 ? value : throw Refusal.OutOfRange(($"{name} = {value}", $"{name} = {value}"), ("a percentage from 0 to 100", "0から100までの百分率"));

    public static decimal Years(decimal years)
        => years > 0 ? years : throw Refusal.NegativePeriod(($"a period of {years} years", $"{years}年の期間"));

    public static double Correlation(double value)
        => value is >= -1 and <= 1 ? value : throw Refusal.InvalidCorrelation(($"a correlation of {value}", $"相関係数 {value}"));

    public static double Uncertainty(double value)
        => value >= 0 ? value : throw Refusal.NegativeUncertainty(($"an uncertainty of {value}", $"不確かさ {value}"));
}
