using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Jcm;

/// <summary>
/// A conversion that emits, with what both equations need of it: from forest to other land (options 1 and 2), or from one class of forest to
/// another that holds less (option 2; measured as a place <c>FROM&gt;TO</c>). Conversions that gain are removals and are not counted.
/// </summary>
/// <param name="Area">A_i, area of the class at the start, ha.</param>
/// <param name="Probability">P_i of the reference level, per year.</param>
/// <param name="Stock">EF_i, carbon lost, tC/ha.</param>
/// <param name="Converted">CA_i, area converted in the project, ha.</param>
internal sealed record Conversion(ClaimInput Area, ClaimInput Probability, ClaimInput Stock, ClaimInput Converted)
{
    private const char To = '>';
    private static readonly Equation Difference = new("4", ("Carbon lost by the conversion", "転換で失われる炭素"), "EF = EF_from − EF_to, if positive", Mark.Verified, KhAm004.Eq1.Source);

    /// <summary>All conversions of a project, their stocks written into the worksheet.</summary>
    public static IReadOnlyList<Conversion> Of(CarbonProject project, Worksheet sheet, bool withTransitions)
    {
        Dictionary<string, (Place Place, LineResult Stock)> classes = [];
        List<Conversion> conversions = [];
        foreach (Place place in ForestStocks.Places(project))
        {
            LineResult stock = ForestStocks.WithBelowGround(project, sheet, place.Before ?? place.Now);
            classes.Add(place.Name, (place, stock));
            conversions.Add(Make(project, place, place.Name, "loss_probability", stock, place.RequireLoss()));
        }

        foreach (Measurement measured in project.Measurements.Where(measurement => measurement.Estimate.Unit == Unit.Hectare && measurement.Place.Contains(To)).OrderBy(measurement => measurement.Place, StringComparer.Ordinal))
        {
            string[] ends = measured.Place.Split(To);
            if (!withTransitions)
            {
                throw Refusal.NotApplicable(($"the conversion {measured.Place} under option 1", $"オプション1での転換 {measured.Place}"), ("option 2, which counts conversions between classes", "区分間の転換を数えるオプション2"));
            }

            if (ends.Length != 2 || !classes.TryGetValue(ends[0], out var from) || !classes.TryGetValue(ends[1], out var to))
            {
                throw Refusal.UnmappedClass(($"the conversion {measured.Place}", $"転換 {measured.Place}"));
            }

            if (from.Stock.Value > to.Stock.Value)
            {
                LineResult lost = sheet.Add(Difference with { Name = ($"{Difference.Name.En}, {measured.Place}", $"{Difference.Name.Ja}（{measured.Place}）") }, from.Stock.Value - to.Stock.Value, from.Stock.Unit,
                    from.Stock.As("EF_from", ("Stock before", "転換前の蓄積")), to.Stock.As("EF_to", ("Stock after", "転換後の蓄積")));
                conversions.Add(Make(project, from.Place, measured.Place, "transition_probability", lost, measured));
            }
        }

        return conversions;
    }

    private static Conversion Make(CarbonProject project, Place place, string name, string probability, LineResult stock, Measurement converted)
    {
        Measurement start = place.Before ?? place.Now;
        return new Conversion(
            new ClaimInput($"A[{name}]", ($"Area of {place.Name}", $"{place.Name} の面積"), (decimal)start.AreaHectares, Unit.Hectare, start.Id, null),
            project.Factor(probability, name).As($"P[{name}]", ($"Yearly loss probability of {name}", $"{name} の年間減少確率")),
            stock.As($"EF[{name}]", ($"Stock lost, {name}", $"失われる蓄積（{name}）")),
            ForestStocks.AsInput(converted, $"CA[{name}]", ($"Area converted, {name}", $"転換面積（{name}）")));
    }
}
