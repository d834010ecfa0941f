using Mitoshi.Catalog.Products;
using Mitoshi.Catalog.Store;
using Mitoshi.Server.Host;

namespace Mitoshi.Server.Stac;

/// <summary>The catalogue of the served workspace, opened at its first use; products appear in it by themselves.</summary>
internal sealed class CatalogService(ServerServices services) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private ICatalogStore? _store;
    private ProductFollower? _follower;

    /// <summary>The store, up to date with the folder of products.</summary>
    public async Task<ICatalogStore> StoreAsync(CancellationToken cancellation = default)
    {
        if (_store is null)
        {
            await _opening.WaitAsync(cancellation);
            try
            {
                if (_store is null)
                {
                    ICatalogStore store = await CatalogStores.OpenAsync(services.Workspace, services.Context.Files, services.Context.Time, isHurried: true, cancellation);
                    _follower = new ProductFollower(store, services.Workspace, services.Context.Time);
                    _store = store;
                }
            }
            finally
            {
                _opening.Release();
            }
        }

        IReadOnlyList<MitoshiException> wrong = await _follower!.FollowAsync(cancellation);
        // Who has waited for the database once need not wait a second time.
        return wrong.FirstOrDefault(error => error.Code == "catalog.no_database") is { } away ? throw away : _store;
    }

    public async ValueTask DisposeAsync()
    {
        _follower?.Dispose();
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _opening.Dispose();
    }
}

/// <summary>Finds the catalogue among the shared services.</summary>
internal static class CatalogOfServices
{
    /// <summary>The one catalogue of this server.</summary>
    public static CatalogService Catalog(this ServerServices services) => services.Shared(shared => new CatalogService(shared));
}
