using Mitoshi.Forest.Change;
using Mitoshi.Raster;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>A change: pictures, areas and mean from its rasters; correlation and stable ground from its record.</summary>
internal sealed class ChangeReportSource : IReportSource
{
    public Text Kind => ("change", "変化");

    public Task<Report?> TryMakeAsync(string folder, ProcessContext context)
    {
        if (ProductItem.Read(folder, "forest_change") is not { } item)
        {
            return Task.FromResult<Report?>(null);
        }

        ChangeForest made = item.Parameters<ChangeForest>();
        using ISource result = ChangeForest.OpenResult(folder, item.GridOf("change.tif"));
        double pixelHectares = result.Grid.PixelArea / 10_000, sum = 0;
        long mapped = 0, loss = 0, gain = 0;
        foreach (Window window in result.Grid.Tiles(512))
        {
            Block block = result.ReadBlock(window);
            ReadOnlySpan<float> change = block.Band(0), kind = block.Band(3);
            for (int i = 0; i < kind.Length; i++)
            {
                if (!float.IsNaN(kind[i]))
                {
                    mapped++;
                    sum += change[i];
                    loss += (ChangeClass)kind[i] == ChangeClass.Loss ? 1 : 0;
                    gain += (ChangeClass)kind[i] == ChangeClass.Gain ? 1 : 0;
                }
            }
        }

        double stable = item.Number("stable_mean");
        ChangeFigures figures = new(loss * pixelHectares, gain * pixelHectares, mapped * pixelHectares, sum / Math.Max(mapped, 1), item.Number("mean_change_standard_error"), item.Number("correlation"),
            (long)item.Number("stable_pixels"), stable, item.Number("stable_share_outside"), made.RemoveBias ? stable : 0, item.Number("stable_correlation"))
        {
            CorrelationSource = (item.Metrics["correlation_source"]?.GetValue<string>() ?? "", item.Metrics["correlation_source_ja"]?.GetValue<string>() ?? item.Metrics["correlation_source"]?.GetValue<string>() ?? ""),
        };
        return Task.FromResult<Report?>(ChangeReport.Of(result, figures, (item.From, item.To), item.IsSimulated));
    }
}
