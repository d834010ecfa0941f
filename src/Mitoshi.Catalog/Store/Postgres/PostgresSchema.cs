using Mitoshi.Catalog.Search;
using Npgsql;

namespace Mitoshi.Catalog.Store.Postgres;

/// <summary>The tables, in a schema <c>mitoshi</c>. The index of place and time is PostGIS's n-dimensional GiST over the diagonal of longitude, latitude and days.</summary>
internal static class PostgresSchema
{
    public static async Task PrepareAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        string columns = string.Join(", ", SearchColumns.OfValues.Select(column => $"{column.Name} {(column.Kind switch { ColumnKind.Text => "text COLLATE \"C\"", ColumnKind.Number => "double precision", _ => "bigint" })}"));
        // The lock lets one program at a time make the tables.
        await using NpgsqlCommand command = source.CreateCommand($"""
            SELECT pg_advisory_lock(7242164001);
            CREATE SCHEMA IF NOT EXISTS mitoshi;
            CREATE EXTENSION IF NOT EXISTS postgis;
            CREATE TABLE IF NOT EXISTS mitoshi.collection (id text COLLATE "C" PRIMARY KEY, etag text NOT NULL, body text NOT NULL);
            CREATE TABLE IF NOT EXISTS mitoshi.item (key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, collection text COLLATE "C" NOT NULL REFERENCES mitoshi.collection (id) ON DELETE CASCADE, id text COLLATE "C" NOT NULL,
                datetime bigint NOT NULL, start_ticks bigint NOT NULL, end_ticks bigint NOT NULL, {columns}, west double precision, south double precision, east double precision, north double precision, outline bytea,
                etag text NOT NULL, files text, words_text text NOT NULL, body text NOT NULL, east_continued double precision, day_from double precision NOT NULL, day_to double precision NOT NULL,
                extent geometry GENERATED ALWAYS AS (ST_MakeLine(ST_MakePoint(west, south, day_from), ST_MakePoint(east_continued, north, day_to))) STORED,
                words tsvector GENERATED ALWAYS AS (words_text::tsvector) STORED);
            ALTER TABLE mitoshi.item ALTER COLUMN body SET COMPRESSION lz4;
            CREATE UNIQUE INDEX IF NOT EXISTS item_by_id ON mitoshi.item (id, collection);
            CREATE INDEX IF NOT EXISTS item_by_time ON mitoshi.item (datetime DESC, id, collection);
            CREATE INDEX IF NOT EXISTS item_by_collection ON mitoshi.item (collection, datetime DESC, id);
            CREATE INDEX IF NOT EXISTS item_by_extent ON mitoshi.item USING gist (extent gist_geometry_ops_nd);
            CREATE INDEX IF NOT EXISTS item_by_words ON mitoshi.item USING gin (words);
            SELECT pg_advisory_unlock(7242164001);
            """);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
