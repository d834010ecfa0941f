namespace Mitoshi.Server.Routes;

/// <summary>What a caller needs to use a route. Every route names one: there is no default, and what isn't granted is denied.</summary>
public enum Access
{
    /// <summary>Anyone, signed in or not: health, conformance, the page itself, signing in. Shows no data.</summary>
    Anyone,

    /// <summary>Reads data. The handler shows only the collections that <see cref="Callers.Caller.MayRead"/> allows.</summary>
    Reader,

    /// <summary>Runs processes and sees its own jobs.</summary>
    Runner,

    /// <summary>Changes the catalogue and uploads files.</summary>
    Writer,

    /// <summary>Manages accounts, rights and the audit log.</summary>
    Administrator,
}
