using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Inputs;
using Mitoshi.Raster;

namespace Mitoshi.Forest.Maps;

/// <summary>The files of a forest map and their STAC item.</summary>
internal static class MapProduct
{
    /// <summary>A file of the product and the band that it takes.</summary>
    internal sealed record MapFile(string FileName, int Band, Text Title, string Unit, bool IsClass)
    {
        /// <summary>Colours and the values at their ends; fixed, so that two dates can be compared by eye.</summary>
        public AssetRender? Render { get; init; }

        /// <summary>What the values of a class mean.</summary>
        public IReadOnlyList<AssetClass> Classes { get; init; } = [];
    }

    public static IReadOnlyList<MapFile> Files { get; } =
    [
        new(MapFiles.Agb, ForestMapSource.Agb, ("Above-ground biomass", "地上部バイオマス"), "Mg/ha", false) { Render = new AssetRender("biomass", 0, 400) },
        new(MapFiles.Lower, ForestMapSource.Lower, ("Lower end of its 90 % interval", "90 % 区間の下限"), "Mg/ha", false) { Render = new AssetRender("biomass", 0, 400) },
        new(MapFiles.Upper, ForestMapSource.Upper, ("Upper end of its 90 % interval", "90 % 区間の上限"), "Mg/ha", false) { Render = new AssetRender("biomass", 0, 400) },
        new(MapFiles.Height, ForestMapSource.Height, ("Canopy height", "樹高"), "m", false) { Render = new AssetRender("biomass", 0, 40) },
        new(MapFiles.Applicability, ForestMapSource.Applicability, ("1 inside the area of applicability, 0 outside", "1 適用範囲内、0 範囲外"), "", true)
            { Classes = [new(0, "outside", ("Outside", "範囲外"), "c2a5cf"), new(1, "inside", ("Inside", "範囲内"), "f7f3e3")] },
        new(MapFiles.ForestMask, ForestMapSource.ForestMask, ("1 forest, 0 other land", "1 森林、0 その他"), "", true)
            { Classes = [new(0, "other", ("Other land", "その他"), "f7f3e3"), new(1, "forest", ("Forest", "森林"), "2a7f4a")] },
        new(MapFiles.Bgb, ForestMapSource.Bgb, ("Below-ground biomass", "地下部バイオマス"), "Mg/ha", false) { Render = new AssetRender("biomass", 0, 100) },
        new(MapFiles.Carbon, ForestMapSource.Carbon, ("Carbon above and below ground", "炭素(地上部+地下部)"), "Mg/ha", false) { Render = new AssetRender("biomass", 0, 250) },
        new(MapFiles.CarbonDeviation, ForestMapSource.CarbonDeviation, ("Standard deviation of the carbon", "炭素の標準偏差"), "Mg/ha", false) { Render = new AssetRender("uncertainty", 0, 60) },
        new(MapFiles.CarbonDioxide, ForestMapSource.CarbonDioxide, ("Carbon dioxide of that carbon", "同、CO2換算"), "Mg/ha", false) { Render = new AssetRender("biomass", 0, 900) },
    ];

    public static CogFormat FormatOf(MapFile file, bool isSimulated)
    {
        CogFormat format = file.IsClass ? CogFormat.Classes : CogFormat.Float32;
        return isSimulated ? format with { Metadata = new Dictionary<string, string> { [SimulationMark.OfMaps] = "true: no place on the Earth looks like this" } } : format;
    }

    public static Product Of(string name, ForestSite site, Grid grid, (DateOnly From, DateOnly To) period, MapFigures figures, MapVerdict verdict, JsonNode model, Lineage lineage)
    {
        JsonObject metrics = new()
        {
            ["mapped_ha"] = figures.MappedHectares, ["forest_ha"] = figures.ForestHectares, ["mean_agb"] = figures.MeanAgb,
            ["mean_agb_standard_error"] = Finite(figures.MeanAgbError), ["mean_width_90"] = Finite(figures.MeanWidth), ["share_inside_applicability"] = figures.ShareInside,
            ["population_auc"] = verdict.Shift.Auc, ["population_strongest"] = new JsonArray([.. verdict.Shift.StrongestFeatures.Select(feature => (JsonNode)feature)]), ["intervals_withheld"] = verdict.Withheld,
            ["residual_range_m"] = Finite(figures.ResidualRangeMetres), ["residual_nugget_share"] = figures.ResidualNuggetShare,
            ["epoch_correlation"] = figures.EpochCorrelation, ["support_ha"] = figures.SupportHectares,
            [MapLevel.EpochKey] = model[MapLevel.EpochKey]?.DeepClone(), [MapLevel.Key] = model[MapLevel.Key]?.DeepClone(),
        };
        List<ProductAsset> assets = [.. Files.Select(file => new ProductAsset(Path.GetFileNameWithoutExtension(file.FileName), file.FileName, ProductAsset.Cog, file.Title)
        {
            Unit = file.Unit.Length > 0 ? file.Unit : null, DataType = file.IsClass ? "uint8" : "float32", Render = file.Render, Classes = file.Classes,
        })];
        assets.Add(new ProductAsset("report", "report.html", ProductAsset.Html, ("Report", "報告書"), "overview"));
        return new Product(name, ($"Forest biomass of {site.Name}", $"{site.Name} の森林バイオマス"), period.From, period.To, grid, assets, lineage) { IsSimulated = verdict.IsSimulated, Metrics = metrics };
    }

    private static JsonNode? Finite(double value) => double.IsFinite(value) ? value : null;
}
