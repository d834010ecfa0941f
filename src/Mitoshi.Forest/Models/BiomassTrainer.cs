using System.Text.Json.Nodes;
using Mitoshi.Forest.Accuracy;
using Mitoshi.Forest.Features;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Models;

/// <summary>What training gave: the model, and the out-of-fold predictions that its report shows.</summary>
/// <param name="Model">The model.</param>
/// <param name="Truth">Reference AGB of the rows.</param>
/// <param name="Predicted">Out-of-fold prediction.</param>
/// <param name="Corrected">The same after bias correction.</param>
/// <param name="Coverage">Coverage of the intervals.</param>
/// <param name="Variogram">Empirical variogram of the residuals, in (Mg/ha)².</param>
/// <param name="VariogramFit">Its model, or null when it could not be fitted.</param>
/// <param name="Importance">Gain of each feature, sum 1.</param>
/// <param name="Comparison">The method, and the errors of others.</param>
/// <param name="Insight">What single features do; null when nothing was asked.</param>
internal sealed record TrainingOutcome(
    BiomassModel Model, double[] Truth, double[] Predicted, double[] Corrected, CoverageReport Coverage,
    IReadOnlyList<VariogramBin> Variogram, VariogramModel? VariogramFit, IReadOnlyList<(string Name, double Value)> Importance,
    MethodComparison Comparison, FeatureInsight Insight);

/// <summary>What is trained.</summary>
/// <param name="Settings">Features and boosting.</param>
/// <param name="Method">From features to AGB.</param>
/// <param name="ComparesAll">True to cross-validate every method that the samples allow.</param>
/// <param name="RowsMost">Most training pixels.</param>
/// <param name="ReferenceError">Relative standard error of a reference pixel.</param>
internal sealed record TrainingPlan(BiomassSettings Settings, TrainingMethod Method, bool ComparesAll, int RowsMost, double ReferenceError);

/// <summary>Trains a biomass model and measures it: every figure and every calibration comes from blocks that the model did not see.</summary>
internal static class BiomassTrainer
{
    private const int SpreadFeatures = 24, ApplicabilityFeatures = 16, ApplicabilityRows = 1000, SampleRows = 2000, VariogramRows = 4000, PixelsFewest = 200;
    private const double MatchingStrength = 0.5;

    public static TrainingOutcome Train(string name, IReadOnlyList<TrainingSite> sites, TrainingPlan plan, ProcessContext context)
    {
        PlotSettings? plots = PlotSettings.Of(sites);
        BiomassSettings settings = plots?.Shrink(plan.Settings) ?? plan.Settings;
        FeatureSet features = FeatureSet.ForAreas([.. sites.Select(site => site.Cube.Layers)], settings.Features);
        features = plots?.OnSupport(features) ?? features;
        TrainingRows rows = TrainingRows.Draw(sites, features, plan.RowsMost, context);
        Check(rows, plots is not null);
        MethodTrainer trainer = new(features, settings);
        MethodComparison comparison = MethodComparison.Of(plan.Method, plan.ComparesAll, rows, trainer, context);
        double[] truth = ToDoubles(rows.Agb), predicted = comparison.Predictions;
        double offset = predicted.Average() - truth.Average();
        DistributionMatching matching = DistributionMatching.Fit([.. predicted.Select(value => value - offset)], truth, MatchingStrength);
        double[] corrected = [.. predicted.Select(value => matching.Apply(value - offset))];

        using IProgressTask progress = context.Progress.Start(("Final model and intervals", "最終モデルと区間"), 3);
        AgbModel agb = new([.. comparison.Weights.Select(item => trainer.Train(item.Method, rows.Table, rows.Agb, rows.Height, context) with { Weight = item.Weight })]);
        progress.Advance(1);
        IReadOnlyList<(string Name, double Value)> importance = agb.Importance(rows.Table.Names);
        string[] spreadNames = [.. importance.OrderByDescending(feature => feature.Value).ThenBy(feature => feature.Name, StringComparer.Ordinal).Take(SpreadFeatures).Select(feature => feature.Name)];
        FeatureTable spread = SpreadTable(rows.Held(), corrected, spreadNames);
        ResidualIntervalSettings ofIntervals = plots?.Intervals ?? new ResidualIntervalSettings();
        (ResidualIntervals? intervals, QuantileForestIntervals? ofForest, CoverageReport coverage) = Intervals(agb, comparison, spread, corrected, truth, rows.Folds, ofIntervals, context.Threads);
        progress.Advance(1);
        TreeEnsemble? height = TrainHeight(rows, settings, context);
        progress.Advance(1);

        (IReadOnlyList<VariogramBin> bins, VariogramModel? fit) = Variogram(rows, truth, corrected, context);
        AreaOfApplicability applicability = Applicability(rows, importance, context);
        int[] sample = Subset(rows.Agb.Length, SampleRows, context.Random("population sample"));
        BiomassModel model = new()
        {
            Name = name,
            Features = features,
            Agb = agb,
            Height = height,
            Offset = offset,
            Matching = matching,
            Intervals = intervals is null ? null : intervals with { ReferenceError = plan.ReferenceError },
            ForestIntervals = ofForest is null ? null : ofForest with { ReferenceError = plan.ReferenceError },
            SpreadNames = spreadNames,
            Applicability = applicability,
            Sample = rows.Table.SelectRows(sample),
            SampleFolds = [.. sample.Select(row => rows.Folds[row])],
            Shifts = sites.ToDictionary(site => site.Name, site => site.Shifts),
            Metrics = Metrics(sites, truth, predicted, corrected, coverage, fit, settings),
        };
        ModelCard.Add(model.Metrics, comparison, rows, truth, corrected, plots);
        FeatureInsight insight = FeatureInsight.Of(model, rows, trainer, comparison, context);
        return new TrainingOutcome(model, truth, predicted, corrected, coverage, bins, fit, importance, comparison, insight);
    }

