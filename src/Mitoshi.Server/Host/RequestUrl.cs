using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Host;

/// <summary>Absolute links.</summary>
public static class RequestUrl
{
    /// <summary>
    /// The address that links start from, without a slash at the end: the public URL of the settings, else what the client called. Headers of
    /// a proxy are not believed.
    /// </summary>
    public static string Base(this HttpContext context, ServerServices services)
        => services.Settings.PublicUrl?.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
}
