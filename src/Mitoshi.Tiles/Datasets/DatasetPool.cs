namespace Mitoshi.Tiles;

/// <summary>
/// Open rasters, kept for the next tile: at most so many at once, the one not used for longest is closed first; a file that has changed is
/// opened anew. From any thread.
/// </summary>
public sealed class DatasetPool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly IRasterDoor _door;
    private readonly int _mostOpen;
    private long _clock;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="door">Opens rasters, and tells whether they have changed.</param>
    /// <param name="mostOpen">Rasters that stay open while nobody uses them.</param>
    public DatasetPool(IRasterDoor door, int mostOpen = 64) => (_door, _mostOpen) = (door, mostOpen);

    /// <summary>Rasters that are open now.</summary>
    public int OpenCount
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Borrows a raster; dispose the answer when the picture is done.</summary>
    /// <param name="address">A path or a URL, as the door takes it.</param>
    /// <exception cref="MitoshiException">What the door throws.</exception>
    public DatasetLoan Borrow(string address)
    {
        string identity = _door.Identity(address);
        Entry entry;
        List<Entry> closing = [];
        lock (_gate)
        {
            if (_entries.TryGetValue(address, out Entry? known) && known.Identity != identity)
            {
                Retire(known, closing);
                known = null;
            }

            entry = known ?? (_entries[address] = new Entry(address, identity));
            entry.Users++;
            entry.LastUse = ++_clock;
            foreach (Entry idle in _entries.Values.Where(other => other.Users == 0).OrderBy(other => other.LastUse).Take(Math.Max(0, _entries.Count - _mostOpen)).ToArray())
            {
                Retire(idle, closing);
            }
        }

        closing.ForEach(old => old.Close());
        try
        {
            return new DatasetLoan(this, entry, entry.Open(_door));
        }
        catch
        {
            Forget(entry);
            Return(entry);
            throw;
        }
    }

    /// <summary>Closes all; not while a picture is being made.</summary>
    public void Dispose()
    {
        foreach (Entry entry in _entries.Values)
        {
            entry.Close();
        }

        _entries.Clear();
    }

    internal void Return(Entry entry)
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --entry.Users == 0 && entry.IsRetired;
        }

        if (isLast)
        {
            entry.Close();
        }
    }

    private void Forget(Entry entry)
    {
        lock (_gate)
        {
            Retire(entry, []);
        }
    }

    private void Retire(Entry entry, List<Entry> closing)
    {
        if (_entries.TryGetValue(entry.Address, out Entry? current) && current == entry)
        {
            _entries.Remove(entry.Address);
        }

        entry.IsRetired = true;
        if (entry.Users == 0)
        {
            closing.Add(entry);
        }
    }

    /// <summary>One raster of the pool.</summary>
    internal sealed class Entry(string address, string identity)
    {
        private readonly Lock _opening = new();
        private TileDataset? _dataset;

        public string Address { get; } = address;

        public string Identity { get; } = identity;

        public int Users { get; set; }

        public long LastUse { get; set; }

        public bool IsRetired { get; set; }

        public TileDataset Open(IRasterDoor door)
        {
            lock (_opening)
            {
                return _dataset ??= door.Open(Address, Identity);
            }
        }

        public void Close()
        {
            lock (_opening)
            {
                _dataset?.Dispose();
                _dataset = null;
            }
        }
    }
}

/// <summary>A raster that stays open while it is borrowed.</summary>
public sealed class DatasetLoan : IDisposable
{
    private readonly DatasetPool _pool;
    private DatasetPool.Entry? _entry;

    internal DatasetLoan(DatasetPool pool, DatasetPool.Entry entry, TileDataset dataset) => (_pool, _entry, Dataset) = (pool, entry, dataset);

    /// <summary>The raster.</summary>
    public TileDataset Dataset { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _entry, null) is { } entry)
        {
            _pool.Return(entry);
        }
    }
}
