using Microsoft.Data.Sqlite;

namespace Mitoshi.Catalog.Backup;

/// <summary>Which files of a workspace a backup holds.</summary>
internal static class BackupFiles
{
    /// <summary>The catalogue's database, as the backup names it.</summary>
    public const string Database = "catalog/catalog.sqlite";

    /// <summary>Names below the root, with slashes, in ordinal order.</summary>
    /// <remarks>Left out: half-written files, locks, the database (a snapshot of it goes in), and private keys unless they are asked for.</remarks>
    public static IEnumerable<string> Of(Workspace workspace, bool withKeys, string output)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(workspace.Root, "*", options)
            .Where(path => path != output && path != output + ".part")
            .Select(path => Path.GetRelativePath(workspace.Root, path).Replace('\\', '/'))
            .Where(name => !IsPassing(name) && (withKeys || !IsPrivateKey(name)))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsPassing(string name) => name.EndsWith(".part", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal) || name == "log/lock"
        || name.Contains("/.partial/", StringComparison.Ordinal) || name.StartsWith(Database, StringComparison.Ordinal);

    private static bool IsPrivateKey(string name) => name.StartsWith("keys/", StringComparison.Ordinal) && !name.EndsWith(".pub", StringComparison.Ordinal);

    /// <summary>Writes a snapshot of the database beside the backup, while others may be writing to it; null when there is none.</summary>
    /// <remarks>Source: SQLite, VACUUM INTO: the copy is one consistent state.</remarks>
    public static string? Snapshot(Workspace workspace, string output)
    {
        string database = Path.Combine(workspace.Root, Database), snapshot = output + ".sqlite.part";
        if (!File.Exists(database))
        {
            return null;
        }

        File.Delete(snapshot);
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $path";
        copy.Parameters.AddWithValue("$path", snapshot);
        copy.ExecuteNonQuery();
        return snapshot;
    }
}
