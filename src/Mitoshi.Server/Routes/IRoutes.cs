namespace Mitoshi.Server.Routes;

/// <summary>
/// The routes of one folder. A class that implements this and has a constructor that takes <see cref="Host.ServerServices"/> is found by itself:
/// nothing else lists it.
/// </summary>
public interface IRoutes
{
    /// <summary>What it answers.</summary>
    IEnumerable<Route> Routes { get; }
}
