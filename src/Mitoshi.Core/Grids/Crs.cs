namespace Mitoshi.Core;

/// <summary>A coordinate reference system, by the text that names it: <c>EPSG:32654</c>, WKT, or <c>local</c>.</summary>
/// <param name="Definition">Authority code or WKT; <c>local</c> for a declared lattice without a place.</param>
public sealed record Crs(string Definition)
{
    /// <summary>A declared lattice without a place on the Earth, in metres.</summary>
    public static Crs Local { get; } = new("local");

    /// <summary>WGS 84 longitude and latitude in degrees.</summary>
    public static Crs Wgs84 { get; } = new("EPSG:4326");

    /// <summary>True for <c>crs: local</c>.</summary>
    public bool IsLocal => Definition == "local";

    /// <summary>The EPSG code, or null when the definition is not of the form <c>EPSG:n</c>.</summary>
    public int? EpsgCode => Definition.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(Definition.AsSpan(5), out int code) ? code : null;

    /// <inheritdoc/>
    public override string ToString() => Definition.Length <= 40 ? Definition : Definition[..37] + "...";
}
