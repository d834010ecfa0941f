namespace Mitoshi.Credits.Jcm;

/// <summary>From the classes of a land cover map to the forest classes of the reference level.</summary>
internal static class ClassMapping
{
    /// <summary>Every class inside the project needs a counterpart, and one that stands for several needs an explicit split of its area.</summary>
    public static void Require(IEnumerable<string> mapClasses, IReadOnlyDictionary<string, string[]> referenceClasses, IReadOnlySet<string> splitClasses)
    {
        string[] classes = [.. mapClasses];
        foreach (string mapClass in classes)
        {
            if (!referenceClasses.TryGetValue(mapClass, out string[]? counterparts) || counterparts.Length == 0)
            {
                throw Refusal.UnmappedClass(($"the map class {mapClass} has no reference class", $"地図区分 {mapClass} に対応する参照区分がありません"));
            }
        }

        foreach (string mapClass in classes)
        {
            if (referenceClasses[mapClass].Length > 1 && !splitClasses.Contains(mapClass))
            {
                throw Refusal.NotApplicable(
                    ($"the map class {mapClass} stands for {string.Join(", ", referenceClasses[mapClass])} without a split of its area",
                        $"地図区分 {mapClass} が {string.Join("、", referenceClasses[mapClass])} を兼ねていますが、面積の配分がありません"),
                    ("an explicit split of the area", "面積の明示的な配分"));
            }
        }
    }

    /// <summary>Splits an area in proportion.</summary>
    public static decimal[] Split(decimal areaHectares, decimal[] shares)
    {
        decimal sum = shares.Sum(share => Check.NotNegative(share, "split_by"));
        Check.Positive(sum, "split_by");
        return [.. shares.Select(share => Check.NotNegative(areaHectares, "area") * share / sum)];
    }
}
