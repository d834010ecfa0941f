using Mitoshi.Forest.Reports;
using Mitoshi.Learning;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Models;

/// <summary>The part of the model's report on method and features.</summary>
internal static class MethodFigures
{
    public static Section Of(TrainingOutcome outcome)
    {
        Text method = TrainingMethodNames.NameOf(outcome.Comparison.Chosen);
        List<Item> items = [new Paragraph(($"Method: {method.En}.", $"方法:{method.Ja}。"))];
        items.AddRange(ModelCard.Remarks(outcome).Select(remark => (Item)(remark.En.StartsWith("Not usable", StringComparison.Ordinal) ? new Warning(remark) : new Paragraph(remark))));
        items.AddRange(ModelCard.Tables(outcome).Select(table => (Item)Table.From(table)));
        if (outcome.Insight.Importance.Count > 0)
        {
            items.Add(new Figure(AccuracyFigures.Importance([.. outcome.Insight.Importance.Select(item => (item.Feature, Math.Max(0, item.RmseIncrease)))], ("Growth of the RMSE (Mg/ha)", "RMSEの増加 (Mg/ha)")),
                ("Permutation importance: how much the error on blocks that the model did not see grows when an image is shuffled at all its scales.", "並べ替え重要度:見ていないブロックで、ある画像を(全スケール)並べ替えたときの誤差の増加。")));
        }

        foreach (PartialDependence response in outcome.Insight.Responses)
        {
            items.Add(new Figure(Response(response), ($"Mean prediction when {response.Feature} is set to a value everywhere.", $"{response.Feature} を全標本で同じ値にしたときの平均予測(部分依存)。")));
        }

        return new Section(("Method and features", "方法と特徴量"), items);
    }

    private static string Response(PartialDependence response)
    {
        (double X, double Y)[] points = [.. response.FeatureValues.Zip(response.Predictions, (x, y) => ((double)x, y))];
        Text axis = ("Mean prediction (Mg/ha)", "平均予測 (Mg/ha)");
        return new Chart(Axis.Numbers(response.Feature, points.Min(point => point.X), points.Max(point => point.X)), Axis.Numbers(axis, points.Min(point => point.Y), points.Max(point => point.Y)),
            [new LineMark(points) { Colour = Colours.Green }]) { Width = 420, Height = 280 }.ToSvg((response.Feature, response.Feature));
    }
}
