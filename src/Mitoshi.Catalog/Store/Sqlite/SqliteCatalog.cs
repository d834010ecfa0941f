using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;

namespace Mitoshi.Catalog.Store.Sqlite;

/// <summary>
/// The catalogue in the workspace: one SQLite file in WAL mode. Any number of readers beside one writer, also of other processes; what is
/// written is durable on return, and a killed writer leaves whole batches only.
/// </summary>
public sealed class SqliteCatalog : SqlCatalog
{
    private readonly string _path;
    private readonly SqliteSession _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentBag<SqliteSession> _readers = [];

    private SqliteCatalog(string path, SqliteSession writer) => (_path, _writer) = (path, writer);

    private protected override (string Columns, string Join) BodyOf => ("i.collection, i.id, i.etag, i.west, i.south, i.east, i.north, i.outline, i.files, b.body", " CROSS JOIN body b WHERE b.key = i.key");

    /// <summary>Opens the catalogue of a workspace, made when absent.</summary>
    /// <exception cref="MitoshiException">catalog.too_new, catalog.damaged, disk.full, disk.read_only.</exception>
    public static SqliteCatalog Open(Workspace workspace, IFiles files)
    {
        files.CreateFolder(workspace.Catalog);
        string path = Path.Combine(workspace.Catalog, "catalog.sqlite");
        return SqliteFault.Explained(path, () =>
        {
            SqliteSession writer = new(path, isWriter: true);
            try
            {
                SqliteSchema.Prepare(writer.Connection, path);
                return new SqliteCatalog(path, writer);
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        });
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<CollectionDocument>> CollectionsAsync(CancellationToken cancellation = default) => Reading(session =>
    {
        List<CollectionDocument> all = [];
        using SqliteDataReader rows = session.Statement("SELECT body FROM collection ORDER BY id").ExecuteReader();
        while (rows.Read())
        {
            all.Add(CollectionDocument.Read(rows.GetFieldValue<byte[]>(0), StoredAddresses.Instance));
        }

        return (IReadOnlyList<CollectionDocument>)all;
    });

    /// <inheritdoc/>
    public override Task<CollectionDocument?> CollectionAsync(string id, CancellationToken cancellation = default) => Reading(session =>
    {
        using SqliteDataReader rows = session.Statement("SELECT body FROM collection WHERE id = $1", id).ExecuteReader();
        return rows.Read() ? CollectionDocument.Read(rows.GetFieldValue<byte[]>(0), StoredAddresses.Instance) : null;
    });

    /// <inheritdoc/>
    public override Task<StoredItem?> ItemAsync(string collection, string id, CancellationToken cancellation = default) => Reading(session =>
    {
        using SqliteDataReader rows = session.Statement("SELECT i.etag, i.files, b.body FROM item i JOIN body b ON b.key = i.key WHERE i.id = $1 AND i.collection = $2", id, collection).ExecuteReader();
        return rows.Read() ? new StoredItem(collection, id, rows.GetString(0), rows.GetFieldValue<byte[]>(2)) { Files = StoredFiles.Read(rows.IsDBNull(1) ? null : rows.GetString(1)) } : null;
    });

    /// <inheritdoc/>
    public override Task WriteAsync(CollectionDocument collection, WriteRule rule, CancellationToken cancellation = default) => WritingAsync(() =>
    {
        WriteChecks.Check("collection", collection.Id, rule, CollectionTag(collection.Id));
        _writer.Statement("INSERT OR REPLACE INTO collection (id, etag, body) VALUES ($1, $2, CAST($3 AS TEXT))", collection.Id, collection.ETag, collection.Body.ToArray()).ExecuteNonQuery();
    }, cancellation);

    /// <inheritdoc/>
    public override Task DeleteCollectionAsync(string id, string? ifMatch = null, CancellationToken cancellation = default) => WritingAsync(() =>
    {
        WriteChecks.Check("collection", id, new(WriteMode.Replace, ifMatch), CollectionTag(id));
        foreach (string table in (string[])["body", "extent"])
        {
            _writer.Statement($"DELETE FROM {table} WHERE key IN (SELECT key FROM item WHERE collection = $1)", id).ExecuteNonQuery();
        }

        _writer.Statement("DELETE FROM words WHERE rowid IN (SELECT key FROM item WHERE collection = $1)", id).ExecuteNonQuery();
        _writer.Statement("DELETE FROM item WHERE collection = $1", id).ExecuteNonQuery();
        _writer.Statement("DELETE FROM collection WHERE id = $1", id).ExecuteNonQuery();
    }, cancellation);

    /// <inheritdoc/>
    public override Task WriteAsync(IReadOnlyList<ItemDocument> items, WriteRule rule, CancellationToken cancellation = default) => WritingAsync(() =>
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (ItemDocument item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            if (known.Add(item.Collection) && CollectionTag(item.Collection) is null)
            {
                throw WriteChecks.NotFound("collection", item.Collection);
            }

            (long? key, string? present) = ItemKey(item.Collection, item.Id);
            WriteChecks.Check("item", item.Id, rule, present);
            if (key is not null)
            {
                Delete(key.Value);
            }

            Insert(item, key);
        }
    }, cancellation);

    /// <inheritdoc/>
    public override Task DeleteItemAsync(string collection, string id, string? ifMatch = null, CancellationToken cancellation = default) => WritingAsync(() =>
    {
        (long? key, string? present) = ItemKey(collection, id);
        WriteChecks.Check("item", id, new(WriteMode.Replace, ifMatch), present);
        Delete(key!.Value);
    }, cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        foreach (SqliteSession reader in _readers)
        {
            reader.Dispose();
        }

        _readers.Clear();
        _writer.Dispose();
        _writing.Dispose();
    }

    private protected override Task<IReadOnlyList<SearchRow>> RowsAsync(SqlText sql, int keyCount, CancellationToken cancellation) => Reading(session =>
    {
        List<SearchRow> found = [];
        using SqliteDataReader rows = session.Statement(sql.ToString(), [.. sql.Parameters]).ExecuteReader();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            object?[] keys = new object?[keyCount];
            for (int i = 0; i < keyCount; i++)
            {
                keys[i] = rows.IsDBNull(i) ? null : rows.GetValue(i);
            }

            int at = keyCount;
            StoredItem item = new(rows.GetString(at), rows.GetString(at + 1), rows.GetString(at + 2), rows.GetFieldValue<byte[]>(at + 9)) { Files = StoredFiles.Read(rows.IsDBNull(at + 8) ? null : rows.GetString(at + 8)) };
            ItemPlace? place = rows.IsDBNull(at + 3) ? null : Outline.Read(rows.GetDouble(at + 3), rows.GetDouble(at + 4), rows.GetDouble(at + 5), rows.GetDouble(at + 6), rows.IsDBNull(at + 7) ? null : rows.GetFieldValue<byte[]>(at + 7));
            found.Add(new(keys, item, place));
        }

        return (IReadOnlyList<SearchRow>)found;
    });

