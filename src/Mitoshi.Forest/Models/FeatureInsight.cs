using Mitoshi.Forest.Features;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Models;

/// <summary>What single features do to the prediction: the growth of the error when one is shuffled on blocks that the model did not see, and the mean response.</summary>
/// <param name="Importance">Growth of the RMSE in Mg/ha by plane (a plane at all its scales is shuffled together), largest first.</param>
/// <param name="Responses">Mean prediction along the most important features.</param>
internal sealed record FeatureInsight(IReadOnlyList<FeatureImportance> Importance, IReadOnlyList<PartialDependence> Responses)
{
    private const int PlanesMost = 15, ResponsesMost = 4, RowsMost = 4000, Repeats = 3;

    public static FeatureInsight Of(BiomassModel model, TrainingRows rows, MethodTrainer trainer, MethodComparison comparison, ProcessContext context)
    {
        using IProgressTask progress = context.Progress.Start(("What the features do", "特徴量の働き"), 2);
        int fold = rows.Folds.Min();
        FeatureTable table = rows.Of(fold);
        int[] training = [.. Enumerable.Range(0, rows.Folds.Length).Where(row => rows.Folds[row] != fold)], held = [.. Enumerable.Range(0, rows.Folds.Length).Where(row => rows.Folds[row] == fold).Take(RowsMost)];
        AgbModel others = new([.. comparison.Weights.Select(item
            => trainer.Train(item.Method, table.SelectRows(training), CrossValidation.Pick(rows.Agb, training), CrossValidation.Pick(rows.Height, training), context) with { Weight = item.Weight })]);
        Regression ofFold = others.Compile(table.Names);
        Dictionary<string, string[]> groups = Groups(model.Features, others.Importance(table.Names));
        IReadOnlyList<FeatureImportance> importance = FeatureImportance.ByPermutation(ofFold, table.SelectRows(held), CrossValidation.Pick(rows.Agb, held), context.Random("permutation"), Repeats, groups);
        progress.Advance(1);

        Regression final = model.Agb.Compile(model.Features.Names);
        IEnumerable<string> numeric = importance.Select(item => Strongest(groups[item.Feature], model)).Where(name => !model.Sample.CategoricalNames.Contains(name) && HasValues(model.Sample, name));
        FeatureInsight insight = new(importance, [.. numeric.Take(ResponsesMost).Select(name => PartialDependence.Of(final, model.Sample, name, pointCount: 25))]);
        progress.Advance(1);
        return insight;
    }

    private static bool HasValues(FeatureTable table, string name) => table.Column(table.IndexOf(name)).ToArray().Any(float.IsFinite);

    // The planes that the model uses most, each with all of its scales: shuffling one scale alone changes little when the next tells the same.
    private static Dictionary<string, string[]> Groups(FeatureSet features, IReadOnlyList<(string Name, double Value)> gains)
    {
        Dictionary<string, double> gain = gains.ToDictionary(item => item.Name, item => item.Value);
        return features.Planes
            .Select(plane => (plane.Name, Members: (string[])[.. features.NamesOf(plane)]))
            .OrderByDescending(plane => plane.Members.Sum(name => gain[name])).ThenBy(plane => plane.Name, StringComparer.Ordinal).Take(PlanesMost)
            .ToDictionary(plane => plane.Name, plane => plane.Members);
    }

    private static string Strongest(string[] members, BiomassModel model)
    {
        IReadOnlyList<(string Name, double Value)> gains = model.Agb.Importance(model.Features.Names);
        return members.MaxBy(name => gains.First(item => item.Name == name).Value)!;
    }
}
