namespace Mitoshi.Lidar;

/// <summary>Points of one area, coordinate by coordinate, in metres from the area's south-west corner.</summary>
internal sealed class PointSet
{
    private const int FirstCapacity = 1 << 16;

    private float[] _x = new float[FirstCapacity];
    private float[] _y = new float[FirstCapacity];
    private float[] _z = new float[FirstCapacity];
    private PointKind[] _kinds = new PointKind[FirstCapacity];

    // Sorting moves each array into one of these and keeps the other for next time.
    private float[] _spare = [];
    private PointKind[] _spareKinds = [];
    private int[] _places = [];

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
            Array.Resize(ref _x, 2 * Count);
            Array.Resize(ref _y, 2 * Count);
            Array.Resize(ref _z, 2 * Count);
            Array.Resize(ref _kinds, 2 * Count);
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
        PointSet chosen = new();
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