    private protected override Task<long[]> NumbersAsync(SqlText sql, CancellationToken cancellation) => Reading(session =>
    {
        using SqliteDataReader rows = session.Statement(sql.ToString(), [.. sql.Parameters]).ExecuteReader();
        rows.Read();
        return Enumerable.Range(0, rows.FieldCount).Select(rows.GetInt64).ToArray();
    });

    private protected override string InBoxes(IReadOnlyList<IndexBox> boxes, SqlText sql) => boxes.Count == 0 ? "SELECT key FROM item WHERE 1 = 0" : string.Join(" UNION ", boxes.Select(box =>
        $"SELECT key FROM extent WHERE west <= {sql.Value(box.East)} AND east >= {sql.Value(box.West)} AND south <= {sql.Value(box.North)} AND north >= {sql.Value(box.South)} AND day_from <= {sql.Value(box.DayTo)} AND day_to >= {sql.Value(box.DayFrom)}"));

    // Words are letters and digits only, so that quoting them is safe; the phrase is a parameter all the same.
    private protected override string HasTerms(IEnumerable<(IReadOnlyList<string> Words, bool IsPrefix)> phrases, SqlText sql)
        => $"i.key IN (SELECT rowid FROM words WHERE words MATCH {sql.Value(string.Join(" OR ", phrases.Select(phrase => $"\"{string.Join(' ', phrase.Words)}\"{(phrase.IsPrefix ? "*" : "")}")))})";

    private protected override string Property(string name, SqlText sql) => $"(SELECT json_extract(body, {sql.Value($"$.properties.\"{name}\"")}) FROM body WHERE key = i.key)";

    private protected override string PropertyValue(object value, SqlText sql) => sql.Value(value);

    private protected override string Order(string expression, bool isDescending) => expression + (isDescending ? " DESC" : " ASC");

    private void Insert(ItemDocument item, long? key)
    {
        ItemPlace? place = item.Place;
        int count = SearchColumns.OfValues.Count;
        object?[] values =
        [
            key, item.Collection, item.Id, item.Datetime.Ticks, item.Period.FirstTicks, item.Period.LastTicks, .. item.Values,
            place?.West, place?.South, place?.East, place?.North, Outline.Write(place?.Outline), item.ETag, StoredFiles.Write(item.Files),
        ];
        string sql = $"INSERT INTO item (key, collection, id, datetime, start_ticks, end_ticks, {string.Join(", ", SearchColumns.OfValues.Select(column => column.Name))}, west, south, east, north, outline, etag, files) "
            + $"VALUES ({string.Join(", ", Enumerable.Range(1, 13 + count).Select(index => "$" + index))})";
        _writer.Statement(sql, values).ExecuteNonQuery();
        long row = key ?? SQLitePCL.raw.sqlite3_last_insert_rowid(_writer.Connection.Handle);
        _writer.Statement("INSERT INTO body (key, body) VALUES ($1, CAST($2 AS TEXT))", row, item.Body.ToArray()).ExecuteNonQuery();
        _writer.Statement("INSERT INTO words (rowid, text) VALUES ($1, $2)", row, item.Words).ExecuteNonQuery();
        if (place is not null)
        {
            _writer.Statement("INSERT INTO extent (key, west, east, south, north, day_from, day_to) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                row, place.West, place.EastContinued, place.South, place.North, SearchPlan.DayOf(item.Indexed.First), SearchPlan.DayOf(item.Indexed.Last)).ExecuteNonQuery();
        }
    }

    private void Delete(long key)
    {
        foreach (string sql in (string[])["DELETE FROM item WHERE key = $1", "DELETE FROM body WHERE key = $1", "DELETE FROM extent WHERE key = $1", "DELETE FROM words WHERE rowid = $1"])
        {
            _writer.Statement(sql, key).ExecuteNonQuery();
        }
    }

    private string? CollectionTag(string id) => (string?)_writer.Statement("SELECT etag FROM collection WHERE id = $1", id).ExecuteScalar();

    private (long? Key, string? ETag) ItemKey(string collection, string id)
    {
        using SqliteDataReader rows = _writer.Statement("SELECT key, etag FROM item WHERE id = $1 AND collection = $2", id, collection).ExecuteReader();
        return rows.Read() ? (rows.GetInt64(0), rows.GetString(1)) : (null, null);
    }

    private Task<T> Reading<T>(Func<SqliteSession, T> read)
    {
        SqliteSession session = _readers.TryTake(out SqliteSession? free) ? free : SqliteFault.Explained(_path, () => new SqliteSession(_path, isWriter: false));
        try
        {
            return Task.FromResult(SqliteFault.Explained(_path, () => read(session)));
        }
        finally
        {
            _readers.Add(session);
        }
    }

    private async Task WritingAsync(Action write, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            SqliteFault.Explained(_path, () =>
            {
                using SqliteTransaction transaction = _writer.Connection.BeginTransaction(deferred: false);
                _writer.Transaction = transaction;
                write();
                transaction.Commit();
                return true;
            });
        }
        finally
        {
            _writer.Transaction = null;
            _writing.Release();
        }
    }
}
