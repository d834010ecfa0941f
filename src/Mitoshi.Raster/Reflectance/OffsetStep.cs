namespace Mitoshi.Raster;

/// <summary>Finds a step of 0.1 in reflectance between scenes: the sign that the offset of baseline 04.00 was forgotten or applied twice for some.</summary>
public static class OffsetStep
{
    // The step is 0.1; seasons and haze move the floor by a few hundredths.
    private const double SmallestGap = 0.06, SmallestStep = 0.075, LargestStep = 0.125, Impossible = -0.06;

    /// <summary>Does nothing when the scenes agree.</summary>
    /// <param name="floors">The scenes of one sensor; those without a clear pixel are left out.</param>
    /// <exception cref="MitoshiException"><c>reflectance.offset_step</c> when two groups of scenes lie 0.1 apart,
    /// <c>reflectance.offset_twice</c> when all are darker than a surface can be.</exception>
    public static void Check(IEnumerable<SceneFloor> floors)
    {
        SceneFloor[] sorted = [.. floors.Where(floor => !double.IsNaN(floor.Level)).OrderBy(floor => floor.Level).ThenBy(floor => floor.SceneName, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            double gap = sorted[i].Level - sorted[i - 1].Level;
            double step = sorted[i..].Average(floor => floor.Level) - sorted[..i].Average(floor => floor.Level);
            if (gap >= SmallestGap && step is >= SmallestStep and <= LargestStep)
            {
                throw Step(darker: sorted[..i], brighter: sorted[i..], step);
            }
        }

        if (sorted.Length > 0 && sorted[^1].Level < Impossible)
        {
            throw Twice(sorted);
        }
    }

    private static MitoshiException Step(SceneFloor[] darker, SceneFloor[] brighter, double step)
        => new(
            "reflectance.offset_step",
            found: ($"{Names(darker)} are {step:0.000} darker in reflectance than {Names(brighter)}", $"{Names(darker)} は {Names(brighter)} より反射率が {step:0.000} 低くなっています"),
            expected: ("scenes whose darkest pixels agree to a few hundredths; a step of 0.1 is the offset of processing baseline 04.00",
                "最も暗い画素が数百分の一の差で一致するシーン。0.1 の段差は処理ベースライン 04.00 のオフセットです"),
            remedy: ("Check `baseline:` and `offset_applied:` of these inputs: a \"harmonized\" collection has the offset taken away already.",
                "これらの入力の `baseline:` と `offset_applied:` を確かめてください。「harmonized」のコレクションではオフセットは除去済みです。"));

    private static MitoshiException Twice(SceneFloor[] scenes)
        => new(
            "reflectance.offset_twice",
            found: ($"{Names(scenes)}: the darkest pixels have a reflectance of {scenes[0].Level:0.000}", $"{Names(scenes)}: 最も暗い画素の反射率が {scenes[0].Level:0.000} です"),
            expected: ("0 or a little more; a surface cannot reflect less than nothing", "0 かそれより少し大きい値。地表の反射率は負になりません"),
            remedy: ("The offset of -1000 was applied twice: set `offset_applied: true` for these inputs.",
                "オフセット -1000 が二重に適用されています。これらの入力に `offset_applied: true` を書いてください。"));

    private static string Names(SceneFloor[] scenes)
    {
        IEnumerable<string> names = scenes.Take(5).Select(scene => $"{scene.SceneName} ({scene.Date:yyyy-MM-dd})");
        return string.Join(", ", names) + (scenes.Length > 5 ? $", +{scenes.Length - 5}" : "");
    }
}
