namespace Mitoshi.Tiles;

/// <summary>
/// The hosts that rasters may be read from. One a line: <c>data.example.org</c>, <c>*.example.org</c>, <c>cogs.local:8080 private</c>; the word
/// <c>private</c> allows addresses that are not on the open Internet. Lines that start with # are comments.
/// </summary>
public sealed class HostList
{
    private readonly IReadOnlyList<Rule> _rules;

    private HostList(IReadOnlyList<Rule> rules) => _rules = rules;

    /// <summary>No host at all.</summary>
    public static HostList None { get; } = new([]);

    /// <summary>Reads the list.</summary>
    public static HostList Parse(string text)
        => new([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Rule.Parse)]);

    /// <summary>Reads the list of a file; none when it is absent.</summary>
    public static HostList Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : None;

    /// <summary>True when an address may be asked.</summary>
    /// <exception cref="MitoshiException"><c>url.not_allowed</c>.</exception>
    public void Check(Uri url)
    {
        bool isWeb = url.Scheme is "http" or "https" && url.UserInfo.Length == 0;
        if (!isWeb || !_rules.Any(rule => rule.Matches(url.IdnHost, url.Port, url.IsDefaultPort)))
        {
            throw UrlFault.NotAllowed(url);
        }
    }

    /// <summary>True when the host may lie on a private network.</summary>
    public bool MayBePrivate(string host, int port) => _rules.Any(rule => rule.IsPrivate && rule.Matches(host, port, port is 80 or 443));

    private sealed record Rule(string Host, int? Port, bool IsPrivate)
    {
        public static Rule Parse(string line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int colon = words[0].LastIndexOf(':');
            bool hasPort = colon > 0 && words[0].IndexOf(':', StringComparison.Ordinal) == colon;
            return new Rule(hasPort ? words[0][..colon] : words[0], hasPort ? int.Parse(words[0][(colon + 1)..]) : null, words.Contains("private"));
        }

        // Without a port the usual ones are meant: a list that names a host does not open its other services.
        public bool Matches(string host, int port, bool isDefaultPort)
            => (Port is { } wanted ? wanted == port : isDefaultPort)
                && (Host.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(Host[1..], StringComparison.OrdinalIgnoreCase) && host.Length > Host.Length - 1 : host.Trim('[', ']').Equals(Host, StringComparison.OrdinalIgnoreCase));
    }
}
