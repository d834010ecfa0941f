using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Claims;

/// <summary>What the measurements of a forest project say about each place, in the forms that methodologies ask for.</summary>
internal static class ForestStocks
{
    private static readonly Unit CarbonPerHectare = new("tC/ha");

    private static readonly Equation Arithmetic = new("—", ("Carbon per hectare", "単位面積あたり炭素量"), "C = AGB × CF", Mark.Verified, "definition");

    private static readonly Equation WithRoots = new("—", ("Carbon per hectare, above and below ground", "単位面積あたり炭素量（地上部・地下部）"), "EF = C × (1 + R)", Mark.Verified, "definition");

    private static readonly Equation StockOfPlace = new("—", ("Stock", "蓄積"), "C = A × c × 44/12", Mark.Verified, "definition");

    private static readonly Equation ChangeOfStock = new("—", ("Change of stock over the period", "期間中の蓄積変化"), "ΔC = Σ (C_t − C_0)", Mark.Verified, "definition");

    /// <summary>Places with a stock of biomass, in ordinal order.</summary>
    public static IReadOnlyList<Place> Places(CarbonProject project)
    {
        IReadOnlyList<Place> places = [.. project.Measurements.Where(IsStock).GroupBy(measurement => measurement.Place).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            Measurement[] byTime = [.. group.OrderBy(measurement => measurement.From)];
            return new Place(group.Key, byTime[^1].From > byTime[0].From ? byTime[0] : null, byTime[^1],
                project.Measurements.FirstOrDefault(measurement => measurement.Place == group.Key && measurement.Estimate.Unit == Unit.Hectare));
        })];
        return places.Count > 0 ? places : throw new MitoshiException("credits.missing_measurement",
            found: ("no measurement of biomass (Mg/ha or tC/ha, pool agb)", "バイオマスの測定値（Mg/haまたはtC/ha、プールagb）がありません"),
            expected: ("at least one measurement of above-ground biomass for a place of the project", "プロジェクトの区域の地上部バイオマスの測定値が1つ以上"),
            remedy: ("Add the measurements of a forest product or a table to the project file.", "森林プロダクトの測定値か表をプロジェクトに加えてください。"));
    }

    /// <summary>Carbon above ground in tC/ha as a line; dry biomass is multiplied by the carbon fraction.</summary>
    public static LineResult Carbon(CarbonProject project, Worksheet sheet, Measurement measurement)
    {
        ClaimInput measured = AsInput(measurement, "AGB", ("Above-ground biomass", "地上部バイオマス"));
        Equation arithmetic = Arithmetic with { Name = Named(Arithmetic.Name, measurement) };
        return measurement.Estimate.Unit == CarbonPerHectare
            ? sheet.Add(arithmetic with { Formula = "C as measured" }, measured.Value, CarbonPerHectare, measured)
            : sheet.Add(arithmetic, measured.Value * CarbonFraction(project).Value, CarbonPerHectare, measured, CarbonFraction(project).As("CF", ("Carbon fraction", "炭素含有率")));
    }

    /// <summary>Carbon above and below ground, tC/ha; below ground only when the project has that pool.</summary>
    public static LineResult WithBelowGround(CarbonProject project, Worksheet sheet, Measurement measurement)
    {
        LineResult above = Carbon(project, sheet, measurement);
        if (!project.Pools.Contains("bgb"))
        {
            return above;
        }

        Factor roots = project.Factor("root_ratio", measurement.Place);
        return sheet.Add(WithRoots with { Name = Named(WithRoots.Name, measurement) }, above.Value * (1 + Check.NotNegative(roots.Value, "R")), CarbonPerHectare,
            above.As("C", ("Carbon above ground", "地上部炭素量")), roots.As("R", ("Root ratio", "地下部比率")));
    }

    /// <summary>Stock of a place at a date, tCO2e, with what the project counts below ground.</summary>
    public static LineResult Stock(CarbonProject project, Worksheet sheet, Measurement measurement)
    {
        LineResult carbon = WithBelowGround(project, sheet, measurement);
        decimal area = (decimal)measurement.AreaHectares;
        return sheet.Tonnes(StockOfPlace with { Name = Named(StockOfPlace.Name, measurement) }, area * carbon.Value * MolarRatio.CarbonToCarbonDioxide,
            new ClaimInput("A", ("Area", "面積"), area, Unit.Hectare, measurement.Id, null), carbon.As("c", ("Carbon per hectare", "単位面積あたり炭素量")));
    }

    /// <summary>Change of stock of all places over the period, tCO2e; a place with one date needs the factor <c>initial_carbon</c> (tC/ha).</summary>
    public static LineResult Change(CarbonProject project, Worksheet sheet)
    {
        decimal sum = 0;
        List<ClaimInput> inputs = [];
        foreach (Place place in Places(project))
        {
            LineResult now = Stock(project, sheet, place.Now);
            LineResult before = place.Before is null ? Initial(sheet, place) : Stock(project, sheet, place.Before);
            sum += now.Value - before.Value;
            inputs.AddRange([now.As($"C_t[{place.Name}]", ($"Stock of {place.Name} at the end", $"{place.Name} の終了時蓄積")), before.As($"C_0[{place.Name}]", ($"Stock of {place.Name} at the start", $"{place.Name} の開始時蓄積"))]);
        }

        return sheet.Tonnes(ChangeOfStock, sum, inputs);
    }

    private static LineResult Initial(Worksheet sheet, Place place)
    {
        ClaimInput initial = sheet.Factor("initial_carbon", "tC/ha", "c₀", ("Carbon at the start", "開始時の炭素量"), place.Name), area = Area(place);
        return sheet.Tonnes(StockOfPlace with { Name = ($"Stock at the start, {place.Name}", $"開始時の蓄積（{place.Name}）"), Formula = "C = A × c₀ × 44/12" }, area.Value * initial.Value * MolarRatio.CarbonToCarbonDioxide, area, initial);
    }

    /// <summary>A measurement as an input of a line.</summary>
    public static ClaimInput AsInput(Measurement measurement, string symbol, Text name)
        => new(symbol, name, (decimal)measurement.Estimate.Value, measurement.Estimate.Unit, measurement.Id, null);

    /// <summary>Area of a place as an input.</summary>
    public static ClaimInput Area(Place place) => new("A", ($"Area, {place.Name}", $"面積（{place.Name}）"), (decimal)place.Now.AreaHectares, Unit.Hectare, place.Now.Id, null);

    /// <summary>Carbon fraction of the project, or 0.47.</summary>
    public static Factor CarbonFraction(CarbonProject project)
        => project.Factors.TryGetValue("carbon_fraction", out Factor? given) ? given : Vcs.Vm0047.AreaBased.Factors["carbon_fraction"];

    private static Text Named(Text name, Measurement measurement)
        => ($"{name.En}, {measurement.Place}, {measurement.From:yyyy-MM-dd}", $"{name.Ja}（{measurement.Place}、{measurement.From:yyyy-MM-dd}）");

    private static bool IsStock(Measurement measurement)
        => measurement.Pool == "agb" && (measurement.Estimate.Unit == Unit.MegagramPerHectare || measurement.Estimate.Unit == CarbonPerHectare);
}

/// <summary>A place of the project and its measurements.</summary>
/// <param name="Name">Name.</param>
/// <param name="Before">Earlier stock, when there are two dates.</param>
/// <param name="Now">Latest stock.</param>
/// <param name="Loss">Area lost in the period, when it was measured.</param>
internal sealed record Place(string Name, Measurement? Before, Measurement Now, Measurement? Loss)
{
    /// <summary>The measured loss; zero is a measurement too.</summary>
    /// <exception cref="MitoshiException"><c>credits.missing_measurement</c>.</exception>
    public Measurement RequireLoss() => Loss ?? throw new MitoshiException("credits.missing_measurement",
        found: ($"no measurement of the area lost in {Name} (unit ha)", $"{Name} の減少面積（単位ha）の測定値がありません"),
        expected: ("a measurement with unit ha for every forest class; zero is a measurement too", "すべての森林区分について単位haの測定値（ゼロも測定値）"),
        remedy: ("Add the loss of forest in the period to the measurements.", "期間中の森林減少面積を測定値に加えてください。"));
}
