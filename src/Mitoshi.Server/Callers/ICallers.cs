using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Callers;

/// <summary>Tells who asks.</summary>
public interface ICallers
{
    /// <summary>The caller of a request.</summary>
    /// <exception cref="MitoshiException">access.bad_credentials.</exception>
    Task<Caller> OfAsync(HttpContext context);
}
