namespace Mitoshi.Statistics;

/// <summary>What the two- and three-phase estimators check and name alike.</summary>
internal static class PhasedSupport
{
    public static void RequireField(int fieldCount, int columnCount)
    {
        if (fieldCount <= columnCount)
        {
            throw StatisticsErrors.TooFew(($"field units for {columnCount} coefficients", $"係数{columnCount}個に対する現地単位"), fieldCount, columnCount + 1);
        }
    }

    public static void RequireArea(PhasedInventory inventory, string area, SmallAreaMethod method, bool isExhaustive)
    {
        if (inventory.Areas is null)
        {
            throw StatisticsErrors.ShapeMismatch(
                ("an estimate by area without the area of each point", "各点の地域がない地域別推定"),
                ("the name of an area for every point", "各点の地域名"));
        }

        int first = 0, field = 0;
        for (int i = 0; i < inventory.Areas.Count; i++)
        {
            if (inventory.Areas[i] == area)
            {
                first++;
                field += inventory.Phases[i] == 2 ? 1 : 0;
            }
        }

        if ((first == 0 && !isExhaustive) || (field == 0 && method != SmallAreaMethod.Synthetic))
        {
            throw new MitoshiException(
                "statistics.no_sample_in_area",
                found: ($"area {area} has {first} points, {field} of them measured in the field", $"地域{area}には{first}点、うち現地調査{field}点"),
                expected: ("field plots in the area, or the synthetic estimator with points or known means", "地域内の現地プロット、または点か既知平均による合成推定"),
                remedy: ("Use the synthetic estimator, and say that it assumes the model is right in this area.",
                    "合成推定を使い、モデルがこの地域でも正しいという仮定を明記してください。"));
        }
    }

    public static double[] MeanOf(SampledUnits units, DesignMatrix design, IReadOnlyList<double>? knownMean)
    {
        if (knownMean is null)
        {
            if (units.Count < 2)
            {
                throw StatisticsErrors.TooFew(("points of the first phase", "第一相の点"), units.Count, 2);
            }

            return units.MeanRow();
        }

        StatisticsErrors.RequireSameLength(design.ColumnCount, knownMean.Count, ("known means", "既知の平均"));
        return [.. knownMean];
    }

    public static double DegreesOfFreedom(SmallAreaMethod method, int fieldInArea, int field, int columnCount)
        => method == SmallAreaMethod.Synthetic ? field - columnCount : Math.Max(fieldInArea - 1, 1);

    public static string Name(string phases, SmallAreaMethod method, bool isExhaustive)
        => phases + "." + method switch
        {
            SmallAreaMethod.Small => isExhaustive ? "small" : "psmall",
            SmallAreaMethod.Extended => isExhaustive ? "extsynth" : "extpsynth",
            _ => isExhaustive ? "synth" : "psynth",
        };

    // With known means the published variance of the small estimator is 1 + share times the true one: above this share a 95 % interval covers over 97 %.
    private const double ShareMax = 0.2;

    public static IReadOnlyList<Text> Warnings(SmallAreaMethod method, SampledUnits fieldInArea, int fieldCount, double[] residuals, bool isThreePhase)
    {
        List<Text> warnings = [];
        double share = fieldInArea.Count / (double)fieldCount;
        if (method == SmallAreaMethod.Small && share > ShareMax)
        {
            warnings.Add((
                $"The area holds {100 * share:0} % of the field units: the variance of the small estimator counts the regression's error twice, and the interval is wider than it says. The extended estimator is exact here.",
                $"現地単位の{100 * share:0} %がこの地域にあり、small推定の分散は回帰の誤差を二重に数えるため区間が名目より広い。拡張合成推定なら正しい。"));
        }

        if (method == SmallAreaMethod.Synthetic && isThreePhase)
        {
            warnings.Add((
                "The published three-phase variance counts the first phase of the whole inventory, not of this area: the interval covers somewhat less than it says (about 93 % for 95 % in simulation).",
                "三相合成推定の公表された分散は、この地域ではなく全体の第一相を数えるため、被覆率は名目よりやや低い（シミュレーションでは95 %区間が約93 %）。"));
        }

        if (method == SmallAreaMethod.Synthetic)
        {
            warnings.Add((
                "Synthetic: no residual of the area enters; a model that is wrong here is not seen by the variance.",
                "合成推定：この地域の残差を使わないため、モデルがここで誤っていても分散には現れない。"));
        }
        else
        {
            warnings.AddRange(SampleWarnings.For(residuals));
            if (fieldInArea.Count < 6)
            {
                warnings.Add((
                    $"Only {fieldInArea.Count} field units in the area: prefer the synthetic estimator or EBLUP.",
                    $"地域内の現地単位が{fieldInArea.Count}個だけ：合成推定かEBLUPを勧める。"));
            }
        }

        if (method == SmallAreaMethod.Extended && fieldInArea.IsClustered)
        {
            warnings.Add((
                "Clusters that cross the border of the area leave a mean residual; the small estimator has none.",
                "地域の境界をまたぐ集落では平均残差が0にならない。その場合はsmall推定を使う。"));
        }

        return warnings;
    }
}
