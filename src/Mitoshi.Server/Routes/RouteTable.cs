using Mitoshi.Server.Host;

namespace Mitoshi.Server.Routes;

/// <summary>All routes of the server, found by type.</summary>
public static class RouteTable
{
    /// <summary>The routes in ordinal order of pattern and method.</summary>
    public static IReadOnlyList<Route> Of(ServerServices services)
    {
        List<Route> routes = [.. typeof(RouteTable).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IRoutes)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => ((IRoutes)Activator.CreateInstance(type, services)!).Routes)];
        routes.Sort((left, right) => StringComparer.Ordinal.Compare(left.Pattern + " " + left.Method, right.Pattern + " " + right.Method));
        return routes;
    }
}
