using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Vector modules of areas and double counting.</summary>
public sealed class LandVectors : IVectorModules
{
    /// <inheritdoc/>
    public IEnumerable<VectorModule> Modules =>
    [
        new("area.geodesic", Area),
        new("overlap.check", Check),
        new("claims.submit", Submit),
    ];

    private static JsonObject Area(JsonElement inputs)
    {
        Boundary land = Boundary.Read(inputs.Part("geometry"));
        return new JsonObject { ["ha"] = land.Hectares, ["perimeter_m"] = land.PerimeterMetres };
    }

    private static JsonObject Check(JsonElement inputs)
    {
        LandClaim a = ClaimOf(inputs.Part("a")), b = ClaimOf(inputs.Part("b"));
        Overlap overlap = Overlap.Of(a, b, (double)inputs.Number("positional_accuracy_m", 10));
        return new JsonObject
        {
            ["area_a_ha"] = a.Land.Hectares,
            ["area_b_ha"] = b.Land.Hectares,
            ["overlap_ha"] = overlap.Hectares,
            ["sliver"] = overlap.IsSliver,
            ["blocked"] = overlap.IsBlocked,
        };
    }

    // The one that is being submitted counts as alive, whatever it says of itself; of the others only those that are.
    private static JsonObject Submit(JsonElement inputs)
    {
        LandClaim submitted = ClaimOf(inputs.Part("new")) with { State = ClaimState.Submitted };
        double accuracy = (double)inputs.Number("positional_accuracy_m", 10);
        JsonElement existing = inputs.Has("existing") ? inputs.Part("existing") : default;
        double trimmed = 0;
        foreach (JsonElement one in existing.ValueKind == JsonValueKind.Array ? [.. existing.EnumerateArray()] : inputs.Has("existing") ? [existing] : Array.Empty<JsonElement>())
        {
            Overlap overlap = Overlap.Of(ClaimOf(one), submitted, accuracy);
            if (overlap.IsBlocked)
            {
                throw Overlap.Blocked("another claim", overlap.Hectares);
            }

            trimmed += overlap.IsSliver ? overlap.Hectares : 0;
        }

        return new JsonObject { ["accepted"] = true, ["state"] = "submitted", ["trimmed_ha"] = trimmed };
    }

    private static LandClaim ClaimOf(JsonElement claim)
    {
        Boundary land = Boundary.Read(claim.Part("geometry"));
        DateOnly from = DateOf(claim, "from"), to = DateOf(claim, "to");
        if (to <= from)
        {
            throw RecordErrors.NegativePeriod($"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}");
        }

        string state = claim.TextOrNull("state") ?? "submitted";
        return Lifecycle.TryParse(state, out ClaimState parsed)
            ? new LandClaim(land, from, to, [.. claim.List("pools").Select(pool => pool.GetString() ?? "")], parsed)
            : throw RecordErrors.NotInPicklist("state", state, Enum.GetNames<ClaimState>());
    }

    private static DateOnly DateOf(JsonElement claim, string name)
        => DateOnly.TryParseExact(claim.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw RecordErrors.OutOfRange($"{name} = {claim.Text(name)}", "yyyy-MM-dd");
}
