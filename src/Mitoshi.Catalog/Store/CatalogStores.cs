using Mitoshi.Catalog.Store.Postgres;
using Mitoshi.Catalog.Store.Sqlite;

namespace Mitoshi.Catalog.Store;

/// <summary>Opens the store that a workspace names: <c>catalog/postgres.conf</c> with a connection string, else SQLite beside it.</summary>
public static class CatalogStores
{
    /// <summary>Name of the file with the connection string, in the catalogue's folder. Readable by its owner alone, as it may hold a password.</summary>
    public const string PostgresFile = "postgres.conf";

    /// <summary>Opens it, made when absent.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="files">Its disk.</param>
    /// <param name="time">Clock of the pauses between tries.</param>
    /// <param name="isHurried">True where somebody waits for an answer: an error comes sooner when the database is away.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MitoshiException">As the stores.</exception>
    public static async Task<ICatalogStore> OpenAsync(Workspace workspace, IFiles files, TimeProvider time, bool isHurried = false, CancellationToken cancellation = default)
    {
        string named = Path.Combine(workspace.Catalog, PostgresFile);
        return File.Exists(named)
            ? await PostgresCatalog.OpenAsync((await File.ReadAllTextAsync(named, cancellation)).Trim(), time, isHurried, cancellation)
            : SqliteCatalog.Open(workspace, files);
    }
}
