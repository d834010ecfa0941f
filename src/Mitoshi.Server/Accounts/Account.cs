using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Accounts;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Name">3 to 64 lower-case letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, <c>@</c>.</param>
/// <param name="Highest">The most that it may do.</param>
/// <param name="Password">Hash of the password; null when it signs in elsewhere (OpenID Connect) or by keys only.</param>
public sealed record Account(string Name, Access Highest, string? Password)
{
    /// <summary>Keys for programs.</summary>
    public IReadOnlyList<ApiKey> Keys { get; init; } = [];

    /// <summary>Terms that it accepted: collection and version.</summary>
    public IReadOnlyDictionary<string, string> AcceptedTerms { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes of uploads that it may keep.</summary>
    public long QuotaBytes { get; init; } = 10L << 30;

    /// <summary>Subject at the OpenID provider, <c>issuer subject</c>, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>True for one that may not come in any more; it is kept, so that the audit log stays readable.</summary>
    public bool IsClosed { get; init; }
}

/// <summary>A key for programs: only its hash is kept.</summary>
/// <param name="Id">Public part; it stands in the key and in the audit log.</param>
/// <param name="Sha256">Hash of the whole key. A key has 256 random bits, so a fast hash is enough.</param>
/// <param name="Note">What it is for.</param>
/// <param name="Expires">Last day on which it works.</param>
public sealed record ApiKey(string Id, string Sha256, string Note, DateOnly Expires);

/// <summary>Who may see a collection. A collection without a rule is seen by administrators and writers only.</summary>
/// <param name="Collection">Its id; products, models, projects and receipts of the workspace are collections too.</param>
/// <param name="Visibility">For whom.</param>
public sealed record CollectionRule(string Collection, Visibility Visibility)
{
    /// <summary>Accounts that may see it, when it is restricted.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Version of the terms to accept, when it is licensed.</summary>
    public string? TermsVersion { get; init; }

    /// <summary>Where the terms are to read.</summary>
    public string? TermsUrl { get; init; }
}

/// <summary>For whom a collection is.</summary>
public enum Visibility
{
    /// <summary>Anyone.</summary>
    Open,

    /// <summary>Everyone who has an account.</summary>
    Registered,

    /// <summary>Named accounts.</summary>
    Restricted,

    /// <summary>Everyone who has an account and accepted the terms.</summary>
    Licensed,
}
