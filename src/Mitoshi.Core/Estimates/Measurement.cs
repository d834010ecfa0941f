namespace Mitoshi.Core;

/// <summary>An estimate for a place, a period and a pool, with its lineage: the only thing that Credits takes.</summary>
/// <param name="Id">Name within the project.</param>
/// <param name="Estimate">The number and its uncertainty.</param>
/// <param name="Place">What the estimate is for: the name of an area of the project, or a stratum.</param>
/// <param name="AreaHectares">Area of the place.</param>
/// <param name="From">First day of the period.</param>
/// <param name="To">Day after the last one; the period is half open.</param>
/// <param name="Pool">Carbon pool: <c>agb</c>, <c>bgb</c>, <c>deadwood</c>, <c>litter</c>, <c>soc</c>.</param>
/// <param name="Lineage">Where it comes from, down to the scenes.</param>
public sealed record Measurement(string Id, Estimate Estimate, string Place, double AreaHectares, DateOnly From, DateOnly To, string Pool, Lineage Lineage);
