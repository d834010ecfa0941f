using Npgsql;
using NpgsqlTypes;

namespace Mitoshi.Registry;

/// <summary>
/// The evidence log in PostgreSQL, for several writing processes: a commit is a transaction that holds the one row of <c>head</c>, so that
/// writers stand in line and the log can't fork. Entries, hashes and checkpoints are the same bytes as in files.
/// </summary>
/// <remarks>Durable as far as the server's <c>fsync</c> and <c>synchronous_commit</c> are on; the latter is set here.</remarks>
public sealed class PostgresLog : IEvidenceLog, IContentStore, ITreeNodes
{
    private const string Tables = """
        create schema if not exists mitoshi_log;
        create table if not exists mitoshi_log.head (one int primary key check (one = 1), vkey text not null, size bigint not null, peaks bytea not null, checkpoint text not null);
        create table if not exists mitoshi_log.entries (index bigint primary key, content bytea not null);
        create table if not exists mitoshi_log.contents (sha256 text primary key, content bytea not null);
        create table if not exists mitoshi_log.hashes (level int, index bigint, hash bytea not null, primary key (level, index));
        """;

    private readonly NpgsqlDataSource _source;
    private readonly NoteSigner? _signer;
    private readonly GroupCommit _commits;
    private readonly NpgsqlConnection _writing;

    private PostgresLog(NpgsqlDataSource source, NoteKey key, NoteSigner? signer, NpgsqlConnection writing)
    {
        _source = source;
        Key = key;
        _signer = signer;
        _writing = writing;
        _commits = new GroupCommit(Commit);
    }

    /// <inheritdoc/>
    public NoteKey Key { get; }

    /// <inheritdoc/>
    public SignedNote Checkpoint => SignedNote.Parse(Scalar<string>("select checkpoint from mitoshi_log.head"));

    /// <summary>Opens the log of a database, made when absent.</summary>
    /// <param name="connection">Npgsql connection string.</param>
    /// <param name="signer">The log's key, the same for all writers; owned by the caller.</param>
    /// <exception cref="MitoshiException"><c>log.wrong_key</c> or <c>log.write_failed</c>.</exception>
    public static PostgresLog Open(string connection, NoteSigner signer)
    {
        NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        try
        {
            NpgsqlConnection writing = source.OpenConnection();
            Execute(writing, "set synchronous_commit = on");

            // Two processes that start at once would both try to make the tables.
            Execute(writing, "select pg_advisory_lock(7240193)");
            Execute(writing, Tables);
            SignedNote empty = new Checkpoint(signer.Public.Name, 0, MerkleHash.Empty).Sign(signer);
            using (NpgsqlCommand start = new("insert into mitoshi_log.head values (1, $1, 0, ''::bytea, $2) on conflict do nothing", writing))
            {
                start.Parameters.AddWithValue(signer.Public.Text);
                start.Parameters.AddWithValue(empty.ToString());
                _ = start.ExecuteNonQuery();
            }

            Execute(writing, "select pg_advisory_unlock(7240193)");
            PostgresLog log = new(source, signer.Public, signer, writing);
            string key = log.Scalar<string>("select vkey from mitoshi_log.head");
            return key == signer.Public.Text ? log : throw LogErrors.WrongKey(signer.Public.Text, key);
        }
        catch (NpgsqlException error)
        {
            source.Dispose();
            throw LogErrors.WriteFailed(error);
        }
    }

    /// <summary>Opens the log of a database to read; it needs no private key.</summary>
    /// <exception cref="MitoshiException"><c>log.not_found</c> when the database holds no log, <c>log.write_failed</c> when it cannot be reached.</exception>
    public static PostgresLog OpenToRead(string connection)
    {
        NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        try
        {
            NpgsqlConnection reading = source.OpenConnection();
            using NpgsqlCommand command = new("select vkey from mitoshi_log.head", reading);
            return command.ExecuteScalar() is string key ? new PostgresLog(source, NoteKey.Parse(key), null, reading) : throw LogErrors.NoLog("mitoshi_log");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            source.Dispose();
            throw LogErrors.NoLog("mitoshi_log");
        }
        catch (NpgsqlException error)
        {
            source.Dispose();
            throw LogErrors.WriteFailed(error);
        }
    }

    /// <summary>
    /// Waits until no other registry works on this log, and keeps the others waiting until it is disposed: what a registry checks against its
    /// state must still hold when its event is written.
    /// </summary>
    public void StandInLine() => Execute(_writing, "select pg_advisory_lock(7240194)");

    /// <inheritdoc/>
    public string Put(ReadOnlySpan<byte> content)
    {
        string sha256 = Digest.Of(content).ToString();
        using NpgsqlCommand command = _source.CreateCommand("insert into mitoshi_log.contents values ($1, $2) on conflict do nothing");
        command.Parameters.AddWithValue(sha256);
        command.Parameters.AddWithValue(content.ToArray());
        _ = command.ExecuteNonQuery();
        return sha256;
    }

