using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>A key that the registry has entered for a party and a role.</summary>
/// <param name="Name">Name in signatures.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Party">Whose it is.</param>
/// <param name="Key">Public half.</param>
public sealed record EnrolledKey(string Name, Role Role, string Party, NoteKey Key);

/// <summary>Number of an issue: project, vintage and batch.</summary>
/// <param name="Project">Project.</param>
/// <param name="Vintage">Year.</param>
/// <param name="Number">1, 2, 3 … within the two.</param>
public readonly record struct BatchId(string Project, int Vintage, int Number);

/// <summary>A claim in the registry.</summary>
/// <param name="Sha256">SHA-256 of the claim's file.</param>
/// <param name="Claim">What it says.</param>
/// <param name="Proponent">Who submitted it.</param>
/// <param name="Land">Its land, trimmed where it met an earlier claim by a sliver; null without a boundary.</param>
public sealed record ClaimEntry(string Sha256, Claim Claim, string Proponent, Boundary? Land)
{
    /// <summary>Where it stands.</summary>
    public ClaimState State { get; set; } = ClaimState.Submitted;

    /// <summary>Who verified it; null before.</summary>
    public string? Verifier { get; set; }

    /// <summary>Person and clause by which a rule that only a secondary source gives was confirmed; null when nobody did.</summary>
    public string? Confirmation { get; set; }

    /// <summary>The issue; null before.</summary>
    public BatchId? Batch { get; set; }
}

/// <summary>An issue with its holders and its fields under Article 6.</summary>
/// <param name="Id">Number.</param>
/// <param name="ClaimSha256">Claim that it was issued for.</param>
/// <param name="FirstHolder">Who received the units.</param>
/// <param name="Ledger">Who holds what.</param>
public sealed record Batch(BatchId Id, string ClaimSha256, string FirstHolder, IssueLedger Ledger)
{
    /// <summary>The host party's authorization; null without one.</summary>
    public Authorization? Authorization { get; set; }

    /// <summary>Units first transferred under the authorization.</summary>
    public long FirstTransferred { get; set; }

    /// <summary>Party that uses them; null when none is stated.</summary>
    public string? UsingParty { get; set; }
}

/// <summary>
/// What the registry knows: a fold of the log. <see cref="Apply"/> either takes an event whole or refuses it and changes nothing; so two
/// readers of one log always agree.
/// </summary>
public sealed class RegistryState
{
    private readonly Dictionary<string, EnrolledKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _debts = new(StringComparer.Ordinal);

    /// <summary>The state before any event.</summary>
    /// <param name="origin">The log's name.</param>
    /// <param name="contents">Where claims are read by their hash.</param>
    public RegistryState(string origin, IContentStore contents)
    {
        Origin = origin;
        Contents = contents;
    }

    /// <summary>The log's name.</summary>
    public string Origin { get; }

    /// <summary>Keys by name.</summary>
    public IReadOnlyDictionary<string, EnrolledKey> Keys => _keys;

    /// <summary>Claims by hash, in the order of submission.</summary>
    public OrderedDictionary<string, ClaimEntry> Claims { get; } = new(StringComparer.Ordinal);

    /// <summary>Issues in the order of issue.</summary>
    public OrderedDictionary<BatchId, Batch> Batches { get; } = [];

    /// <summary>Units that projects owe after reversals.</summary>
    public IReadOnlyDictionary<string, long> Debts => _debts;

    /// <summary>Shares between parties.</summary>
    internal List<Ownership> Ownerships { get; } = [];

    /// <summary>Hashes of registered controls.</summary>
    internal HashSet<string> Controls { get; } = [];

    internal IContentStore Contents { get; }

    /// <summary>The next number for a key.</summary>
    public long NextSequence(string actor) => _sequences.GetValueOrDefault(actor) + 1;

