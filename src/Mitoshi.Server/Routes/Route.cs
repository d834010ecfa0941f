using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Routes;

/// <summary>One thing that the server answers. The list of all routes is the source of the OpenAPI document and of the tests of rights.</summary>
/// <param name="Method">GET (HEAD goes with it), POST, PUT, PATCH or DELETE.</param>
/// <param name="Pattern">As in OpenAPI: <c>/stac/collections/{collection}</c>; <c>{*path}</c> takes the rest.</param>
/// <param name="Access">What the caller needs.</param>
/// <param name="About">One sentence.</param>
/// <param name="Answer">Writes the answer.</param>
public sealed record Route(string Method, string Pattern, Access Access, Text About, Func<HttpContext, Task> Answer)
{
    /// <summary>Parameters in the query, besides those in the path.</summary>
    public IReadOnlyList<RouteParameter> Query { get; init; } = [];

    /// <summary>Media type of the answer.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Media type of the body that it takes, or null.</summary>
    public string? BodyMediaType { get; init; }

    /// <summary>True when it changes nothing but what is the caller's own (session, password, keys, terms): any account may, whatever its right.</summary>
    public bool IsOfCaller { get; init; }

    /// <summary>Largest body in bytes.</summary>
    public long BodyBytesMax { get; init; } = 4 << 20;
}

/// <summary>A parameter in the query of a URL.</summary>
/// <param name="Name">As written in the URL.</param>
/// <param name="About">What it is.</param>
/// <param name="Type">JSON type: string, number, integer or boolean.</param>
public sealed record RouteParameter(string Name, Text About, string Type = "string");