    // A quantile forest brings its own quantiles; for every other method they are boosted on the residuals.
    private static (ResidualIntervals? Residual, QuantileForestIntervals? Forest, CoverageReport Coverage) Intervals(
        AgbModel agb, MethodComparison comparison, FeatureTable spread, double[] corrected, double[] truth, int[] folds, ResidualIntervalSettings settings, int threads)
    {
        if (agb.Parts is [QuantileForestPart only])
        {
            (QuantileForestIntervals forest, CoverageReport coverage) = comparison.Quantiles!.Calibrate(only.Forest, corrected, truth, folds, settings);
            return (null, forest, coverage);
        }

        (ResidualIntervals residual, double[] lower, double[] upper) = ResidualIntervals.CrossFit(spread, corrected, truth, folds, settings, threads);
        return (residual, null, CoverageReport.Of(truth, lower, upper, corrected, folds, ValueClasses.Biomass));
    }

    private static void Check(TrainingRows rows, bool isPlots)
    {
        int blocks = rows.Folds.Distinct().Count(), fewest = isPlots ? PlotSettings.Fewest : PixelsFewest;
        if (rows.Agb.Length < fewest || blocks < 3)
        {
            throw new MitoshiException("train.too_few_labels",
                found: ($"{rows.Agb.Length} {(isPlots ? "plots" : "labelled pixels")} in {blocks} folds of blocks", $"{(isPlots ? "プロット" : "ラベルつき画素")} {rows.Agb.Length} 個、ブロックの分割 {blocks} 個"),
                expected: ($"at least {fewest} in blocks of at least 3 folds", $"{fewest} 個以上、3分割以上のブロック"),
                remedy: ("Give a reference that covers more of the site.", "より広い範囲の参照データを与えてください。"));
        }

        if (rows.Agb.Max() - rows.Agb.Min() < 1e-3)
        {
            throw new MitoshiException("train.one_value",
                found: ($"every label is {rows.Agb[0]:0.##} Mg/ha", $"すべてのラベルが {rows.Agb[0]:0.##} Mg/ha です"),
                expected: ("labels that differ: open land and forest of several densities", "値の異なるラベル(開地と、疎密さまざまな森林)"),
                remedy: ("Check the reference: units, no-data value, the right band.", "参照データの単位、欠測値、バンドを確かめてください。"));
        }
    }

    private static TreeEnsemble? TrainHeight(TrainingRows rows, BiomassSettings settings, ProcessContext context)
    {
        int[] measured = [.. Enumerable.Range(0, rows.Height.Length).Where(row => float.IsFinite(rows.Height[row]))];
        return measured.Length < 200 ? null
            : BoostingTrainer.Train(rows.Table.SelectRows(measured), CrossValidation.Pick(rows.Height, measured), settings.Boosting, threads: context.Threads);
    }

