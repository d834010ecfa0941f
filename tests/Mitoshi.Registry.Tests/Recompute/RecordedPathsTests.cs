namespace Mitoshi.Registry.Tests.Recompute;

/// <summary>A receipt comes from a stranger: what it asks to run must stay in the scratch folder.</summary>
public sealed class RecordedPathsTests
{
    private static readonly ProcessDescription Receipt = new("credits_receipt", ("", ""), [], typeof(WriteReceipt), ParameterDescription.Of(typeof(WriteReceipt)));

    [Theory]
    [InlineData("""{"serial":"MTS-A","output":"receipt.json"}""", "products/map/agb.tif", null)]
    [InlineData("""{"serial":"MTS-A","output":"../landscape/receipt.json"}""", "../landscape/dem.tif", null)]
    [InlineData("""{"serial":"MTS-A","output":"/etc/passwd"}""", "agb.tif", "/etc/passwd")]
    [InlineData("""{"serial":"MTS-A","output":"https://example.org/x"}""", "agb.tif", "https://example.org/x")]
    [InlineData("""{"serial":"../../outside","output":"x"}""", "agb.tif", "../../outside")]
    [InlineData("""{"serial":"MTS-A","output":"x"}""", "/home/somebody/.profile", "/home/somebody/.profile")]
    public void A_place_outside_is_named_and_nothing_runs(string parameters, string input, string? outside)
        => Assert.Equal(outside, RecordedPaths.Outside(Receipt, Run(parameters, input)));

    [Fact]
    public void The_scratch_workspace_lies_as_deep_as_any_path_goes_up()
        => Assert.Equal(3, RecordedPaths.Depth(Run("""{"serial":"x","output":"a/../../../b"}""", "../../c")));

    private static RecordedRun Run(string parameters, string input)
        => new("run", new Lineage("credits_receipt", "1", [], parameters, 1), [(input, new string('0', 64))]);
}
