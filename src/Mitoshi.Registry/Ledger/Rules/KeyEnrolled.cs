using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>The registry enters a key for a party and a role. The first key of a log enters itself, and is the registry's.</summary>
internal sealed class KeyEnrolled : IEventRule
{
    public const string Name = "key_enrolled";

    public string Kind => Name;

    public EnrolledKey? FirstActor(RegistryState state, RegistryEvent happened)
    {
        EnrolledKey key = Read(happened.Body);
        return state.Keys.Count == 0 && key.Role == Role.Registry && key.Name == happened.Actor ? key : null;
    }

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        EnrolledKey key = Read(body);
        if (actor.Role != Role.Registry)
        {
            throw Steps.NotAllowed(actor.Role, Role.Registry);
        }

        if (state.Keys.ContainsKey(key.Name) || state.Keys.Values.Any(known => known.Key.PublicKey.Span.SequenceEqual(key.Key.PublicKey.Span)))
        {
            throw Independence.KeyReuse(key.Name);
        }

        state.Enrol(key);
    }

    public static JsonObject Body(NoteKey key, Role role, string party) => new() { ["vkey"] = key.Text, ["role"] = Lifecycle.NameOf(role), ["party"] = party };

    private static EnrolledKey Read(JsonObject body)
    {
        NoteKey key = NoteKey.Parse(body.Text("vkey"));
        bool isRole = Enum.TryParse(body.Text("role"), ignoreCase: true, out Role role) && Lifecycle.NameOf(role) == body.Text("role");
        return isRole ? new EnrolledKey(key.Name, role, body.Text("party"), key) : throw RegistryEvent.Malformed($"the role {body.Text("role")}", $"役割 {body.Text("role")}");
    }
}

/// <summary>The registry notes a share that one party holds in another.</summary>
internal sealed class OwnershipDeclared : IEventRule
{
    public const string Name = "ownership_declared";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        if (actor.Role != Role.Registry)
        {
            throw Steps.NotAllowed(actor.Role, Role.Registry);
        }

        decimal share = body.Decimal("share");
        state.Ownerships.Add(share is >= 0 and <= 1 ? new Ownership(body.Text("owner"), body.Text("owned"), share) : throw RecordErrors.OutOfRange($"share {share}", "0..1"));
    }
}
