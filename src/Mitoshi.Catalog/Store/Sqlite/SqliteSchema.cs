using Microsoft.Data.Sqlite;
using Mitoshi.Catalog.Search;

namespace Mitoshi.Catalog.Store.Sqlite;

/// <summary>
/// The tables. <c>body.body</c> is the item as plain JSON text, to be read without Mitoshi: <c>sqlite3 catalog.sqlite "select body from body limit 1"</c>.
/// </summary>
internal static class SqliteSchema
{
    private const int Version = 1;

    /// <exception cref="MitoshiException">catalog.too_new.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        long version = (long)Scalar(connection, "PRAGMA user_version");
        if (version > Version)
        {
            throw new MitoshiException("catalog.too_new", found: ($"{path} was written by a newer Mitoshi (format {version})", $"{path} は新しい見通しで書かれています (形式 {version})"),
                expected: ($"format {Version} or older", $"形式 {Version} 以前"), remedy: ("Update Mitoshi.", "見通しを更新してください。"));
        }

        if (version == Version)
        {
            return;
        }

        string columns = string.Join(", ", SearchColumns.OfValues.Select(column => $"{column.Name} {(column.Kind switch { ColumnKind.Text => "TEXT", ColumnKind.Number => "REAL", _ => "INTEGER" })}"));
        Execute(connection, $"""
            BEGIN IMMEDIATE;
            CREATE TABLE IF NOT EXISTS collection (id TEXT PRIMARY KEY, etag TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS item (key INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, datetime INTEGER NOT NULL,
                start_ticks INTEGER NOT NULL, end_ticks INTEGER NOT NULL, {columns}, west REAL, south REAL, east REAL, north REAL, outline BLOB, etag TEXT NOT NULL, files TEXT);
            CREATE UNIQUE INDEX IF NOT EXISTS item_by_id ON item (id, collection);
            CREATE INDEX IF NOT EXISTS item_by_time ON item (datetime DESC, id, collection);
            CREATE INDEX IF NOT EXISTS item_by_collection ON item (collection, datetime DESC, id);
            CREATE TABLE IF NOT EXISTS body (key INTEGER PRIMARY KEY, body TEXT NOT NULL);
            CREATE VIRTUAL TABLE IF NOT EXISTS extent USING rtree (key, west, east, south, north, day_from, day_to);
            CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');
            PRAGMA user_version = {Version};
            COMMIT;
            """);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
