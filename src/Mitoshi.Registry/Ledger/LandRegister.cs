using System.Text.Json;

namespace Mitoshi.Registry;

/// <summary>Which land is claimed for which time and pools.</summary>
internal static class LandRegister
{
    /// <summary>The land that a claim gets: its boundary without slivers that earlier claims hold; null when it has none.</summary>
    /// <exception cref="MitoshiException"><c>registry.boundary_overlap</c> or <c>registry.invalid_geometry</c>.</exception>
    public static Boundary? Enter(RegistryState state, Claim claim, double accuracyMetres)
    {
        if (claim.Boundary.Length == 0)
        {
            return null;
        }

        Boundary land = Read(claim.Boundary);
        foreach (ClaimEntry earlier in state.Claims.Values.Where(entry => entry.Land is not null && Lifecycle.IsAlive(entry.State)))
        {
            Overlap overlap = Overlap.Of(Of(earlier), new LandClaim(land, claim.From, claim.To, [.. claim.Pools], ClaimState.Submitted), accuracyMetres);
            if (overlap.IsBlocked)
            {
                throw Overlap.Blocked($"{earlier.Claim.Project} ({earlier.Sha256[..12]}…)", overlap.Hectares);
            }

            land = overlap.IsSliver ? land.Subtract(earlier.Land!) ?? throw Overlap.Blocked(earlier.Claim.Project, overlap.Hectares) : land;
        }

        return land;
    }

    private static LandClaim Of(ClaimEntry entry) => new(entry.Land!, entry.Claim.From, entry.Claim.To, [.. entry.Claim.Pools], entry.State);

    private static Boundary Read(string geoJson)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(geoJson);
            return Boundary.Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw GeoJsonPolygons.Invalid($"text that isn't JSON: {error.Message}", $"JSON ではありません: {error.Message}");
        }
    }
}
