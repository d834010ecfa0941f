namespace Mitoshi.Registry;

/// <summary>Who acts.</summary>
public enum Role
{
    /// <summary>Makes the claim.</summary>
    Proponent,

    /// <summary>Checks it, independent of the proponent.</summary>
    Verifier,

    /// <summary>Registers, issues, holds and cancels.</summary>
    Registry,

    /// <summary>Owns units.</summary>
    Holder,
}

/// <summary>Where a claim, and later its units, stand.</summary>
public enum ClaimState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>In front of a verifier.</summary>
    Submitted,

    /// <summary>Signed by a verifier.</summary>
    Verified,

    /// <summary>Entered by the registry.</summary>
    Registered,

    /// <summary>Units exist, with their first holder.</summary>
    Issued,

    /// <summary>Units are with another holder.</summary>
    Transferred,

    /// <summary>Used; final.</summary>
    Retired,

    /// <summary>Void; final.</summary>
    Cancelled,

    /// <summary>Frozen by the registry.</summary>
    OnHold,

    /// <summary>Refused; may be written again.</summary>
    Rejected,
}

/// <summary>Which step a role may take. The table is the rule; every other pair is forbidden.</summary>
public static class Lifecycle
{
    private static readonly Dictionary<(ClaimState From, ClaimState To), Role> Table = new()
    {
        [(ClaimState.Draft, ClaimState.Submitted)] = Role.Proponent,
        [(ClaimState.Submitted, ClaimState.Verified)] = Role.Verifier,
        [(ClaimState.Submitted, ClaimState.Rejected)] = Role.Verifier,
        [(ClaimState.Verified, ClaimState.Registered)] = Role.Registry,
        [(ClaimState.Verified, ClaimState.Rejected)] = Role.Registry,
        [(ClaimState.Registered, ClaimState.Issued)] = Role.Registry,
        [(ClaimState.Issued, ClaimState.Transferred)] = Role.Holder,
        [(ClaimState.Issued, ClaimState.Retired)] = Role.Holder,
        [(ClaimState.Issued, ClaimState.Cancelled)] = Role.Registry,
        [(ClaimState.Issued, ClaimState.OnHold)] = Role.Registry,
        [(ClaimState.Transferred, ClaimState.Transferred)] = Role.Holder,
        [(ClaimState.Transferred, ClaimState.Retired)] = Role.Holder,
        [(ClaimState.Transferred, ClaimState.Cancelled)] = Role.Registry,
        [(ClaimState.Transferred, ClaimState.OnHold)] = Role.Registry,
        [(ClaimState.OnHold, ClaimState.Issued)] = Role.Registry,
        [(ClaimState.OnHold, ClaimState.Cancelled)] = Role.Registry,
        [(ClaimState.Rejected, ClaimState.Draft)] = Role.Proponent,
    };

    /// <summary>States in which the carbon of a claim stays claimed, so that nobody else can claim it; retired ones too.</summary>
    public static bool IsAlive(ClaimState state) => state is not (ClaimState.Draft or ClaimState.Rejected or ClaimState.Cancelled);

    /// <summary>Lets a step pass or refuses it: first the pair, then the role.</summary>
    /// <exception cref="MitoshiException"><c>registry.forbidden_transition</c> or <c>registry.role_not_allowed</c>.</exception>
    public static void Require(ClaimState from, ClaimState to, Role role)
    {
        if (!Table.TryGetValue((from, to), out Role needed))
        {
            throw Forbidden(NameOf(from), NameOf(to));
        }

        if (role != needed)
        {
            throw NotAllowed(NameOf(role), NameOf(needed));
        }
    }

    /// <summary>The same by name, as files and vectors write them (<c>on_hold</c>).</summary>
    /// <returns>The new state.</returns>
    /// <exception cref="MitoshiException"><c>registry.forbidden_transition</c> or <c>registry.role_not_allowed</c>; unknown names count as such.</exception>
    public static string Require(string from, string to, string role)
    {
        if (!TryParse(from, out ClaimState before) || !TryParse(to, out ClaimState after))
        {
            throw Forbidden(from, to);
        }

        bool isRole = Enum.TryParse(role, ignoreCase: true, out Role by) && NameOf(by) == role;
        if (Table.TryGetValue((before, after), out Role needed) && !isRole)
        {
            throw NotAllowed(role, NameOf(needed));
        }

        Require(before, after, by);
        return to;
    }

    /// <summary>A state by its name.</summary>
    public static bool TryParse(string name, out ClaimState state)
        => Enum.TryParse(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out state) && NameOf(state) == name;

    /// <summary>Name of a state: <c>on_hold</c>.</summary>
    public static string NameOf(ClaimState state) => state == ClaimState.OnHold ? "on_hold" : state.ToString().ToLowerInvariant();

    /// <summary>Name of a role.</summary>
    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    private static MitoshiException Forbidden(string from, string to) => new(
        "registry.forbidden_transition", found: ($"a step from {from} to {to}", $"{from} から {to} への遷移"),
        expected: ("a step of the table: draft, submitted, verified, registered, issued, then transferred, retired or cancelled",
            "表にある遷移: draft, submitted, verified, registered, issued、その後 transferred, retired, cancelled"),
        remedy: ("Take the steps in order; retired and cancelled are final.", "順を追って進めてください。retired と cancelled は最終状態です。"));

    private static MitoshiException NotAllowed(string role, string needed) => new(
        "registry.role_not_allowed", found: ($"this step by the role {role}", $"役割 {role} によるこの操作"),
        expected: ($"the role {needed}", $"役割 {needed}"),
        remedy: ($"Sign with a key of the role {needed} (--key NAME).", $"役割 {needed} の鍵で署名してください（--key 名前）。"));
}
