using System.Globalization;

namespace Mitoshi.Raster;

/// <summary>The number that is added to a Sentinel-2 digital number before it is divided by 10,000: 0, or -1000 since baseline 04.00.</summary>
/// <param name="Number">0 or -1000.</param>
/// <remarks>Source: ESA, Sentinel-2 Products Specification Document, BOA_ADD_OFFSET; products from 2022-01-25, and all of Collection 1.</remarks>
public readonly record struct Sentinel2Offset(int Number)
{
    private const int FirstBaselineWithOffset = 400;

    /// <summary>No offset: before baseline 04.00, or a catalogue has taken it away already.</summary>
    public static Sentinel2Offset None => new(0);

    /// <summary>The offset of baseline 04.00 and later.</summary>
    public static Sentinel2Offset Minus1000 => new(-1000);

    /// <summary>Decides once, so that the offset is never applied twice: applied twice, it darkens everything by 0.1.</summary>
    /// <param name="sceneName">For the message.</param>
    /// <param name="processingBaseline"><c>04.00</c>, <c>5.09</c>, <c>N0400</c> or <c>0400</c>; null when unknown.</param>
    /// <param name="isAlreadyApplied">The property <c>earthsearch:boa_offset_applied</c>, or true for a "harmonized" collection; null when the catalogue says nothing.</param>
    /// <exception cref="MitoshiException"><c>reflectance.baseline_unknown</c>, <c>reflectance.bad_baseline</c>.</exception>
    public static Sentinel2Offset Decide(string sceneName, string? processingBaseline, bool? isAlreadyApplied)
    {
        if (isAlreadyApplied == true)
        {
            return None;
        }

        if (string.IsNullOrWhiteSpace(processingBaseline))
        {
            throw new MitoshiException(
                "reflectance.baseline_unknown",
                found: ($"{sceneName}: nothing says whether the offset of -1000 is in its numbers", $"{sceneName}: オフセット -1000 が値に含まれるかどうかを示す情報がありません"),
                expected: ("the processing baseline of the scene (04.00 and later carry the offset), or a catalogue that says it was taken away",
                    "シーンの処理ベースライン (04.00 以降はオフセットつき)、または除去済みであることを示すカタログの項目"),
                remedy: ("Add `baseline: \"05.09\"` (as in the product's name, N0509) or `offset_applied: true` to this input.",
                    "この入力に `baseline: \"05.09\"` (製品名の N0509 にあたる値) または `offset_applied: true` を書いてください。"));
        }

        return BaselineNumber(sceneName, processingBaseline) >= FirstBaselineWithOffset ? Minus1000 : None;
    }

    private static int BaselineNumber(string sceneName, string processingBaseline)
    {
        string text = processingBaseline.Trim();
        string digits = text.TrimStart('N', 'n');
        bool isWhole = !digits.Contains('.', StringComparison.Ordinal);
        bool isNumber = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value);
        decimal hundredths = isWhole && digits.Length == 4 ? value : value * 100;
        if (!isNumber || hundredths is < 100 or >= 10_000 || hundredths != decimal.Truncate(hundredths))
        {
            throw new MitoshiException(
                "reflectance.bad_baseline",
                found: ($"{sceneName}: processing baseline \"{processingBaseline}\"", $"{sceneName}: 処理ベースライン「{processingBaseline}」"),
                expected: ("a baseline such as 02.14, 04.00 or N0509", "02.14、04.00、N0509 のようなベースライン"),
                remedy: ("Copy it from the product's name: S2A_MSIL2A_20200801T..._N0214_... has 02.14.",
                    "製品名から写してください: S2A_MSIL2A_20200801T..._N0214_... なら 02.14 です。"));
        }

        return (int)hundredths;
    }
}
