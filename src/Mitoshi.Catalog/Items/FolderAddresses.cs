namespace Mitoshi.Catalog.Items;

/// <summary>Items from files of this machine, or from a catalogue elsewhere: relative addresses start where the item stands.</summary>
/// <param name="location">Folder of the item, or its URL.</param>
public sealed class FolderAddresses(string location) : IAddresses
{
    private readonly Uri _base = Uri.TryCreate(location, UriKind.Absolute, out Uri? url) && !url.IsFile ? url : new Uri(Path.GetFullPath(location).TrimEnd('/') + "/");

    /// <inheritdoc/>
    public AssetAddress AssetHref(string collection, string id, string asset, string href)
    {
        if (!Uri.TryCreate(_base, _base.IsFile ? href.Replace("%", "%25", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal) : href, out Uri? absolute) || Uri.TryCreate(href, UriKind.Absolute, out Uri? given) && !given.IsFile)
        {
            return new(href, null);
        }

        return absolute.IsFile && _base.IsFile
            ? new($"{ItemBody.UrlOf(collection, id)}/assets/{Uri.EscapeDataString(asset)}", absolute.LocalPath)
            : new(absolute.AbsoluteUri, null);
    }

    /// <inheritdoc/>
    public string? LinkHref(string href) => Uri.TryCreate(_base, href, out Uri? absolute) && !absolute.IsFile ? absolute.AbsoluteUri : null;
}
