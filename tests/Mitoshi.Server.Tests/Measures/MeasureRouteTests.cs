using System.Text.Json.Nodes;
using Mitoshi.Server.Tests.Page;

namespace Mitoshi.Server.Tests.Measures;

public sealed class MeasureRouteTests
{
    private const string Area = """{"type":"Polygon","coordinates":[[[142.586,37.390],[142.598,37.390],[142.598,37.3955],[142.586,37.3955],[142.586,37.390]]]}""";

    [Fact]
    public async Task An_area_has_a_mean_with_a_standard_error_and_its_total()
    {
        await using RunningServer server = await RunningServer.StartAsync(SmallWorkspace.Fill);
        (int status, JsonNode? body) = await server.PostAsync("/measures/products/landscape-2024?asset=agb", Area);
        Assert.Equal(200, status);
        double mean = (double)body!["mean"]!["value"]!, error = (double)body["mean"]!["standard_error"]!, hectares = (double)body["measured_ha"]!;
        (_, JsonNode? statistics) = await server.PostAsync("/tiles/products/landscape-2024/statistics?assets=agb", Area);
        Assert.Equal((double)statistics!["properties"]!["statistics"]!.AsObject().First().Value!["mean"]!, mean, 1e-3);
        Assert.Equal((double)statistics["properties"]!["area_m2"]! / 10_000, hectares, 1e-3);
        Assert.InRange(error, 1, 27.4);
        Assert.Equal(mean - (1.959964 * error), (double)body["mean"]!["lower_95"]!, 1e-5);
        Assert.Equal((mean * hectares, "Mg"), ((double)body["total"]!["value"]!, (string)body["total"]!["unit"]!));
        Assert.Equal(150, (double)body["correlation"]!["range_m"]!);
        Assert.False((bool)body["has_level_error"]!);
    }

    [Theory]
    [InlineData("/measures/products/landscape-2024?asset=agb_lower", Area, 400, "measure.no_interval")]
    [InlineData("/measures/products/landscape-2024?asset=../agb", Area, 400, "measure.no_interval")]
    [InlineData("/measures/products/landscape-2024", """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,50.1]]]}""", 400, "measure.empty")]
    [InlineData("/measures/products/landscape-2024", """{"type":"Point","coordinates":[10,50]}""", 400, "tiles.bad_polygon")]
    [InlineData("/measures/products/none", Area, 404, "item.not_found")]
    public async Task What_cannot_be_measured_is_answered_with_a_code_and_without_paths(string address, string body, int status, string code)
    {
        await using RunningServer server = await RunningServer.StartAsync(SmallWorkspace.Fill);
        (int answered, JsonNode? answer) = await server.PostAsync(address, body);
        Assert.Equal((status, code), (answered, (string?)answer?["code"]));
        Assert.DoesNotContain(server.Workspace.Root, answer!.ToJsonString(), StringComparison.Ordinal);
    }
}
