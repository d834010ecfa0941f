using Mitoshi.Reporting.Pages;

namespace Mitoshi.Forest.Reports;

/// <summary>A kind of folder whose report can be made again.</summary>
internal interface IReportSource
{
    /// <summary>What it is, for the result.</summary>
    Text Kind { get; }

    /// <summary>The report, from what the folder holds and names; null when the folder is of another kind.</summary>
    Task<Report?> TryMakeAsync(string folder, ProcessContext context);
}
