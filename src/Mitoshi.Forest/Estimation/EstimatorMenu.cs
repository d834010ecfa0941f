using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Tries every estimator for an area, says which this sample allows and why, and chooses one.</summary>
internal sealed class EstimatorMenu(IReadOnlyList<SamplePlot> plots, SampleKind sample, bool isMapIndependent, double[] breaks, Unit unit)
{
    private const int PlotsForRegression = 15, PlotsForSmallArea = 4, PlotsForStratum = 5, PlotsInAll = 30, DomainsForEblup = 5;
    private readonly UnitLevelModel? _eblup = FitEblup(plots, sample);

    public bool IsEblupSynthetic => _eblup?.IsSynthetic ?? false;

    public List<EstimatorOption> Options(AreaPixels area, Estimate? modelBased, Text modelReason)
    {
        SamplePlot[] inside = [.. plots.Where(area.Holds)];
        SamplePlot[] mapped = [.. inside.Where(plot => !double.IsNaN(plot.MapValue))], all = [.. plots.Where(plot => !double.IsNaN(plot.MapValue))];
        List<EstimatorOption> options =
        [
            Try(EstimatorKind.Regression, mapped.Length >= PlotsForRegression,
                ($"{mapped.Length} plots in the area carry a regression of their own", $"地域内の{mapped.Length}プロットで独自の回帰ができる"),
                ($"{mapped.Length} plots in the area, {PlotsForRegression} needed", $"地域内{mapped.Length}プロット（{PlotsForRegression}必要）"),
                () => TwoPhaseEstimator.Mean(Inventory(mapped), [1, area.Mean]).Estimate with { Method = "greg.g_weight" }),
            Try(EstimatorKind.Difference, isMapIndependent && mapped.Length >= 2,
                ("the map was not fitted on these plots", "地図はこれらのプロットで作られていない"),
                isMapIndependent
                    ? ($"{mapped.Length} plots in the area, 2 needed", $"地域内{mapped.Length}プロット（2必要）")
                    : ("the map was fitted on these plots, or it was not declared that it was not (--map-independent)", "地図がこれらのプロットで作られたか、独立だと宣言されていない（--map-independent）"),
                () => Difference(mapped, area.Mean)),
            PostStratified(mapped, area),
            Try(EstimatorKind.SmallArea, mapped.Length >= PlotsForSmallArea && all.Length >= PlotsForRegression && all.Length > mapped.Length,
                ($"{mapped.Length} plots in the area correct a regression over {all.Length}", $"全{all.Length}プロットの回帰を地域内{mapped.Length}プロットで補正する"),
                ($"{mapped.Length} plots in the area ({PlotsForSmallArea} needed), {all.Length} in all ({PlotsForRegression} needed, some outside)", $"地域内{mapped.Length}（{PlotsForSmallArea}必要）、全体{all.Length}（{PlotsForRegression}必要、地域外も）"),
                () => TwoPhaseEstimator.SmallArea(Inventory(all), area.Name, SmallAreaMethod.Extended, [1, area.Mean]).Estimate),
            Try(EstimatorKind.Eblup, _eblup is not null,
                (IsEblupSynthetic ? "areas show no difference beyond the map: the estimate is synthetic" : "areas borrow strength from each other", IsEblupSynthetic ? "地域差が地図以上に見られず、合成推定になる" : "地域どうしが情報を補い合う"),
                ($"needs {PlotsInAll} plots in {DomainsForEblup} areas", $"{DomainsForEblup}地域に{PlotsInAll}プロットが必要"),
                () => _eblup!.Estimate(area.Name, [1, area.Mean], unit).Estimate),
            Try(EstimatorKind.Synthetic, all.Length >= PlotsForRegression,
                ("regression over all plots; assumes that it is right in this area", "全プロットの回帰。この地域でも正しいと仮定する"),
                ($"{all.Length} plots in all, {PlotsForRegression} needed", $"全体{all.Length}プロット（{PlotsForRegression}必要）"),
                () => TwoPhaseEstimator.SmallArea(Inventory(all), area.Name, SmallAreaMethod.Synthetic, [1, area.Mean]).Estimate),
            new EstimatorOption(EstimatorKind.ModelBased, modelBased, modelReason),
            Try(EstimatorKind.Expansion, inside.Length >= 2,
                ($"{inside.Length} plots alone", $"{inside.Length}プロットのみ"),
                ($"{inside.Length} plots in the area, 2 needed", $"地域内{inside.Length}プロット（2必要）"),
                () => Expansion(inside)),
        ];
        return options;
    }

    /// <summary>The choice, or null when nothing is allowed.</summary>
    public static EstimatorOption? Choose(List<EstimatorOption> options, EstimatorKind wanted, int plotsInside)
    {
        if (wanted != EstimatorKind.Auto)
        {
            return options.First(option => option.Kind == wanted) is { Estimate: not null } forced ? forced : null;
        }

        // With enough plots of its own an area needs no assumption; with few it borrows; without any it must trust the model.
        EstimatorKind[] order = plotsInside >= PlotsForRegression
            ? [EstimatorKind.Regression, EstimatorKind.Difference, EstimatorKind.PostStratified, EstimatorKind.Expansion]
            : plotsInside >= PlotsForSmallArea
                ? [EstimatorKind.SmallArea, EstimatorKind.Eblup, EstimatorKind.Difference, EstimatorKind.Expansion]
                : [EstimatorKind.Eblup, EstimatorKind.Synthetic, EstimatorKind.ModelBased, EstimatorKind.Difference];
        EstimatorKind[] whole = [.. order, EstimatorKind.ModelBased];
        return whole.Select(kind => options.First(option => option.Kind == kind)).FirstOrDefault(option => option.Estimate is not null);
    }

