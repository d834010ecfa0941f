using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>The proponent hands a claim in: nobody else may claim that land for that time and pool.</summary>
internal sealed class ClaimSubmitted : IEventRule
{
    public const string Name = "claim_submitted";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        string sha256 = body.Text("claim");
        ClaimEntry? earlier = state.Claims.GetValueOrDefault(sha256);
        if (earlier is not null && earlier.State != ClaimState.Rejected)
        {
            throw BlockErrors.DoubleIssue(sha256);
        }

        Lifecycle.Require(ClaimState.Draft, ClaimState.Submitted, actor.Role);
        Claim claim = ClaimJson.Read(state.Contents.Get(sha256), sha256);
        if (claim.To <= claim.From)
        {
            throw RecordErrors.NegativePeriod($"{claim.From:yyyy-MM-dd}", $"{claim.To:yyyy-MM-dd}");
        }

        ControlsRegistered.RequireRegistered(state, claim.ControlsSha256);
        Boundary? land = LandRegister.Enter(state, claim, (double)body.Decimal("accuracyMetres"));
        _ = body.Text("files");
        state.Claims.Remove(sha256);
        state.Claims.Add(sha256, new ClaimEntry(sha256, claim, actor.Party, land));
    }
}

/// <summary>An independent verifier signs the hash of the claim.</summary>
internal sealed class ClaimVerified : IEventRule
{
    public const string Name = "claim_verified";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        ClaimEntry entry = state.ClaimOf(body.Text("claim"));
        Lifecycle.Require(entry.State, ClaimState.Verified, actor.Role);
        Independence.RequireSeparate(entry.Proponent, actor.Party, state.Ownerships);
        Independence.RequireSameClaim(entry.Sha256, body.Text("signedSha256"));
        entry.State = ClaimState.Verified;
        entry.Verifier = actor.Party;
    }
}

/// <summary>Verifier or registry refuse a claim.</summary>
internal sealed class ClaimRejected : IEventRule
{
    public const string Name = "claim_rejected";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        ClaimEntry entry = state.ClaimOf(body.Text("claim"));
        Lifecycle.Require(entry.State, ClaimState.Rejected, actor.Role);
        _ = body.Text("reason");
        entry.State = ClaimState.Rejected;
    }
}

/// <summary>The registry enters a verified claim.</summary>
internal sealed class ClaimRegistered : IEventRule
{
    public const string Name = "claim_registered";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        ClaimEntry entry = state.ClaimOf(body.Text("claim"));
        Lifecycle.Require(entry.State, ClaimState.Registered, actor.Role);
        entry.State = ClaimState.Registered;
    }
}

/// <summary>A named person has read the clause that confirms a rule known from a secondary source only.</summary>
internal sealed class ClauseConfirmed : IEventRule
{
    public const string Name = "clause_confirmed";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        ClaimEntry entry = state.ClaimOf(body.Text("claim"));
        if (actor.Role is not (Role.Verifier or Role.Registry))
        {
            throw Steps.NotAllowed(actor.Role, Role.Verifier);
        }

        entry.Confirmation = $"{body.Text("person")}: {body.Text("document")}, {body.Text("clause")}";
    }
}
