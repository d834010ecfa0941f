using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;

namespace Mitoshi.Server.Stac;

/// <summary>
/// Addresses in items that come over the network. A client must not name files of this machine: whoever may write would read any of them. An
/// address below this catalogue that the item had before is kept, with the file behind it.
/// </summary>
/// <param name="root">Address of this catalogue.</param>
/// <param name="present">The item that is replaced, or null.</param>
internal sealed class ApiAddresses(string root, StoredItem? present) : IAddresses
{
    private static readonly string[] Schemes = ["http", "https", "s3", "gs", "az", "abfs", "abfss", "ftp", "sftp"];

    public AssetAddress AssetHref(string collection, string id, string asset, string href)
    {
        string own = $"{ItemBody.UrlOf(collection, id)}/assets/{Uri.EscapeDataString(asset)}";
        if (href == root + "/" + own[ItemBody.Root.Length..] && present is not null && present.Files.TryGetValue(asset, out string? file))
        {
            return new(own, file);
        }

        return Uri.TryCreate(href, UriKind.Absolute, out Uri? url) && Schemes.Contains(url.Scheme) ? new(href, null)
            : throw new MitoshiException("item.not_valid", found: ($"item {id}: assets.{asset}.href is {href}", $"item {id}: assets.{asset}.href が {href} です"),
                expected: ("an absolute address: https://…, s3://…", "絶対アドレス: https://…、s3://…"), remedy: ("Give the whole address. Files of the server are added there: mitoshi catalog add", "完全なアドレスを書いてください。サーバー上のファイルはそこで mitoshi catalog add してください。"));
    }

    public string? LinkHref(string href) => Uri.TryCreate(href, UriKind.Absolute, out Uri? url) && Schemes.Contains(url.Scheme) ? href : null;
}
