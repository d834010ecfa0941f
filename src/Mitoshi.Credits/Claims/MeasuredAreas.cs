using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Claims;

/// <summary>Fields, wetlands and sea: projects whose measurement is an area.</summary>
internal static class MeasuredAreas
{
    /// <summary>Measurements with unit ha, one for each place, in ordinal order.</summary>
    public static IReadOnlyList<MeasuredArea> Of(CarbonProject project)
    {
        MeasuredArea[] areas = [.. project.Measurements.Where(measurement => measurement.Estimate.Unit == Unit.Hectare)
            .Select(measurement => new MeasuredArea(measurement.Place, measurement)).OrderBy(area => area.Name, StringComparer.Ordinal)];
        ClaimChecks.RequirePlacesOnce(areas.Select(area => area.Name));
        return areas.Length > 0 ? areas : throw new MitoshiException("credits.missing_measurement",
            found: ("no measurement of an area (unit ha)", "面積の測定値（単位 ha）がありません"),
            expected: ("one measurement with unit ha for each place of the project", "プロジェクトの区域ごとに単位haの測定値を1つ"),
            remedy: ("Add the measured area of each field or wetland.", "圃場や湿地ごとに測定した面積を加えてください。"));
    }
}

/// <summary>A place and its measured area.</summary>
internal sealed record MeasuredArea(string Name, Measurement Measurement)
{
    /// <summary>Area, ha.</summary>
    public decimal Hectares => Check.NotNegative((decimal)Measurement.Estimate.Value, "A");

    /// <summary>The area as an input of a line.</summary>
    public ClaimInput As() => ForestStocks.AsInput(Measurement, $"A[{Name}]", ($"Area of {Name}", $"{Name} の面積"));
}
