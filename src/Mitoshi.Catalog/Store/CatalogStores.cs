using Mitoshi.Catalog.Store.Postgres;
using Mitoshi.Catalog.Store.Sqlite;

namespace Mitoshi.Catalog.Store;

/// <summary>Opens the store that a workspace names: <c>catalog/postgres.conf</c> with a connection string, else SQLite beside it.</summary>
public static class CatalogStores
{
    /// <summary>Name of the file with the connection string, in the catalogue's folder. Readable by its owner alone, as it may hold a password.</summary>
    public const string PostgresFile = "postgres.conf";

    /// <summary>Opens it, made when absent.</summary>
    /// <exception cref="MitoshiException">As the stores.</exception>
    public static async Task<ICatalogStore> OpenAsync(Workspace workspace, IFiles files, TimeProvider time, CancellationToken cancellation = default)
    {
        string named = Path.Combine(workspace.Catalog, PostgresFile);
        return File.Exists(named)
            ? await PostgresCatalog.OpenAsync((await File.ReadAllTextAsync(named, cancellation)).Trim(), time, cancellation)
            : SqliteCatalog.Open(workspace, files);
    }
}
