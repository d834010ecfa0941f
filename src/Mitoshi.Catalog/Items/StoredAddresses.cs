namespace Mitoshi.Catalog.Items;

/// <summary>Addresses of what is stored already: they stay.</summary>
internal sealed class StoredAddresses : IAddresses
{
    private StoredAddresses()
    {
    }

    public static StoredAddresses Instance { get; } = new();

    public AssetAddress AssetHref(string collection, string id, string asset, string href) => new(href, null);

    public string? LinkHref(string href) => href;
}