    private EstimatorOption Try(EstimatorKind kind, bool isAllowed, Text why, Text whyNot, Func<Estimate> estimate)
    {
        if (sample == SampleKind.Purposive)
        {
            return new EstimatorOption(kind, null, ("plots were not drawn by chance (--sample purposive): no design-based estimate", "プロットが無作為でない（--sample purposive）ため設計に基づく推定はできない"));
        }

        if (!isAllowed)
        {
            return new EstimatorOption(kind, null, whyNot);
        }

        try
        {
            return new EstimatorOption(kind, estimate(), why);
        }
        catch (MitoshiException error) when (error.Code.StartsWith("statistics.", StringComparison.Ordinal))
        {
            // An estimator that refuses this sample is an answer: the reason goes into the table.
            return new EstimatorOption(kind, null, error.Found);
        }
    }

    private EstimatorOption PostStratified(SamplePlot[] mapped, AreaPixels area)
    {
        double[] shares = area.StratumShares;
        List<double>[] strata = [.. shares.Select(_ => new List<double>())];
        foreach (SamplePlot plot in mapped)
        {
            strata[breaks.Count(edge => plot.MapValue > edge)].Add(plot.Value);
        }

        int[] used = [.. Enumerable.Range(0, shares.Length).Where(h => shares[h] > 0)];
        int fewest = used.Length == 0 ? 0 : used.Min(h => strata[h].Count);
        return Try(EstimatorKind.PostStratified, used.Length > 1 && fewest >= PlotsForStratum,
            ($"at least {fewest} plots in each of {used.Length} strata of the map", $"地図の{used.Length}層それぞれに{fewest}プロット以上"),
            ($"a stratum of the map has {fewest} plots, {PlotsForStratum} needed", $"地図の層に{fewest}プロット（{PlotsForStratum}必要）"),
            () => StratifiedSample.Mean([.. used.Select(h => new Stratum(shares[h], strata[h]))], unit, isPostStratified: true));
    }

    private PhasedInventory Inventory(SamplePlot[] chosen) => new()
    {
        Phases = [.. chosen.Select(_ => 2)],
        Values = [.. chosen.Select(plot => plot.Value)],
        Full = DesignMatrix.Intercept(chosen.Length).WithColumn("map", [.. chosen.Select(plot => plot.MapValue)]),
        Clusters = chosen.Select(plot => plot.Cluster).Distinct().Count() < chosen.Length ? [.. chosen.Select(plot => plot.Cluster)] : null,
        Areas = [.. chosen.Select(plot => plot.Area)],
        Unit = unit,
    };

    // A plot on the edge counts by its share inside: a ratio of sums, with the weights in the place of cluster sizes.
    private Estimate Expansion(SamplePlot[] inside) => Weighted(inside, [.. inside.Select(plot => plot.Value)], "srs");

    private Estimate Difference(SamplePlot[] mapped, double mapMean)
    {
        Estimate correction = Weighted(mapped, [.. mapped.Select(plot => plot.Value - plot.MapValue)], "difference");
        return correction with { Value = mapMean + correction.Value };
    }

    private Estimate Weighted(SamplePlot[] chosen, double[] values, string method)
    {
        string[] clusters = [.. chosen.Select(plot => plot.Cluster)];
        bool isClustered = clusters.Distinct().Count() < clusters.Length;
        if (isClustered)
        {
            return ClusterSample.Mean(clusters, values, unit) with { Method = method + ".cluster" };
        }

        return chosen.All(plot => plot.Weight == 1)
            ? SimpleRandomSample.Mean(values, unit) with { Method = method }
            : RatioSample.Mean(values, [.. chosen.Select(plot => plot.Weight)], unit) with { Method = method + ".edge_weights" };
    }

    private static UnitLevelModel? FitEblup(IReadOnlyList<SamplePlot> plots, SampleKind sample)
    {
        SamplePlot[] usable = [.. plots.Where(plot => plot.Area.Length > 0 && !double.IsNaN(plot.MapValue))];
        if (sample == SampleKind.Purposive || usable.Length < PlotsInAll || usable.Select(plot => plot.Area).Distinct().Count() < DomainsForEblup)
        {
            return null;
        }

        try
        {
            return UnitLevelModel.Fit(
                DesignMatrix.Intercept(usable.Length).WithColumn("map", [.. usable.Select(plot => plot.MapValue)]),
                [.. usable.Select(plot => plot.Value)], [.. usable.Select(plot => plot.Area)]);
        }
        catch (MitoshiException error) when (error.Code == "statistics.singular_design")
        {
            // The map is constant over the plots: there is nothing to borrow by.
            return null;
        }
    }
}
