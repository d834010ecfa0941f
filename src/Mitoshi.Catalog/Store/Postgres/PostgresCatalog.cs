using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Npgsql;
using NpgsqlTypes;

namespace Mitoshi.Catalog.Store.Postgres;

/// <summary>The catalogue in PostgreSQL with PostGIS, for more than one server. It outlives restarts of the database: see <see cref="PostgresFault"/>.</summary>
public sealed class PostgresCatalog : SqlCatalog
{
    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly int _tries;

    private PostgresCatalog(NpgsqlDataSource source, TimeProvider time, int tries) => (_source, _time, _tries) = (source, time, tries);

    private protected override (string Columns, string Join) BodyOf => ("i.collection, i.id, i.etag, i.west, i.south, i.east, i.north, i.outline, i.files, i.body", "");

    /// <summary>Opens it, with its tables made when absent.</summary>
    /// <param name="connection">Connection string: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <param name="time">Clock of the pauses between tries.</param>
    /// <param name="isHurried">True where somebody waits for an answer: the database may be away for 6 seconds then, not for 25.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MitoshiException">catalog.no_database.</exception>
    public static async Task<PostgresCatalog> OpenAsync(string connection, TimeProvider time, bool isHurried = false, CancellationToken cancellation = default)
    {
        int tries = isHurried ? PostgresFault.TriesInHurry : PostgresFault.Tries;
        NpgsqlConnectionStringBuilder settings = new(connection) { SearchPath = "mitoshi,public", MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, ApplicationName = "mitoshi", IncludeErrorDetail = false };
        NpgsqlDataSource source = NpgsqlDataSource.Create(settings);
        try
        {
            await PostgresFault.RetriedAsync(async _ =>
            {
                await PostgresSchema.PrepareAsync(source, cancellation);
                return true;
            }, time, tries, cancellation);
            return new PostgresCatalog(source, time, tries);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<CollectionDocument>> CollectionsAsync(CancellationToken cancellation = default) => PostgresFault.RetriedAsync(async _ =>
    {
        List<CollectionDocument> all = [];
        await using NpgsqlCommand command = _source.CreateCommand("SELECT body FROM collection ORDER BY id");
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            all.Add(CollectionDocument.Read(rows.GetFieldValue<byte[]>(0), StoredAddresses.Instance));
        }

        return (IReadOnlyList<CollectionDocument>)all;
    }, _time, _tries, cancellation);

    /// <inheritdoc/>
    public override Task<CollectionDocument?> CollectionAsync(string id, CancellationToken cancellation = default) => PostgresFault.RetriedAsync(async _ =>
    {
        await using NpgsqlCommand command = Command(_source.CreateCommand("SELECT body FROM collection WHERE id = $1"), id);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation) ? CollectionDocument.Read(rows.GetFieldValue<byte[]>(0), StoredAddresses.Instance) : null;
    }, _time, _tries, cancellation);

    /// <inheritdoc/>
    public override Task<StoredItem?> ItemAsync(string collection, string id, CancellationToken cancellation = default) => PostgresFault.RetriedAsync(async _ =>
    {
        await using NpgsqlCommand command = Command(_source.CreateCommand("SELECT etag, files, body FROM item WHERE id = $1 AND collection = $2"), id, collection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation)
            ? new StoredItem(collection, id, rows.GetString(0), rows.GetFieldValue<byte[]>(2)) { Files = StoredFiles.Read(rows.IsDBNull(1) ? null : rows.GetString(1)) } : null;
    }, _time, _tries, cancellation);

