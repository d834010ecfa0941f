using System.Text;
using System.Text.Json.Nodes;

namespace Mitoshi.Core.Tests.Claims;

public sealed class ClaimJsonTests
{
    private static readonly Claim Example = new()
    {
        Project = "KH005",
        Name = ("A forest", "ある森"),
        Programme = "JCM",
        Methodology = "KH_AM004",
        MethodologyVersion = "1.0",
        From = new DateOnly(2026, 1, 1),
        To = new DateOnly(2027, 1, 1),
        Vintage = 2026,
        Pools = ["agb", "bgb"],
        Boundary = "{\"type\":\"Polygon\"}",
        Parties = [new Party("proponent", "Owner", "KH")],
        Measurements = [new Measurement("m1", new Estimate(85.7, new Unit("tC/ha"), new StandardError(0.1 + 0.2), double.PositiveInfinity, "greg"), "all", 12.5,
            new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1), "agb", new Lineage("forest_map", "0.1.0", [new InputFile("scene.tif", new string('a', 64), 7, "sentinel2")], "{}", 3))],
        Inputs = [new InputFile("project.yaml", new string('b', 64), 9, "project")],
        Lines = [new ClaimLine("1", ("Reference", "参照"), "RL", 10.50m, Unit.TonneCarbonDioxide, Mark.Verified, "report", ("none", "なし"),
            [new ClaimInput("A", ("Area", "面積"), 3m, Unit.Hectare, "m1", null), new ClaimInput("EF", ("Factor", "係数"), 1.1m, new Unit("tC/ha"), "table 3", Mark.Secondary)])],
        Waterfall = new Waterfall(10.5m, 1m, 0m, 0.5m, 0m, 1, 8m, 8),
        HalfWidth90Percent = 12.25m,
        Mark = Mark.Secondary,
        NotForIssuance = [("why", "理由")],
        NeedsConfirmation = [("clause", "条項")],
        MonitoringYears = 40,
        SoftwareVersion = "0.1.0",
    };

    [Fact]
    public void A_claim_reads_back_to_the_same_bytes()
    {
        byte[] written = ClaimJson.Write(Example);
        Assert.Equal(written, ClaimJson.Write(ClaimJson.Read(written, "claim.json")));
        Assert.Equal(0.1 + 0.2, ClaimJson.Read(written, "claim.json").Measurements[0].Estimate.Error.Magnitude);
    }

    [Fact]
    public void A_changed_byte_changes_the_hash_or_is_refused()
    {
        byte[] written = ClaimJson.Write(Example);
        string hash = ClaimJson.Sha256(Example);
        for (int i = 0; i < written.Length; i++)
        {
            byte[] changed = [.. written];
            changed[i] ^= 1;
            string? other = null;
            try
            {
                other = ClaimJson.Sha256(ClaimJson.Read(changed, "claim.json"));
            }
            catch (MitoshiException problem)
            {
                Assert.Equal("claims.bad_file", problem.Code);
            }

            Assert.NotEqual(hash, other);
        }
    }

    [Fact]
    public void Canonical_JSON_sorts_keys_and_refuses_fractions()
    {
        Assert.Equal("{\"a\":[1,\"é\\n\"],\"b\":true}", Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject { ["b"] = true, ["a"] = new JsonArray(1, "é\n") })));
        Assert.Throws<MitoshiException>(() => CanonicalJson.Write(new JsonArray(0.5)));
    }
}
