namespace Mitoshi.Tiles;

/// <summary>
/// Decoded tiles of all open rasters, up to a number of bytes; the one not used for longest goes first. Two readers that want the same tile
/// wait for one decoding. From any thread.
/// </summary>
/// <param name="limitBytes">Bytes of decoded tiles that are kept beside those in use.</param>
public sealed class BlockCache(long limitBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BlockKey, LinkedListNode<CachedBlock>> _blocks = [];
    private readonly LinkedList<CachedBlock> _byUse = [];
    private readonly Dictionary<int, Stack<byte[]>> _spare = [];
    private long _bytes;

    /// <summary>Bytes that are kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Borrows a tile, decoded by <paramref name="decode"/> when it is not there; dispose the answer soon.</summary>
    /// <param name="key">Which.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="rows">Rows that are wanted, from the top.</param>
    /// <param name="rowCount">Rows that it has.</param>
    /// <param name="decode">Fills so many rows; false when there is nothing.</param>
    internal BlockLoan Borrow(BlockKey key, int length, int rows, int rowCount, BlockDecoder decode)
    {
        CachedBlock block;
        lock (_gate)
        {
            bool isKnown = _blocks.TryGetValue(key, out LinkedListNode<CachedBlock>? node);
            if (isKnown && node!.Value.Rows < rows)
            {
                // Wanted again, and more of it: the whole, in an array of its own, because others may be reading the part.
                Drop(node.Value);
                (isKnown, rows) = (false, rowCount);
            }

            if (isKnown)
            {
                _byUse.Remove(node!);
                _byUse.AddFirst(node!);
                block = node!.Value;
            }
            else
            {
                block = new CachedBlock(key, Take(length), PartOf(rows, rowCount));
                _blocks[key] = _byUse.AddFirst(block);
                _bytes += block.Bytes.Length;
            }

            block.Users++;
        }

        try
        {
            block.Fill(decode);
        }
        catch
        {
            Forget(block);
            Return(block);
            throw;
        }

        return new BlockLoan(this, block);
    }

    internal void Return(CachedBlock block)
    {
        lock (_gate)
        {
            block.Users--;
            for (LinkedListNode<CachedBlock>? node = _byUse.Last; node is not null && _bytes > limitBytes;)
            {
                LinkedListNode<CachedBlock>? next = node.Previous;
                if (node.Value.Users == 0)
                {
                    Drop(node.Value);
                }

                node = next;
            }

            if (block.IsDropped)
            {
                Keep(block);
            }
        }
    }

    /// <summary>Forgets every tile of a raster that has been closed.</summary>
    internal void Forget(long dataset)
    {
        lock (_gate)
        {
            foreach (CachedBlock block in _byUse.Where(block => block.Key.Dataset == dataset).ToArray())
            {
                Drop(block);
            }
        }
    }

    private void Forget(CachedBlock block)
    {
        lock (_gate)
        {
            Drop(block);
        }
    }

    private void Drop(CachedBlock block)
    {
        if (!block.IsDropped && _blocks.Remove(block.Key, out LinkedListNode<CachedBlock>? node))
        {
            block.IsDropped = true;
            _byUse.Remove(node);
            _bytes -= block.Bytes.Length;
            Keep(block);
        }
    }

    // Neighbours want a little more: parts end at steps, and a large part is as well the whole.
    private static int PartOf(int rows, int rowCount)
    {
        const int Step = 32, Margin = 8;
        int part = (rows + Margin + Step - 1) / Step * Step;
        return part > rowCount * 7 / 8 ? rowCount : part;
    }

    private byte[] Take(int length)
        => _spare.TryGetValue(length, out Stack<byte[]>? arrays) && arrays.TryPop(out byte[]? array) ? array : GC.AllocateUninitializedArray<byte>(length);

    // A few arrays of each size wait for the next tile, so that tiles of one size never make garbage.
    private void Keep(CachedBlock block)
    {
        const int Most = 4, MostSizes = 16;
        if (block.Users > 0 || block.IsSpared)
        {
            return;
        }

        block.IsSpared = true;
        if (!_spare.TryGetValue(block.Bytes.Length, out Stack<byte[]>? arrays))
        {
            if (_spare.Count >= MostSizes)
            {
                _spare.Clear();
            }

            _spare[block.Bytes.Length] = arrays = new Stack<byte[]>();
        }

        if (arrays.Count < Most)
        {
            arrays.Push(block.Bytes);
        }
    }
}

/// <summary>Fills so many rows of a tile, from the top; false when there is no such tile.</summary>
internal delegate bool BlockDecoder(BlockKey key, byte[] bytes, int rows);

/// <summary>Which stored tile of which open raster.</summary>
internal readonly record struct BlockKey(long Dataset, int Level, int Band, int Column, int Row);

/// <summary>A decoded tile in the cache.</summary>
internal sealed class CachedBlock(BlockKey key, byte[] bytes, int rows)
{
    private readonly Lock _filling = new();
    private bool _isFilled;

    public BlockKey Key { get; } = key;

    public byte[] Bytes { get; } = bytes;

    /// <summary>Rows that it holds, from the top.</summary>
    public int Rows { get; } = rows;

    /// <summary>False when the file holds no such tile.</summary>
    public bool HasData { get; private set; }

    public int Users { get; set; }

    public bool IsDropped { get; set; }

    /// <summary>True when its array waits for another tile.</summary>
    public bool IsSpared { get; set; }

    public void Fill(BlockDecoder decode)
    {
        if (Volatile.Read(ref _isFilled))
        {
            return;
        }

        lock (_filling)
        {
            if (!_isFilled)
            {
                HasData = decode(Key, Bytes, Rows);
                Volatile.Write(ref _isFilled, true);
            }
        }
    }
}

/// <summary>A tile that stays while it is borrowed.</summary>
internal readonly struct BlockLoan(BlockCache cache, CachedBlock block) : IDisposable
{
    public bool HasData => block.HasData;

    public ReadOnlySpan<byte> Bytes => block.Bytes;

    public void Dispose() => cache.Return(block);
}
