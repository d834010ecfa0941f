using System.Xml.Linq;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Maps;
using Mitoshi.Reporting.Pages;
using Mitoshi.Testing;

namespace Mitoshi.Reporting.Tests.Pages;

public sealed class HtmlReportTests
{
    private static readonly Chart Waves = new(Axis.Numbers(("Distance (m)", "距離 (m)"), 0, 500), Axis.Numbers(("Semivariance", "半分散"), 0, 1.3),
    [
        new BandMark([(0, 0, 0.2), (250, 0.6, 0.9), (500, 0.9, 1.2)]) { Colour = Colours.Green },
        new LineMark([(0, 0.1), (250, 0.75), (500, 1.05)]) { Name = ("Model", "モデル"), Colour = Colours.Green },
        new PointMark([(50, 0.3), (150, 0.5), (400, 1.0)]) { Name = ("Measured", "実測"), ErrorY = [0.1, 0.1, 0.2] },
    ]);

    [Fact]
    public void Every_chart_and_map_is_well_formed_xml()
    {
        XDocument.Parse(Waves.ToSvg("waves"));
        XDocument.Parse(Map().ToSvg());
        XDocument.Parse(new Chart(Axis.Of(("Class", "階級"), ["0-50", "50-100"]), Axis.Numbers("t", -10, 10),
            [new BarMark([3, -4]) { Labels = ["+3", "-4"] }, new RuleMark(0)]).ToSvg("bars"));
        XDocument.Parse(new Chart(Axis.Numbers("Gain", 0, 1), Axis.Of("", [("Height <m>", "樹高"), "NDVI"]), [new HorizontalBarMark([0.8, 0.1]), new DotMark([0.5, 0.2])]).ToSvg("names"));
        XDocument.Parse(new Chart(Axis.Numbers("x", 0, 1), Axis.Numbers("y", 0, 1), [new DensityMark(new int[,] { { 1, 0 }, { 3, 9 } }), new LabelMark(0, 0, "1:1")]).ToSvg("density"));
    }

    [Fact]
    public void A_hostile_title_cannot_leave_its_element()
    {
        Report report = new("<script>alert(1)</script>", "\"quoted\" & <b>", [new Section("s", [new Table("c", ["a"], [["<img src=x onerror=alert(1)>"]])])]);
        string html = HtmlReport.ToHtml(report, Language.English);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
    }

    [Fact]
    public void The_page_asks_nothing_from_elsewhere_and_holds_both_languages()
    {
        string html = HtmlReport.ToHtml(Sample(), Language.Japanese);
        Assert.DoesNotContain("src=\"http", html);
        Assert.DoesNotContain("href=\"http", html);
        Assert.Contains("lang=\"ja\"", html);
        Assert.Contains("Semivariance", html);
        Assert.Contains("半分散", html);
    }

    [Fact]
    public void The_page_is_the_snapshot_that_a_person_accepted()
        => Snapshot.Matches(HtmlReport.ToHtml(Sample(), Language.English), "Pages/sample.html");

    [Fact]
    public void Ticks_are_round_and_cover_the_range()
    {
        Axis axis = Axis.Numbers("x", 3.2, 96.7);
        Assert.Equal([0, 20, 40, 60, 80, 100], axis.Ticks());
        Assert.Equal("20", axis.Label(20));
    }

    internal static Report Sample() => new Report(("A sample", "見本"), ("All parts", "すべての部品"),
    [
        new Section(("Pictures", "図"),
        [
            new Figure(Map().ToSvg(), ("A map", "地図")) { IsWide = true },
            new Figure(Waves.ToSvg("waves"), ("A variogram", "バリオグラム")),
            new Figure(Waves.ToSvg("waves"), ("Again", "もう一度")),
        ]),
        new Section(("Numbers", "数値"), [new KeyFigures([new("24.0 Mg/ha", "RMSE")]), new Warning(("Careful.", "ご注意ください。")), new Table("t", ["a", "b"], [["x", "1"]])]),
    ]) { IsSimulated = true };

    private static MapFigure Map()
    {
        float[] values = new float[64 * 48];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % 64 < 4 ? float.NaN : i % 64 * 5;
        }

        return new(("AGB (Mg/ha)", "地上部バイオマス (Mg/ha)"), values, 64, 48, new Grid(new Crs("EPSG:32654"), AffineTransform.NorthUp(400000, 4000000, 10), 64, 48), ColourMap.Biomass, 0, 300)
        {
            Points = [(400100, 3999900)],
        };
    }
}
