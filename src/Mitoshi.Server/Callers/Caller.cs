using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Callers;

/// <summary>Who asks.</summary>
/// <param name="Name">Account name; <c>anonymous</c> or <c>owner</c> (the person at this machine) without an account.</param>
/// <param name="Highest">The most that the caller may do.</param>
public sealed record Caller(string Name, Access Highest)
{
    /// <summary>Nobody in particular: reads what is open.</summary>
    public static Caller Anonymous { get; } = new("anonymous", Access.Reader);

    /// <summary>The person at this machine, when the server listens on the loopback address alone.</summary>
    public static Caller Owner { get; } = new("owner", Access.Administrator);

    /// <summary>True for somebody known.</summary>
    public bool IsSignedIn => Name != Anonymous.Name;

    /// <summary>Collections that this caller may read besides the open ones; null means all.</summary>
    public IReadOnlySet<string>? ReadableCollections { get; init; }

    /// <summary>Collection of the rasters that this caller brought; it sees them without a rule.</summary>
    public string OwnCollection => "uploads-" + Name;

    /// <summary>True when the caller may read what belongs to a collection.</summary>
    public bool MayRead(string collection) => ReadableCollections is null || ReadableCollections.Contains(collection);

    /// <summary>True when the caller may do what the route needs.</summary>
    public bool May(Access needed) => needed <= Highest;
}

/// <summary>The caller of a request.</summary>
public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <summary>Who asks; set before any route runs.</summary>
    public static Caller Caller(this HttpContext context) => (Caller)context.Items[Key]!;

    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[Key] = caller;
}