    /// <summary>Takes an event or refuses it.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="isChecked">True when its signature was verified before, so that a fold of a verified log needn't do it again.</param>
    /// <exception cref="MitoshiException">What the event's rule refuses; <c>registry.out_of_sequence</c>, <c>registry.unknown_key</c>, <c>registry.signature_invalid</c>.</exception>
    public void Apply(RegistryEvent happened, bool isChecked = false)
    {
        IEventRule rule = EventRules.Find(happened.Kind);
        EnrolledKey actor = _keys.TryGetValue(happened.Actor, out EnrolledKey? known) ? known : rule.FirstActor(this, happened) ?? throw UnknownKey(happened.Actor);
        if (!isChecked)
        {
            happened.RequireSignature(actor.Key);
        }

        if (happened.Origin != Origin || happened.Sequence != NextSequence(happened.Actor))
        {
            throw new MitoshiException("registry.out_of_sequence",
                found: ($"event {happened.Sequence} of {happened.Actor} for {happened.Origin}", $"{happened.Origin} 宛て、{happened.Actor} の {happened.Sequence} 番目のイベント"),
                expected: ($"event {NextSequence(happened.Actor)} for {Origin}", $"{Origin} 宛ての {NextSequence(happened.Actor)} 番目のイベント"),
                remedy: ("It was recorded before, or another one came first: look at the log, then act anew.", "すでに記録されたか、別のイベントが先に入りました。ログを見てからやり直してください。"));
        }

        rule.Apply(this, actor, happened.Body);
        _sequences[happened.Actor] = happened.Sequence;
    }

    /// <summary>The claim with that hash.</summary>
    /// <exception cref="MitoshiException"><c>registry.unknown_claim</c>.</exception>
    public ClaimEntry ClaimOf(string sha256) => Claims.TryGetValue(sha256, out ClaimEntry? claim) ? claim : throw Unknown("claim", sha256);

    /// <summary>The issue with that number.</summary>
    /// <exception cref="MitoshiException"><c>registry.unknown_batch</c>.</exception>
    public Batch BatchOf(BatchId id) => Batches.TryGetValue(id, out Batch? batch) ? batch : throw Unknown("batch", $"{id.Project}-{id.Vintage}-{id.Number}");

    /// <summary>Units that a project owes.</summary>
    public long DebtOf(string project) => _debts.GetValueOrDefault(project);

    /// <summary>Lets events of a key be missing before the one with that number: a receipt holds only those of its claim.</summary>
    internal void Skip(string actor, long sequence)
    {
        if (sequence < NextSequence(actor))
        {
            throw LogProof.Malformed($"events of {actor} out of order", $"{actor} のイベントの順序が違います");
        }

        _sequences[actor] = sequence - 1;
    }

    internal void Enrol(EnrolledKey key) => _keys.Add(key.Name, key);

    internal void SetDebt(string project, long units) => _debts[project] = units;

    internal void RequireParty(string party, Role role)
    {
        if (!_keys.Values.Any(key => key.Party == party && key.Role == role))
        {
            throw Unknown("party", $"{party} ({Lifecycle.NameOf(role)})");
        }
    }

    private static MitoshiException UnknownKey(string name) => Unknown("key", name);

    private static MitoshiException Unknown(string what, string name) => new(
        $"registry.unknown_{what}", found: ($"no {what} \"{name}\" in the log", $"ログに {what}「{name}」がありません"),
        expected: ($"a {what} that was entered before", $"登録済みの {what}"),
        remedy: ("Look at mitoshi credits export for what is there; keys are entered by mitoshi credits key.", "mitoshi credits export で登録内容を確かめてください。鍵は mitoshi credits key で登録します。"));
}

/// <summary>The rule of one kind of event.</summary>
internal interface IEventRule
{
    /// <summary>Name of the kind.</summary>
    string Kind { get; }

    /// <summary>Checks everything, then changes the state.</summary>
    void Apply(RegistryState state, EnrolledKey actor, JsonObject body);

    /// <summary>Who acts when the key isn't enrolled yet; null when nobody may.</summary>
    EnrolledKey? FirstActor(RegistryState state, RegistryEvent happened) => null;
}

/// <summary>The rules, found by their type.</summary>
internal static class EventRules
{
    private static readonly Dictionary<string, IEventRule> All = typeof(EventRules).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IEventRule)))
        .Select(type => (IEventRule)Activator.CreateInstance(type)!)
        .ToDictionary(rule => rule.Kind, StringComparer.Ordinal);

    public static IEventRule Find(string kind) => All.TryGetValue(kind, out IEventRule? rule) ? rule : throw RegistryEvent.Malformed($"the kind \"{kind}\"", $"種類「{kind}」");
}
