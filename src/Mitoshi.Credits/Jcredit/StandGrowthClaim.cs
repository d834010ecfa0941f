using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Jcredit;

/// <summary>What J-Credit's forest methodologies share: growth by the yield table that the project cites, or by two measured stocks.</summary>
internal abstract class StandGrowthClaim : IMethodology
{
    private static readonly Equation Growth = new("1a", ("Growth from two stocks", "2時点の蓄積による成長量"), "G = (V₂ − V₁) / years", Mark.Corroborated, ForestManagement.Removal.Source);
    private static readonly Equation FromBiomass = new("—", ("Stem volume from biomass", "バイオマスから幹材積への換算"), "V = AGB / (BEF × D)", Mark.Verified, "definition");

    public string Programme => "J-Credit";

    public abstract string Name { get; }

    public virtual string Version => "";

    public abstract Text About { get; }

    public Waterfall Quantify(CarbonProject project, Worksheet sheet)
    {
        RequireLand(project.Parameters);
        decimal sum = 0;
        List<ClaimInput> inputs = [];
        foreach (Place place in ForestStocks.Places(project))
        {
            ClaimInput growth = GrowthOf(project, sheet, place);
            ClaimInput expansion = project.Factor("bef", place.Name).As("BEF", ("Expansion factor", "拡大係数")), roots = project.Factor("root_ratio", place.Name).As("R_s", ("Root ratio", "地下部比率"));
            ClaimInput density = project.Factor("density", place.Name).As("D", ("Wood density", "容積密度")), carbon = ForestStocks.CarbonFraction(project).As("CF", ("Carbon fraction", "炭素含有率"));
            ClaimInput area = ForestStocks.Area(place);
            sum += ForestManagement.AnnualRemoval(new StandGrowth(area.Value, growth.Value, expansion.Value * (1 + roots.Value), density.Value, carbon.Value)) * project.Years;
            inputs.AddRange([area, growth, expansion, roots, density, carbon]);
        }

        inputs.Add(new ClaimInput("years", ("Years of the period", "期間の年数"), project.Years, new Unit("yr"), "period of the claim", null));
        LineResult removal = sheet.Add(ForestManagement.Removal with { Name = ("Removal over the period", "期間中の吸収量") }, sum, Unit.TonneCarbonDioxide, inputs);
        decimal harvest = Check.NotNegative(project.Parameters.Decimal("harvest_emissions_tCO2"), "harvest_emissions_tCO2");
        LineResult net = sheet.Add(ForestManagement.Net, ForestManagement.NetOfHarvest(removal.Value, harvest).Net, Unit.TonneCarbonDioxide, removal.As("R", ForestManagement.Removal.Name),
            new ClaimInput("H", ("Harvest emissions", "伐採による排出"), harvest, Unit.TonneCarbonDioxide, "project file", null));
        decimal percent = project.Parameters.Decimal("jcredit_buffer_percent");
        (long buffer, long issued) = ForestManagement.WithBuffer(net.Value, percent);
        LineResult kept = sheet.AddRounded(ForestManagement.Buffer, buffer, Unit.TonneCarbonDioxideEquivalent, Rounding.BufferRule, net.As("net", ForestManagement.Net.Name),
            new ClaimInput("share", ("Buffer share", "バッファー率"), percent, new Unit("percent"), "project file", null));
        sheet.AddRounded(ForestManagement.Net with { Number = "4", Name = ("Credits", "クレジット"), Formula = "credits = floor(net − buffer)" }, issued, Unit.TonneCarbonDioxideEquivalent, Rounding.CreditsRule,
            net.As("net", ForestManagement.Net.Name), kept.As("buffer", ForestManagement.Buffer.Name));
        return Deductions.Of(removal.Value, 0, 0, 0, harvest, buffer);
    }

    /// <summary>What the land must have been at the start.</summary>
    protected abstract void RequireLand(VectorInputs parameters);

    private static ClaimInput GrowthOf(CarbonProject project, Worksheet sheet, Place place)
    {
        if (project.Factors.ContainsKey("growth") || project.Factors.ContainsKey($"growth.{place.Name}"))
        {
            return project.Factor("growth", place.Name).As("G", ("Stem growth by the yield table", "収穫表による幹材積成長量"));
        }

        if (place.Before is null)
        {
            throw Refusal.MissingFactor(("neither a factor growth (m3/ha/yr) nor a second stock", "係数 growth（m3/ha/年）も2時点目の蓄積もありません"));
        }

        sheet.NotForIssuance(("Growth comes from the difference of two measured dates; the scheme has not accepted two-date map differences yet.",
            "成長量が2時点の測定の差です。2時点の地図の差は制度でまだ認められていません。"));
        ClaimInput expansion = project.Factor("bef", place.Name).As("BEF", ("Expansion factor", "拡大係数")), density = project.Factor("density", place.Name).As("D", ("Wood density", "容積密度"));
        LineResult Volume(Measurement stock) => sheet.Add(FromBiomass, (decimal)stock.Estimate.Value / Check.Positive(expansion.Value * density.Value, "BEF × D"), Unit.CubicMetrePerHectare,
            ForestStocks.AsInput(stock, "AGB", ("Above-ground biomass", "地上部バイオマス")), expansion, density);
        decimal years = (place.Now.From.DayNumber - place.Before.From.DayNumber) / 365.25m;
        (LineResult first, LineResult second) = (Volume(place.Before), Volume(place.Now));
        return sheet.Add(Growth, ForestManagement.GrowthFromStock(first.Value, second.Value, years), new Unit("m3/ha/yr"), first.As("V₁", ("Earlier stock", "前の蓄積")), second.As("V₂", ("Later stock", "後の蓄積")),
            new ClaimInput("years", ("Years between", "間隔（年）"), years, new Unit("yr"), "dates of the measurements", null)).As("G", Growth.Name);
    }
}
