using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Items;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Items;

public sealed class ItemReaderTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "type", "\"Item\"", "type" },
        { "stac_version", "\"0.9.0\"", "stac_version" },
        { "id", "\"\"", "id" },
        { "id", "\"../etc\"", "id" },
        { "bbox", "\"1,2,3,4\"", "bbox" },
        { "bbox", "[1,2,3]", "bbox" },
        { "bbox", "[1,20,3,4]", "bbox" },
        { "links", "{}", "links" },
        { "links", "[{\"rel\":\"x\"}]", "links[0].href" },
        { "links", "[{\"rel\":\"x\",\"href\":\"javascript:alert(1)\"}]", "links[0].href" },
        { "assets", "{\"a\":{\"href\":\" JavaScript:alert(1)\"}}", "assets.a.href" },
        { "assets", "{\"a\":{\"href\":\"x\",\"roles\":\"data\"}}", "assets.a.roles" },
        { "assets", "{\"a\":1}", "assets.a" },
        { "properties", "{}", "properties.datetime" },
        { "properties", "{\"datetime\":null}", "properties.start_datetime" },
        { "properties", "{\"datetime\":\"2024-06-09\"}", "properties.datetime" },
        { "properties", "{\"datetime\":null,\"start_datetime\":\"2024-06-09T00:00:00Z\"}", "properties.end_datetime" },
        { "properties", "{\"datetime\":null,\"start_datetime\":\"2024-06-09T00:00:00Z\",\"end_datetime\":\"2024-06-08T00:00:00Z\"}", "properties.end_datetime" },
        { "properties", "{\"datetime\":\"2024-06-09T00:00:00Z\",\"eo:cloud_cover\":\"20\"}", "properties.eo:cloud_cover" },
        { "properties", "{\"datetime\":\"2024-06-09T00:00:00Z\",\"eo:cloud_cover\":101}", "properties.eo:cloud_cover" },
        { "properties", "{\"datetime\":\"2024-06-09T00:00:00Z\",\"updated\":\"yesterday\"}", "properties.updated" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_item_is_refused_with_the_name_of_the_field(string member, string value, string field)
    {
        JsonObject json = Samples.Json("x1");
        json[member] = JsonNode.Parse(value);
        MitoshiException error = Assert.Throws<MitoshiException>(() => Samples.Read(json));
        Assert.Equal("item.not_valid", error.Code);
        Assert.Contains(field, error.Found.En);
        Assert.Contains(field, error.Remedy.Ja);
    }

    [Fact]
    public void A_geometry_without_bbox_and_an_item_without_geometry_are_refused()
    {
        JsonObject json = Samples.Json("x1");
        json.Remove("bbox");
        Assert.Contains("bbox", Assert.Throws<MitoshiException>(() => Samples.Read(json)).Found.En);
        json.Remove("geometry");
        Assert.Contains("geometry", Assert.Throws<MitoshiException>(() => Samples.Read(json)).Found.En);
        json["geometry"] = null;
        Assert.Null(Samples.Read(json).Place);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"type\":\"Feature\",\"type\":\"Feature\"}")]
    public void What_is_no_json_says_so(string json) => Assert.Equal("item.not_json", Assert.Throws<MitoshiException>(() => Samples.Reader.Read(Encoding.UTF8.GetBytes(json))).Code);

    [Fact]
    public void Depth_is_bounded()
        => Assert.Equal("item.not_json", Assert.Throws<MitoshiException>(() => Samples.Reader.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)))).Code);

    [Fact]
    public void Links_of_another_catalogue_are_replaced_and_addresses_made_whole()
    {
        JsonObject json = Samples.Json("x 1");
        json["links"] = JsonNode.Parse("[{\"rel\":\"self\",\"href\":\"./x.json\"},{\"rel\":\"license\",\"href\":\"../licence.html\"}]");
        ItemDocument item = Samples.Read(json);
        JsonNode body = JsonNode.Parse(ItemBody.At(item.Body, "http://127.0.0.1:8080/stac"))!;
        Assert.Equal(["license https://example.org/licence.html", "self http://127.0.0.1:8080/stac/collections/demo/items/x%201", "root http://127.0.0.1:8080/stac/", "parent http://127.0.0.1:8080/stac/collections/demo", "collection http://127.0.0.1:8080/stac/collections/demo"],
            body["links"]!.AsArray().Select(link => $"{link!["rel"]} {link["href"]}"));
        Assert.Equal("https://example.org/data.tif", body["assets"]!["data"]!["href"]!.GetValue<string>());
    }

    [Fact]
    public void A_file_of_this_machine_is_given_out_under_an_address_of_the_catalogue()
    {
        ItemDocument item = new ItemReader(new FolderAddresses("/data/scenes")).Read(Encoding.UTF8.GetBytes(Samples.Json("x").ToJsonString()));
        Assert.Equal("/data/scenes/data.tif", item.Files["data"]);
        Assert.DoesNotContain("/data/scenes", Encoding.UTF8.GetString(item.Body.Span));
        Assert.Contains("mitoshi://collections/demo/items/x/assets/data", Encoding.UTF8.GetString(item.Body.Span));
    }

    [Fact]
    public void The_items_of_the_standard_and_of_its_extensions_are_accepted()
    {
        FolderAddresses addresses = new("https://example.org/");
        List<string> refused = [];
        int accepted = 0;
        foreach (string path in Directory.EnumerateFiles(SharedData.Require("stac/examples"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
            if (json["type"]?.GetValue<string>() is not ("Feature" or "Collection") || json["stac_version"]?.GetValue<string>() is not ("1.0.0" or "1.1.0"))
            {
                continue;
            }

            try
            {
                _ = json["type"]!.GetValue<string>() == "Feature" ? (object)new ItemReader(addresses).Read(File.ReadAllBytes(path), json["collection"]?.GetValue<string>() ?? "others") : CollectionDocument.Read(File.ReadAllBytes(path), addresses);
                accepted++;
            }
            catch (MitoshiException error)
            {
                refused.Add($"{Path.GetFileName(path)}: {error.Found.En.Split('\n')[0]}");
            }
        }

        // The box of the Envisat example has latitudes up to 128 degrees: longitude and latitude are exchanged.
        Assert.Equal(["sar--envisat.json: item sar-envisat-example: bbox is ["], refused);
        Assert.InRange(accepted, 40, 60);
    }
}