    /// <inheritdoc/>
    public byte[] Get(string sha256)
    {
        using NpgsqlCommand command = _source.CreateCommand("select content from mitoshi_log.contents where sha256 = $1");
        command.Parameters.AddWithValue(sha256);
        byte[] content = command.ExecuteScalar() as byte[] ?? throw EvidenceErrors.Missing(sha256);
        return Digest.Of(content).ToString() == sha256 ? content : throw EvidenceErrors.Changed(sha256, sha256, Digest.Of(content).ToString());
    }

    /// <inheritdoc/>
    public ulong Append(ReadOnlyMemory<byte> entry) => Wait(Submit(entry));

    /// <inheritdoc/>
    public PendingEntry Submit(ReadOnlyMemory<byte> entry) => _commits.Submit(entry);

    /// <inheritdoc/>
    public ulong Wait(PendingEntry entry) => _commits.Wait(entry);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Entry(ulong index)
    {
        using NpgsqlCommand command = _source.CreateCommand("select content from mitoshi_log.entries where index = $1");
        command.Parameters.AddWithValue((long)index);
        byte[] entry = command.ExecuteScalar() as byte[] ?? throw ProofErrors.IndexOutOfRange(index, Registry.Checkpoint.Parse(Checkpoint.Text).Size);
        return LogReader.Checked(this, entry, index);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Digest> Inclusion(ulong index, ulong size) => LogReader.CheckedInclusion(this, Checkpoint, index, size);

    /// <inheritdoc/>
    public IReadOnlyList<Digest> Consistency(ulong oldSize, ulong size) => LogReader.CheckedConsistency(this, Checkpoint, oldSize, size);

    /// <inheritdoc/>
    public Digest Node(int level, ulong index)
    {
        int count = 1 << (level % 8);
        ulong first = index * (ulong)count;
        using NpgsqlCommand command = _source.CreateCommand("select hash from mitoshi_log.hashes where level = $1 and index >= $2 and index < $3 order by index");
        command.Parameters.AddWithValue(level / 8);
        command.Parameters.AddWithValue((long)first);
        command.Parameters.AddWithValue((long)first + count);
        List<Digest> hashes = [];
        using NpgsqlDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            hashes.Add(new Digest(rows.GetFieldValue<byte[]>(0)));
        }

        return hashes.Count == count ? TreeTail.PerfectRoot(hashes, 0, count)
            : throw LogErrors.Damaged("mitoshi_log.hashes", $"level {level / 8}: rows from {first} are missing", $"level {level / 8}: {first} からの行がありません");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writing.Dispose();
        _source.Dispose();
    }

    private ulong Commit(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        using NpgsqlTransaction transaction = _writing.BeginTransaction();
        TreePeaks peaks = LockHead();
        ulong first = peaks.Size;
        List<(int Level, ulong Index, Digest Hash)> kept = [];
        using (NpgsqlBinaryImporter rows = _writing.BeginBinaryImport("copy mitoshi_log.entries (index, content) from stdin (format binary)"))
        {
            foreach (ReadOnlyMemory<byte> entry in entries)
            {
                rows.StartRow();
                rows.Write((long)peaks.Size, NpgsqlDbType.Bigint);
                rows.Write(entry.ToArray(), NpgsqlDbType.Bytea);
                peaks.Append(MerkleHash.Leaf(entry.Span), (level, index, hash) => kept.Add((level, index, hash)));
            }

            _ = rows.Complete();
        }

        WriteHashes(kept);
        WriteHead(peaks);
        transaction.Commit();
        return first;
    }

    private TreePeaks LockHead()
    {
        using NpgsqlCommand command = new("select size, peaks from mitoshi_log.head for update", _writing);
        using NpgsqlDataReader row = command.ExecuteReader();
        _ = row.Read();
        byte[] peaks = row.GetFieldValue<byte[]>(1);
        return new TreePeaks((ulong)row.GetInt64(0), peaks.Chunk(Digest.Length).Select(bytes => new Digest(bytes)));
    }

    private void WriteHashes(List<(int Level, ulong Index, Digest Hash)> kept)
    {
        using NpgsqlBinaryImporter rows = _writing.BeginBinaryImport("copy mitoshi_log.hashes (level, index, hash) from stdin (format binary)");
        foreach ((int level, ulong index, Digest hash) in kept)
        {
            rows.StartRow();
            rows.Write(level, NpgsqlDbType.Integer);
            rows.Write((long)index, NpgsqlDbType.Bigint);
            rows.Write(hash.ToArray(), NpgsqlDbType.Bytea);
        }

        _ = rows.Complete();
    }

    private void WriteHead(TreePeaks peaks)
    {
        using NpgsqlCommand command = new("update mitoshi_log.head set size = $1, peaks = $2, checkpoint = $3", _writing);
        command.Parameters.AddWithValue((long)peaks.Size);
        command.Parameters.AddWithValue(LogFolder.TileBytes(peaks.Peaks));
        command.Parameters.AddWithValue(new Checkpoint(Key.Name, peaks.Size, peaks.Root).Sign(_signer!).ToString());
        _ = command.ExecuteNonQuery();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        _ = command.ExecuteNonQuery();
    }

    private T Scalar<T>(string sql)
    {
        using NpgsqlCommand command = _source.CreateCommand(sql);
        return (T)command.ExecuteScalar()!;
    }
}
