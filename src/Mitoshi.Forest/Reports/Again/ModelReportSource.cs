using Mitoshi.Forest.Models;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>A model: its card, from the predictions that its folder keeps of blocks that it did not see.</summary>
internal sealed class ModelReportSource : IReportSource
{
    public Text Kind => ("model", "モデル");

    public Task<Report?> TryMakeAsync(string folder, ProcessContext context)
    {
        if (!File.Exists(ModelFolder.MainFile(folder)))
        {
            return Task.FromResult<Report?>(null);
        }

        TrainingOutcome outcome = TrainingRecord.Read(folder, ModelFolder.Read(folder));
        return Task.FromResult<Report?>(TrainingReport.Of(outcome, outcome.Model.Metrics["simulated"]?.GetValue<bool>() ?? false));
    }
}
