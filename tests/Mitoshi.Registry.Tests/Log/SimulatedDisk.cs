namespace Mitoshi.Registry.Tests.Log;

/// <summary>The power went: the call may have done any part of its work, and nothing after it happens.</summary>
public sealed class PowerCutException() : IOException("power cut");

/// <summary>
/// A disk in memory that keeps only what was synced. At a power cut each unsynced change of a file is kept, dropped, or torn into sectors of
/// 512 bytes, in any order; unsynced names (made, renamed, deleted) are kept or dropped each on its own.
/// </summary>
public sealed class SimulatedDisk : IFiles
{
    private const int Sector = 512;
    private readonly SortedDictionary<string, Inode> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Inode> _durableNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _held = [];
    private long _stepsLeft;

    /// <summary>An empty disk whose power goes at a step.</summary>
    public SimulatedDisk(long stepsUntilCut) => _stepsLeft = stepsUntilCut;

    /// <summary>Steps taken; each change and each sync is one.</summary>
    public long Steps { get; private set; }

    /// <summary>What a machine finds on this disk after the cut.</summary>
    public SimulatedDisk AfterPowerCut(RandomStream random, long stepsUntilCut)
    {
        SimulatedDisk disk = new(stepsUntilCut);
        Dictionary<Inode, Inode> survived = [];
        foreach (string name in _names.Keys.Union(_durableNames.Keys).Order(StringComparer.Ordinal).ToList())
        {
            Inode? now = _names.GetValueOrDefault(name), durable = _durableNames.GetValueOrDefault(name);
            Inode? kept = now == durable || random.NextInt(2) == 0 ? durable : now;
            if (kept is null)
            {
                continue;
            }

            if (!survived.TryGetValue(kept, out Inode? copy))
            {
                copy = kept.AfterPowerCut(random);
                survived.Add(kept, copy);
            }

            disk._names[name] = copy;
            disk._durableNames[name] = copy;
        }

        return disk;
    }

    public bool Exists(string path) => _names.ContainsKey(path);

    public byte[] ReadAllBytes(string path) => _names.TryGetValue(path, out Inode? inode) ? [.. inode.Content] : throw new FileNotFoundException(path);

    public IReadOnlyList<string> List(string folder) =>
        [.. _names.Keys.Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Select(n => n[(folder.Length + 1)..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

    // Folders exist by their files here; making one durable is a step all the same.
    public void CreateFolder(string folder) => Step();

    public void WriteAtomically(string path, ReadOnlySpan<byte> content)
    {
        Inode inode = new();
        Step();
        _names[path + ".part"] = inode;
        Step();
        inode.Write(content);
        Step();
        inode.Sync();
        Step();
        _names.Remove(path + ".part");
        _names[path] = inode;
        Step();
        SyncNames(path);
    }

    public void WriteTogether(IReadOnlyList<FileContent> files)
    {
        foreach (FileContent file in files)
        {
            Step();
            Inode inode = _names.TryGetValue(file.Path, out Inode? old) ? old : new Inode();
            _names[file.Path] = inode;
            inode.Truncate(0);
            inode.Write(file.Content.Span);
        }

        foreach (FileContent file in files)
        {
            Step();
            _names[file.Path].Sync();
            SyncNames(file.Path);
        }
    }

    public IDisposable? TryLock(string path)
    {
        Step();
        return _held.Add(path) ? new Held(() => _held.Remove(path)) : null;
    }

    public IAppendFile OpenAppend(string path)
    {
        Step();
        if (!_names.TryGetValue(path, out Inode? inode))
        {
            inode = new Inode();
            _names[path] = inode;
            Step();
            SyncNames(path);
        }

        return new Appender(this, inode);
    }

    public void Delete(string path)
    {
        Step();
        _names.Remove(path);
    }

    private void Step()
    {
        Steps++;
        if (_stepsLeft-- <= 0)
        {
            throw new PowerCutException();
        }
    }

    // Syncing a folder makes all its names durable, those of other files too.
    private void SyncNames(string path)
    {
        string folder = path[..path.LastIndexOf('/')];
        foreach (string name in _names.Keys.Union(_durableNames.Keys).Where(n => n[..n.LastIndexOf('/')] == folder).ToList())
        {
            if (_names.TryGetValue(name, out Inode? inode))
            {
                _durableNames[name] = inode;
            }
            else
            {
                _durableNames.Remove(name);
            }
        }
    }

    private sealed class Held(Action release) : IDisposable
    {
        public void Dispose() => release();
    }

    private sealed class Appender(SimulatedDisk disk, Inode inode) : IAppendFile
    {
        public long Length => inode.Content.Count;

        public void Append(ReadOnlySpan<byte> content)
        {
            disk.Step();
            inode.Write(content);
        }

        public void Sync()
        {
            disk.Step();
            inode.Sync();
        }

        public void Truncate(long length)
        {
            disk.Step();
            inode.Truncate((int)length);
            disk.Step();
            inode.Sync();
        }

        public void Dispose()
        {
        }
    }

    private sealed class Inode
    {
        private byte[] _durable = [];

        public List<byte> Content { get; private set; } = [];

        public void Write(ReadOnlySpan<byte> content) => Content.AddRange(content.ToArray());

        public void Truncate(int length) => Content = Content.GetRange(0, Math.Min(length, Content.Count));

        public void Sync() => _durable = [.. Content];

        // Sector by sector the old or the new bytes; the length is the old one, the new one, or any between.
        public Inode AfterPowerCut(RandomStream random)
        {
            byte[] now = [.. Content];
            int low = Math.Min(_durable.Length, now.Length), high = Math.Max(_durable.Length, now.Length);
            int length = random.NextInt(4) switch { 0 => _durable.Length, 1 => now.Length, _ => low + random.NextInt(high - low + 1) };
            bool isAllOld = random.NextInt(4) == 0;
            byte[] found = new byte[length];
            for (int at = 0; at < length; at += Sector)
            {
                byte[] from = isAllOld || random.NextInt(2) == 0 ? _durable : now;
                int count = Math.Min(Math.Min(Sector, length - at), Math.Max(0, from.Length - at));
                Array.Copy(from, Math.Min(at, from.Length), found, at, count);
            }

            return new Inode { Content = [.. found], _durable = found };
        }
    }
}
