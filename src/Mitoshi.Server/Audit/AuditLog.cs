using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Server.Audit;

/// <summary>
/// Who did what when: a line of JSON each in <c>accounts/audit.jsonl</c>, only ever appended; each line holds the SHA-256 of the line before,
/// so a line that was changed or taken away shows. No secret goes in.
/// </summary>
public sealed class AuditLog : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const int KeptMax = 1000;
    private readonly Lock _lock = new();
    private readonly IAppendFile _file;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly Queue<Entry> _kept = [];
    private string _previous;
    private long _end;

    /// <summary>Opens the log; a line that a power cut tore off is cut away.</summary>
    public AuditLog(Workspace workspace, IFiles files, TimeProvider time)
    {
        files.CreateFolder(Accounts.AccountBook.FolderOf(workspace));
        string path = PathOf(workspace);
        byte[] content = files.Exists(path) ? files.ReadAllBytes(path) : [];
        int end = Array.LastIndexOf(content, (byte)'\n') + 1;
        _file = files.OpenAppend(path);
        (_time, _path, _end) = (time, path, end);
        if (end < content.Length)
        {
            _file.Truncate(end);
        }

        int start = end < 2 ? 0 : Array.LastIndexOf(content, (byte)'\n', end - 2) + 1;
        _previous = end == 0 ? "" : HashOf(content.AsSpan(start, end - 1 - start));
    }

    /// <summary>The file.</summary>
    public static string PathOf(Workspace workspace) => Path.Combine(Accounts.AccountBook.FolderOf(workspace), "audit.jsonl");

    /// <summary>Writes the lines that the disk did not take before. Called before anything changes: while the log cannot be written, nothing does.</summary>
    /// <exception cref="MitoshiException">disk.full, disk.read_only, disk.failed.</exception>
    public void WriteKept()
    {
        lock (_lock)
        {
            while (_kept.TryPeek(out Entry? first))
            {
                Write(first);
                _kept.Dequeue();
            }
        }
    }

    /// <summary>Adds a line about what has happened already; where the disk does not take it, it is kept until it does.</summary>
    /// <exception cref="MitoshiException">disk.full: too many are kept.</exception>
    public void AddOrKeep(string who, string what, string on, string outcome)
    {
        lock (_lock)
        {
            try
            {
                Add(who, what, on, outcome);
            }
            catch (MitoshiException) when (_kept.Count < KeptMax)
            {
                _kept.Enqueue(new(_time.GetUtcNow(), who, what, on, outcome));
            }
        }
    }

    /// <summary>Adds a line; it is durable when this returns.</summary>
    /// <param name="who">Name of the caller.</param>
    /// <param name="what">Verb, for example <c>sign_in</c> or <c>DELETE /stac/collections/{collection}</c>.</param>
    /// <param name="on">What it was done to.</param>
    /// <param name="outcome"><c>done</c>, or the code of the refusal.</param>
    /// <exception cref="MitoshiException">disk.full, disk.read_only, disk.failed: the line is not in the log.</exception>
    public void Add(string who, string what, string on, string outcome)
    {
        lock (_lock)
        {
            WriteKept();
            Write(new(_time.GetUtcNow(), who, what, on, outcome));
        }
    }

    /// <summary>Number of the first line that does not follow from the one before (1 is the first), or null when all do.</summary>
    public static long? FirstBroken(byte[] content)
    {
        string previous = "";
        long number = 0;
        foreach (string line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            if ((string?)JsonNode.Parse(line)?["previous"] != previous)
            {
                return number;
            }

            previous = HashOf(Encoding.UTF8.GetBytes(line));
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(Entry entry)
    {
        JsonObject line = new() { ["time"] = entry.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"), ["who"] = entry.Who, ["what"] = entry.What, ["on"] = entry.On, ["outcome"] = entry.Outcome, ["previous"] = _previous };
        byte[] bytes = Encoding.UTF8.GetBytes(line.ToJsonString(Plain) + "\n");
        try
        {
            if (_file.Length > _end)
            {
                // A full disk took half of the last try.
                _file.Truncate(_end);
            }

            _file.Append(bytes);
            _file.Sync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskFault.Explain(error, _path);
        }

        _end += bytes.Length;
        _previous = HashOf(bytes.AsSpan(0, bytes.Length - 1));
    }

    private static string HashOf(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    private sealed record Entry(DateTimeOffset Time, string Who, string What, string On, string Outcome);
}
