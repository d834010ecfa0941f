using Microsoft.Data.Sqlite;

namespace Mitoshi.Catalog.Store.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int StatementsMax = 100;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string path, bool isWriter)
    {
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Pooling = false, Mode = isWriter ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadOnly, DefaultTimeout = 30,
        }.ToString());
        Connection.Open();
        // FULL: a commit survives a power cut. The map saves a copy of every page that is read.
        SqliteSchema.Execute(Connection, (isWriter ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; " : "") + "PRAGMA busy_timeout = 30000; PRAGMA mmap_size = 2147483648; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;");
    }

    public SqliteConnection Connection { get; }

    /// <summary>The transaction that statements run in, or null.</summary>
    public SqliteTransaction? Transaction { get; set; }

    /// <summary>A prepared statement with its parameters set.</summary>
    public SqliteCommand Statement(string sql, params ReadOnlySpan<object?> parameters)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? command))
        {
            if (_statements.Count >= StatementsMax)
            {
                Clear();
            }

            command = Connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < parameters.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter("$" + (i + 1), null));
            }

            _statements.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (int i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        }

        return command;
    }

    public void Dispose()
    {
        Clear();
        Connection.Dispose();
    }

    private void Clear()
    {
        foreach (SqliteCommand command in _statements.Values)
        {
            command.Dispose();
        }

        _statements.Clear();
    }
}