    private static FeatureTable SpreadTable(FeatureTable table, double[] predictions, string[] names)
    {
        int[] indices = [.. names.Select(table.IndexOf)];
        float[] planar = ModelPrediction.Spread(table.Values, table.RowCount, [.. predictions.Select(value => (float)value)], indices);
        return new FeatureTable(["prediction", .. names], planar, table.RowCount, [.. names.Where((_, i) => table.IsCategorical(indices[i]))]);
    }

    private static AreaOfApplicability Applicability(TrainingRows rows, IReadOnlyList<(string Name, double Value)> importance, ProcessContext context)
    {
        // Class codes have no distance; the numbers that matter most do.
        (string Name, double Value)[] used = [.. importance.Where(feature => !rows.Table.IsCategorical(rows.Table.IndexOf(feature.Name)))
            .OrderByDescending(feature => feature.Value).ThenBy(feature => feature.Name, StringComparer.Ordinal).Take(ApplicabilityFeatures)];
        int[] subset = Subset(rows.Agb.Length, ApplicabilityRows, context.Random("applicability"));
        FeatureTable small = Columns(rows.Table, [.. used.Select(feature => feature.Name)]).SelectRows(subset);
        return AreaOfApplicability.Fit(small, [.. subset.Select(row => rows.Folds[row])], [.. used.Select(feature => feature.Value)]);
    }

    internal static FeatureTable Columns(FeatureTable table, IReadOnlyList<string> names)
    {
        float[] planar = new float[names.Count * table.RowCount];
        for (int i = 0; i < names.Count; i++)
        {
            table.Column(table.IndexOf(names[i])).CopyTo(planar.AsSpan(i * table.RowCount));
        }

        return new FeatureTable(names, planar, table.RowCount);
    }

    private static (IReadOnlyList<VariogramBin> Bins, VariogramModel? Fit) Variogram(TrainingRows rows, double[] truth, double[] corrected, ProcessContext context)
    {
        int[] subset = Subset(truth.Length, VariogramRows, context.Random("variogram"));
        double[] x = [.. subset.Select(row => rows.X[row])], y = [.. subset.Select(row => rows.Y[row])], residuals = [.. subset.Select(row => truth[row] - corrected[row])];
        double[] edges = [0, 15, 30, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1000, 1400];
        IReadOnlyList<VariogramBin> bins = [.. Statistics.Variogram.Empirical(x, y, residuals, edges).Where(bin => bin.Pairs >= 30)];
        try
        {
            return (bins, Statistics.Variogram.FitExponential(bins));
        }
        catch (MitoshiException)
        {
            // Without a fitted range an area's mean takes the widest assumption; the report says so.
            return (bins, null);
        }
    }

    private static int[] Subset(int count, int most, RandomStream random)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        random.Shuffle<int>(all);
        return [.. all.Take(most).Order()];
    }

    private static double[] ToDoubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static JsonObject Metrics(
        IReadOnlyList<TrainingSite> sites, double[] truth, double[] predicted, double[] corrected, CoverageReport coverage, VariogramModel? fit, BiomassSettings settings)
    {
        MapAccuracy raw = MapAccuracy.Of(truth, predicted), after = MapAccuracy.Of(truth, corrected);
        return new JsonObject
        {
            ["sites"] = new JsonArray([.. sites.Select(site => (JsonNode)site.Name)]),
            ["rows"] = truth.Length,
            ["mode"] = settings.Features.Mode.ToString(),
            ["mean_true"] = truth.Average(),
            ["rmse"] = raw.Rmse, ["mae"] = raw.Mae, ["bias"] = raw.Bias, ["r2"] = raw.RSquared,
            ["rmse_corrected"] = after.Rmse, ["bias_corrected"] = after.Bias,
            ["coverage_90"] = coverage.All.Coverage, ["mean_width_90"] = coverage.All.MeanWidth,
            ["residual_range_m"] = fit?.Range, ["residual_nugget_share"] = fit is { } model ? model.Nugget / (model.Nugget + model.Sill) : null,
        };
    }
}
