using Mitoshi.Forest.Validation;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>A validation or an estimate: computed again from the inputs that its record names.</summary>
internal sealed class RunReportSource : IReportSource
{
    public Text Kind => ("validation or estimate", "検証・推定");

    public async Task<Report?> TryMakeAsync(string folder, ProcessContext context)
    {
        if (RunRecord.Read(folder) is not { } record)
        {
            return null;
        }

        ProcessContext same = context with { Seed = record.Seed };
        return record.Process switch
        {
            "forest_validate" => await Recorded<ValidateForest>(record, folder).ReportAsync(same),
            "forest_estimate" => await Recorded<EstimateAreas>(record, folder).ReportAsync(same),
            _ => null,
        };
    }

    private static T Recorded<T>(RunRecord record, string folder)
        where T : Process
        => (T)RecordedProcess.Read(RunRecord.Describe(typeof(T)), record.Parameters, folder);
}
