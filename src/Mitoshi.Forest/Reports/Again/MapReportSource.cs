using System.Text.Json;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Learning;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>A map: figures and pictures from its rasters, accuracy from its model, the population check from its record.</summary>
internal sealed class MapReportSource : IReportSource
{
    public Text Kind => ("map", "地図");

    public Task<Report?> TryMakeAsync(string folder, ProcessContext context)
    {
        if (ProductItem.Read(folder, "forest_map") is not { } item)
        {
            return Task.FromResult<Report?>(null);
        }

        MapForest made = item.Parameters<MapForest>();
        BiomassModel model = ModelFolder.Read(Path.GetDirectoryName(item.Input("model", context.Workspace))!);
        Grid grid = item.GridOf(MapFiles.Agb);
        IReadOnlyList<ForestSite> sites = made.SitesOfProject();
        ForestSite site = sites.FirstOrDefault(candidate => $"map-{candidate.Name}" == Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))
            ?? sites.FirstOrDefault(candidate => candidate.Name == made.Site) ?? sites[0];
        PopulationShift shift = new(item.Number("population_auc"), item.Metrics["population_strongest"].Deserialize<string[]>() ?? []);
        MapVerdict verdict = new(shift, item.Metrics["intervals_withheld"]!.GetValue<bool>(), made.Intervals, item.IsSimulated) { NotUsable = ModelCard.NotUsable(model.Metrics) };
        return Task.FromResult<Report?>(MapReport.Of(folder, grid, site, model, MapFigures.Of(folder, grid, model), verdict));
    }
}
