namespace Mitoshi.Registry;

/// <summary>What a claim takes for itself: land, a period and carbon pools.</summary>
/// <param name="Land">Boundary.</param>
/// <param name="From">First day.</param>
/// <param name="To">Day after the last one: half open.</param>
/// <param name="Pools">Carbon pools.</param>
/// <param name="State">Only a claim that is alive collides.</param>
public sealed record LandClaim(Boundary Land, DateOnly From, DateOnly To, IReadOnlyCollection<string> Pools, ClaimState State);

/// <summary>What two claims have in common. Programmes don't matter: carbon that one has claimed, another can't.</summary>
/// <param name="Common">Common land; null when there is none.</param>
/// <param name="IsSliver">True when the common land is only what two surveys of one edge differ by.</param>
/// <param name="IsBlocked">True when the two can't stand together.</param>
public sealed record Overlap(Boundary? Common, bool IsSliver, bool IsBlocked)
{
    /// <summary>Common land in hectares.</summary>
    public double Hectares => Common?.Hectares ?? 0;

    /// <summary>Compares two claims.</summary>
    /// <param name="some">One claim.</param>
    /// <param name="other">The other.</param>
    /// <param name="accuracyMetres">Declared accuracy of the boundaries.</param>
    /// <remarks>
    /// A sliver has a mean width (2 area / perimeter) of at most twice the accuracy and at most 0.1 % of the smaller land; it doesn't block,
    /// the earlier claim keeps the land and the later boundary is trimmed.
    /// </remarks>
    public static Overlap Of(LandClaim some, LandClaim other, double accuracyMetres = 10)
    {
        Boundary? common = some.Land.Intersect(other.Land);
        if (common is null)
        {
            return new Overlap(null, IsSliver: false, IsBlocked: false);
        }

        double meanWidth = 2 * common.SquareMetres / common.PerimeterMetres;
        bool isSliver = meanWidth <= 2 * accuracyMetres && common.SquareMetres <= 0.001 * Math.Min(some.Land.SquareMetres, other.Land.SquareMetres);
        bool meetsInTime = some.From < other.To && other.From < some.To;
        bool meetsInPool = some.Pools.Intersect(other.Pools, StringComparer.Ordinal).Any();
        bool areAlive = Lifecycle.IsAlive(some.State) && Lifecycle.IsAlive(other.State);
        return new Overlap(common, isSliver, meetsInTime && meetsInPool && areAlive && !isSliver);
    }

    internal static MitoshiException Blocked(string other, double hectares) => new(
        "registry.boundary_overlap", found: ($"{hectares:0.####} ha that {other} claims for the same time and pool", $"{other} が同じ期間・同じプールで請求している {hectares:0.####} ha"),
        expected: ("land that nobody claims for that time and pool, in any programme", "どの制度でも、その期間とプールで誰も請求していない土地"),
        remedy: ("Cut the common land out of the boundary, change the period, or settle it with the other claim's owner.", "共通部分を境界から除くか、期間を変えるか、相手の請求者と調整してください。"));
}