    /// <inheritdoc/>
    public override Task WriteAsync(CollectionDocument collection, WriteRule rule, CancellationToken cancellation = default) => WritingAsync(async (connection, isAgain) =>
    {
        string? present = await TagAsync(connection, collection.Id, cancellation);
        if (!(isAgain && present == collection.ETag))
        {
            WriteChecks.Check("collection", collection.Id, rule, present);
        }

        NpgsqlCommand command = Command(new("INSERT INTO collection (id, etag, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET etag = excluded.etag, body = excluded.body", connection), collection.Id, collection.ETag);
        command.Parameters.Add(new() { Value = collection.Body.ToArray(), NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    /// <inheritdoc/>
    public override Task DeleteCollectionAsync(string id, string? ifMatch = null, CancellationToken cancellation = default) => WritingAsync(async (connection, isAgain) =>
    {
        string? present = await TagAsync(connection, id, cancellation);
        if (!(isAgain && present is null))
        {
            WriteChecks.Check("collection", id, new(WriteMode.Replace, ifMatch), present);
        }

        await Command(new("DELETE FROM collection WHERE id = $1", connection), id).ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    /// <inheritdoc/>
    public override Task WriteAsync(IReadOnlyList<ItemDocument> items, WriteRule rule, CancellationToken cancellation = default) => WritingAsync(async (connection, isAgain) =>
    {
        foreach (string collection in items.Select(item => item.Collection).Distinct())
        {
            if (await TagAsync(connection, collection, cancellation) is null)
            {
                throw WriteChecks.NotFound("collection", collection);
            }
        }

        Dictionary<(string, string), string> present = [];
        await using (NpgsqlCommand command = Command(new("SELECT i.collection, i.id, i.etag FROM item i JOIN unnest($1::text[], $2::text[]) AS given (collection, id) ON i.id = given.id AND i.collection = given.collection FOR UPDATE OF i", connection),
            items.Select(item => item.Collection).ToArray(), items.Select(item => item.Id).ToArray()))
        await using (NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                present[(rows.GetString(0), rows.GetString(1))] = rows.GetString(2);
            }
        }

        Dictionary<(string, string), ItemDocument> writing = [];
        foreach (ItemDocument item in items)
        {
            string? tag = present.GetValueOrDefault((item.Collection, item.Id)) ?? writing.GetValueOrDefault((item.Collection, item.Id))?.ETag;
            if (!(isAgain && tag == item.ETag))
            {
                WriteChecks.Check("item", item.Id, rule, tag);
            }

            writing[(item.Collection, item.Id)] = item;
        }

        if (present.Count > 0)
        {
            await Command(new("DELETE FROM item i USING unnest($1::text[], $2::text[]) AS given (collection, id) WHERE i.id = given.id AND i.collection = given.collection", connection),
                present.Keys.Select(key => key.Item1).ToArray(), present.Keys.Select(key => key.Item2).ToArray()).ExecuteNonQueryAsync(cancellation);
        }

        await CopyAsync(connection, writing.Values, cancellation);
    }, cancellation);

    /// <inheritdoc/>
    public override Task DeleteItemAsync(string collection, string id, string? ifMatch = null, CancellationToken cancellation = default) => WritingAsync(async (connection, isAgain) =>
    {
        await using NpgsqlCommand look = Command(new("SELECT etag FROM item WHERE id = $1 AND collection = $2 FOR UPDATE", connection), id, collection);
        string? present = (string?)await look.ExecuteScalarAsync(cancellation);
        if (!(isAgain && present is null))
        {
            WriteChecks.Check("item", id, new(WriteMode.Replace, ifMatch), present);
        }

        await Command(new("DELETE FROM item WHERE id = $1 AND collection = $2", connection), id, collection).ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private protected override Task<IReadOnlyList<SearchRow>> RowsAsync(SqlText sql, int keyCount, CancellationToken cancellation) => PostgresFault.RetriedAsync(async _ =>
    {
        List<SearchRow> found = [];
        await using NpgsqlCommand command = Command(_source.CreateCommand(sql.ToString()), [.. sql.Parameters]);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
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
    }, _time, _tries, cancellation);

    private protected override Task<long[]> NumbersAsync(SqlText sql, CancellationToken cancellation) => PostgresFault.RetriedAsync(async _ =>
    {
        await using NpgsqlCommand command = Command(_source.CreateCommand(sql.ToString()), [.. sql.Parameters]);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return Enumerable.Range(0, rows.FieldCount).Select(rows.GetInt64).ToArray();
    }, _time, _tries, cancellation);

    private protected override string InBoxes(IReadOnlyList<IndexBox> boxes, SqlText sql) => $"SELECT i.key FROM item i WHERE {Meets(boxes, sql)}";

    private protected override string FromBoxes(IReadOnlyList<IndexBox> boxes, SqlText sql) => $" FROM item i WHERE {Meets(boxes, sql)}";

    // The sum keeps the planner from walking the index of time when few rows are in the box.
    private protected override string Key(SearchColumn column, bool usesBoxes) => usesBoxes && column.Name == "datetime" ? "(i.datetime + 0)" : base.Key(column, usesBoxes);

    private protected override string HasTerms(IEnumerable<(IReadOnlyList<string> Words, bool IsPrefix)> phrases, SqlText sql)
        => $"i.words @@ {sql.Value(string.Join(" | ", phrases.Select(phrase => "(" + string.Join(" <-> ", phrase.Words.Select((word, index) => $"'{word}'{(phrase.IsPrefix && index == phrase.Words.Count - 1 ? ":*" : "")}")) + ")")))}::tsquery";

    private protected override string Property(string name, SqlText sql) => $"NULLIF(i.body::jsonb -> 'properties' -> {sql.Value(name)}::text, 'null'::jsonb)";

    private protected override string PropertyValue(object value, SqlText sql) => $"{sql.Value(value.ToString()!)}::jsonb";

    private protected override string Order(string expression, bool isDescending) => expression + (isDescending ? " DESC NULLS LAST" : " ASC NULLS FIRST");

    private static string Meets(IReadOnlyList<IndexBox> boxes, SqlText sql) => boxes.Count == 0 ? "1 = 0" : "(" + string.Join(" OR ", boxes.Select(box =>
        $"i.extent &&& ST_MakeLine(ST_MakePoint({sql.Value(box.West)}, {sql.Value(box.South)}, {sql.Value(box.DayFrom)}), ST_MakePoint({sql.Value(box.East)}, {sql.Value(box.North)}, {sql.Value(box.DayTo)}))")) + ")";

    private static NpgsqlCommand Command(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        foreach (object value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    private static async Task<string?> TagAsync(NpgsqlConnection connection, string collection, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(new("SELECT etag FROM collection WHERE id = $1 FOR SHARE", connection), collection);
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<ItemDocument> items, CancellationToken cancellation)
    {
        string columns = string.Join(", ", SearchColumns.OfValues.Select(column => column.Name));
        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync(
            $"COPY item (collection, id, datetime, start_ticks, end_ticks, {columns}, west, south, east, north, outline, etag, files, words_text, body, east_continued, day_from, day_to) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (ItemDocument item in items)
        {
            ItemPlace? place = item.Place;
            await rows.StartRowAsync(cancellation);
            await WriteAsync(rows, item.Collection, NpgsqlDbType.Text);
            await WriteAsync(rows, item.Id, NpgsqlDbType.Text);
            await WriteAsync(rows, item.Datetime.Ticks, NpgsqlDbType.Bigint);
            await WriteAsync(rows, item.Period.FirstTicks, NpgsqlDbType.Bigint);
            await WriteAsync(rows, item.Period.LastTicks, NpgsqlDbType.Bigint);
            foreach ((SearchColumn column, object? value) in SearchColumns.OfValues.Zip(item.Values))
            {
                await WriteAsync(rows, value, column.Kind switch { ColumnKind.Text => NpgsqlDbType.Text, ColumnKind.Number => NpgsqlDbType.Double, _ => NpgsqlDbType.Bigint });
            }

            foreach (object? side in (object?[])[place?.West, place?.South, place?.East, place?.North])
            {
                await WriteAsync(rows, side, NpgsqlDbType.Double);
            }

            await WriteAsync(rows, Outline.Write(place?.Outline), NpgsqlDbType.Bytea);
            await WriteAsync(rows, item.ETag, NpgsqlDbType.Text);
            await WriteAsync(rows, StoredFiles.Write(item.Files), NpgsqlDbType.Text);
            await WriteAsync(rows, string.Join(' ', item.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(4000).Select((word, index) => $"'{word}':{index + 1}")), NpgsqlDbType.Text);
            await WriteAsync(rows, item.Body.ToArray(), NpgsqlDbType.Text);
            await WriteAsync(rows, place?.EastContinued, NpgsqlDbType.Double);
            await WriteAsync(rows, SearchPlan.DayOf(item.Indexed.First), NpgsqlDbType.Double);
            await WriteAsync(rows, SearchPlan.DayOf(item.Indexed.Last), NpgsqlDbType.Double);
        }

        await rows.CompleteAsync(cancellation);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter rows, object? value, NpgsqlDbType type) => value is null ? rows.WriteNullAsync() : rows.WriteAsync(value, type);

    private Task WritingAsync(Func<NpgsqlConnection, bool, Task> write, CancellationToken cancellation) => PostgresFault.RetriedAsync(async isAgain =>
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await write(connection, isAgain);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was faster between our look and our write.
            WriteChecks.Check("item", "of this batch", WriteRule.Create, present: "");
            throw;
        }
    }, _time, _tries, cancellation);
}
