namespace Mitoshi.Registry.Tests.Ledger;

/// <summary>Claims for tests: simulated figures on real-looking land.</summary>
internal static class TestClaims
{
    public static string Square(double west, double south, double side = 0.02)
        => $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{west + side:0.######}},{{south}}],[{{west + side:0.######}},{{south + side:0.######}}],[{{west}},{{south + side:0.######}}],[{{west}},{{south}}]]]}""";

    public static Claim Make(string project, string boundary, int year = 2026, long credits = 900, long buffer = 100, Mark mark = Mark.Verified, params InputFile[] inputs)
    {
        InputFile[] files = inputs.Length > 0 ? inputs : [new InputFile("plots.csv", new string('a', 64), 10, "plots")];
        Measurement measurement = new("agb", new Estimate(120.5, Unit.MegagramPerHectare, new StandardError(4.25), 58, "greg.g_weight"), "stratum 1", 479.86,
            new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1), "agb", new Lineage("forest_map", "0.1.0", files, "{}", 7));
        return new Claim
        {
            Project = project,
            Name = ("Test forest", "試験林"),
            Programme = "JCM",
            Methodology = "KH_AM004",
            MethodologyVersion = "1.0",
            From = new DateOnly(year, 1, 1),
            To = new DateOnly(year + 1, 1, 1),
            Vintage = year,
            Pools = ["agb", "bgb"],
            Boundary = boundary,
            Parties = [new Party("proponent", "org:P", "KH")],
            Measurements = [measurement],
            Inputs = files,
            Lines = [],
            Waterfall = new Waterfall(Gross: 2000.5m, Baseline: 500, Leakage: 100, Uncertainty: 300, Other: 100, Buffer: buffer, Net: 1000.5m - buffer, Credits: credits),
            HalfWidth90Percent = 12.5m,
            Mark = mark,
            NotForIssuance = [],
            MonitoringYears = 20,
            SoftwareVersion = "0.1.0",
        };
    }
}
