namespace Mitoshi.Lidar;

/// <summary>Points of one area, coordinate by coordinate, in metres from the area's south-west corner.</summary>
internal sealed class PointSet
{
    private const int FirstCapacity = 1 << 16;

    private float[] _x;
    private float[] _y;
    private float[] _z;
    private PointKind[] _kinds;

    // Sorting moves each array into one of these and keeps the other for next time.
    private float[] _spare = [];
    private PointKind[] _spareKinds = [];
    private int[] _places = [];

    /// <summary>An empty set with room for some points; it grows when there are more.</summary>
    public PointSet(int capacity = FirstCapacity)
    {
        _x = new float[capacity];
        _y = new float[capacity];
        _z = new float[capacity];
        _kinds = new PointKind[capacity];
    }

    /// <summary>Number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Metres east of the west edge.</summary>
    public Span<float> X => _x.AsSpan(0, Count);

    /// <summary>Metres north of the south edge.</summary>
    public Span<float> Y => _y.AsSpan(0, Count);

    /// <summary>Metres; above the sea as delivered, above the ground once normalised.</summary>
    public Span<float> Z => _z.AsSpan(0, Count);

    /// <summary>What the points are.</summary>
    public Span<PointKind> Kinds => _kinds.AsSpan(0, Count);

    /// <summary>Adds a point.</summary>
    public void Add(float x, float y, float z, PointKind kind)
    {
        if (Count == _x.Length)
        {
            int capacity = Math.Max(FirstCapacity, Count + (Count / 2));
            Array.Resize(ref _x, capacity);
            Array.Resize(ref _y, capacity);
            Array.Resize(ref _z, capacity);
            Array.Resize(ref _kinds, capacity);
        }

        _x[Count] = x;
        _y[Count] = y;
        _z[Count] = z;
        _kinds[Count++] = kind;
    }

    /// <summary>Forgets the points, and keeps the memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>The points of a kind.</summary>
    public PointSet Where(PointKind kind)
    {
        int count = 0;
        foreach (PointKind one in Kinds)
        {
            count += (one & kind) != 0 ? 1 : 0;
        }

        PointSet chosen = new(count);
        for (int i = 0; i < Count; i++)
        {
            if ((_kinds[i] & kind) != 0)
            {
                chosen.Add(_x[i], _y[i], _z[i], _kinds[i]);
            }
        }

        return chosen;
    }

    /// <summary>Brings the points into the order of the cells of a raster, row 0 in the north, so that neighbours are handled together.</summary>
    /// <returns>For each cell the index of its first point, and the number of points at the end.</returns>
    public int[] SortByCell(double cell, int columns, int rows)
    {
        if (_places.Length < Count)
        {
            _places = new int[_x.Length];
        }

        int[] cells = _places, first = new int[(columns * rows) + 1];
        double top = rows * cell;
        for (int i = 0; i < Count; i++)
        {
            int column = Math.Clamp((int)(_x[i] / cell), 0, columns - 1), row = Math.Clamp((int)((top - _y[i]) / cell), 0, rows - 1);
            cells[i] = (row * columns) + column;
            first[cells[i] + 1]++;
        }

        for (int i = 0; i < columns * rows; i++)
        {
            first[i + 1] += first[i];
        }

        int[] next = first[..^1], place = cells;
        for (int i = 0; i < Count; i++)
        {
            place[i] = next[cells[i]]++;
        }

        Move(ref _x, ref _spare, place);
        Move(ref _y, ref _spare, place);
        Move(ref _z, ref _spare, place);
        Move(ref _kinds, ref _spareKinds, place);
        return first;
    }

    private void Move<T>(ref T[] values, ref T[] spare, int[] place)
    {
        T[] moved = spare.Length >= values.Length ? spare : new T[values.Length];
        for (int i = 0; i < Count; i++)
        {
            moved[place[i]] = values[i];
        }

        (values, spare) = (moved, values);
    }
}

/// <summary>What a point is.</summary>
[Flags]
internal enum PointKind : byte
{
    /// <summary>None of the following.</summary>
    None = 0,

    /// <summary>On the ground, by its class or by the filter.</summary>
    Ground = 1,

    /// <summary>First return of its pulse.</summary>
    First = 2,

    /// <summary>Last return of its pulse.</summary>
    Last = 4,
}
