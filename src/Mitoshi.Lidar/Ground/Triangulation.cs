using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mitoshi.Lidar;

/// <summary>
/// The Delaunay triangulation of points in a plane, in whole millimetres so that every test is exact.
/// </summary>
/// <remarks>
/// Incremental insertion with edge flips (Lawson 1977) along a Hilbert curve, so that each point lies near the one before, in the plane as
/// in memory. A point on an edge first makes a flat triangle; the exact circle test flips it away. Three far corners hold everything;
/// triangles that touch them lie outside the hull.
/// </remarks>
internal sealed class Triangulation
{
    /// <summary>Coordinates must lie between 0 and this, in millimetres (about 4 km).</summary>
    public const int CoordinateMax = 1 << 22;

    private const int FarAway = 1 << 26;
    private const int Stride = 6, Across = 3;

    // Places in the order of insertion; the last three are the far corners.
    private readonly Place[] _places;
    private readonly int[] _order;
    private readonly int _pointCount;

    // Six numbers per triangle: three vertices, anticlockwise, and across the edge that faces each of them the next triangle (-1: none).
    private readonly int[] _triangles;
    private int _triangleCount;
    private int _last;
    private int[] _stack = new int[64];

    private Triangulation(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        _pointCount = x.Length;
        _order = HilbertOrder.Of(x, y, CoordinateMax);
        _places = new Place[_pointCount + 3];
        for (int i = 0; i < _pointCount; i++)
        {
            _places[i] = new Place(x[_order[i]], y[_order[i]]);
        }

        _places[_pointCount] = new Place(-FarAway, -FarAway / 2);
        _places[_pointCount + 1] = new Place(FarAway, -FarAway / 2);
        _places[_pointCount + 2] = new Place(CoordinateMax / 2, FarAway);
        _triangles = new int[Stride * ((2 * _pointCount) + 1)];
        Set(0, _pointCount, _pointCount + 1, _pointCount + 2, -1, -1, -1);
        _triangleCount = 1;
    }

    /// <summary>Triangulates points, which lie between 0 and <see cref="CoordinateMax"/>; of two at one place the first counts.</summary>
    public static Triangulation Of(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        Require.SameLength(x.Length, y.Length, nameof(y));
        Triangulation triangulation = new(x, y);
        for (int vertex = 0; vertex < x.Length; vertex++)
        {
            triangulation.Insert(vertex);
        }

        return triangulation;
    }

    /// <summary>Number of triangles, those outside the hull included.</summary>
    public int TriangleCount => _triangleCount;

    /// <summary>The three points of a triangle as they were given, anticlockwise; -1 for a far corner.</summary>
    public (int A, int B, int C) Corners(int triangle)
        => (Given(At(triangle, 0)), Given(At(triangle, 1)), Given(At(triangle, 2)));

    /// <summary>The places of a triangle's corners in millimetres.</summary>
    public (Place A, Place B, Place C) CornerPlaces(int triangle)
        => (_places[At(triangle, 0)], _places[At(triangle, 1)], _places[At(triangle, 2)]);

    /// <summary>True when the triangle lies inside the hull of the points.</summary>
    public bool IsInside(int triangle)
        => At(triangle, 0) < _pointCount && At(triangle, 1) < _pointCount && At(triangle, 2) < _pointCount;

    /// <summary>The triangle that holds a place, found by walking from another one.</summary>
    /// <param name="x">Millimetres.</param>
    /// <param name="y">Millimetres.</param>
    /// <param name="from">A triangle near the place.</param>
    public int Locate(double x, double y, int from)
    {
        ref int triangles = ref MemoryMarshal.GetArrayDataReference(_triangles);
        ref Place places = ref MemoryMarshal.GetArrayDataReference(_places);
        int triangle = from, cameFrom = -1;
        while (true)
        {
            ref int at = ref Unsafe.Add(ref triangles, Stride * triangle);
            Place a = Unsafe.Add(ref places, at), b = Unsafe.Add(ref places, Unsafe.Add(ref at, 1)), c = Unsafe.Add(ref places, Unsafe.Add(ref at, 2));
            int beyondA = Unsafe.Add(ref at, Across), beyondB = Unsafe.Add(ref at, Across + 1), beyondC = Unsafe.Add(ref at, Across + 2);
            int next = beyondA != cameFrom && IsRightOf(b, c, x, y) ? beyondA
                : beyondB != cameFrom && IsRightOf(c, a, x, y) ? beyondB
                : beyondC != cameFrom && IsRightOf(a, b, x, y) ? beyondC : -1;
            if (next < 0)
            {
                return triangle;
            }

            cameFrom = triangle;
            triangle = next;
        }
    }

    private void Insert(int vertex)
    {
        // Whole numbers below 2^53 lose nothing as doubles, so the same walk serves.
        Place place = _places[vertex];
        int triangle = Locate(place.X, place.Y, _last);
        int a = At(triangle, 0), b = At(triangle, 1), c = At(triangle, 2);
        if (_places[a] == place || _places[b] == place || _places[c] == place)
        {
            return;
        }

        // The triangle a b c becomes p b c, p c a and p a b; the edge that faces p is always the first.
        int beyondA = At(triangle, Across), beyondB = At(triangle, Across + 1), beyondC = At(triangle, Across + 2);
        int second = _triangleCount++, third = _triangleCount++;
        Set(triangle, vertex, b, c, beyondA, second, third);
        Set(second, vertex, c, a, beyondB, third, triangle);
        Set(third, vertex, a, b, beyondC, triangle, second);
        Redirect(beyondB, triangle, second);
        Redirect(beyondC, triangle, third);
        _last = triangle;
        Legalise(triangle, second, third);
    }

    // Every triangle on the stack has the new point first; its facing edge is flipped when the point beyond lies in its circle.
    private void Legalise(int first, int second, int third)
    {
        int depth = 0;
        _stack[depth++] = first;
        _stack[depth++] = second;
        _stack[depth++] = third;
        while (depth > 0)
        {
            int triangle = _stack[--depth], beyond = At(triangle, Across);
            if (beyond < 0)
            {
                continue;
            }

            int k = SideTowards(beyond, triangle), far = At(beyond, k);
            int p = At(triangle, 0), a = At(triangle, 1), b = At(triangle, 2);
            if (!IsInCircle(_places[p], _places[a], _places[b], _places[far]))
            {
                continue;
            }

            // p a b and far b a become p a far and p far b.
            int beyondAFar = At(beyond, Across + (k == 2 ? 0 : k + 1)), beyondFarB = At(beyond, Across + (k == 0 ? 2 : k - 1));
            int beyondBP = At(triangle, Across + 1), beyondPA = At(triangle, Across + 2);
            Set(triangle, p, a, far, beyondAFar, beyond, beyondPA);
            Set(beyond, p, far, b, beyondFarB, beyondBP, triangle);
            Redirect(beyondAFar, beyond, triangle);
            Redirect(beyondBP, triangle, beyond);
            if (depth + 2 > _stack.Length)
            {
                Array.Resize(ref _stack, 2 * _stack.Length);
            }

            _stack[depth++] = triangle;
            _stack[depth++] = beyond;
        }
    }

    // Sign of the in-circle determinant: doubles decide unless they are too close to zero, then 128-bit integers do.
    private static bool IsInCircle(Place a, Place b, Place c, Place d)
    {
        double ax = a.X - d.X, ay = a.Y - d.Y, bx = b.X - d.X, by = b.Y - d.Y, cx = c.X - d.X, cy = c.Y - d.Y;
        double bc = (bx * cy) - (by * cx), ca = (cx * ay) - (cy * ax), ab = (ax * by) - (ay * bx);
        double a2 = (ax * ax) + (ay * ay), b2 = (bx * bx) + (by * by), c2 = (cx * cx) + (cy * cy);
        double determinant = (a2 * bc) + (b2 * ca) + (c2 * ab);
        double magnitude = (a2 * Math.Abs(bc)) + (b2 * Math.Abs(ca)) + (c2 * Math.Abs(ab));
        return Math.Abs(determinant) > 1e-14 * magnitude ? determinant > 0 : IsInCircleExactly(a, b, c, d);
    }

    private static bool IsInCircleExactly(Place a, Place b, Place c, Place d)
    {
        long ax = a.X - (long)d.X, ay = a.Y - (long)d.Y, bx = b.X - (long)d.X, by = b.Y - (long)d.Y, cx = c.X - (long)d.X, cy = c.Y - (long)d.Y;
        long bc = (bx * cy) - (by * cx), ca = (cx * ay) - (cy * ax), ab = (ax * by) - (ay * bx);
        long a2 = (ax * ax) + (ay * ay), b2 = (bx * bx) + (by * by), c2 = (cx * cx) + (cy * cy);
        return ((Int128)a2 * bc) + ((Int128)b2 * ca) + ((Int128)c2 * ab) > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsRightOf(Place from, Place to, double x, double y)
        => ((double)(to.X - from.X) * (y - from.Y)) - ((double)(to.Y - from.Y) * (x - from.X)) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int triangle, int k) => _triangles[(Stride * triangle) + k];

    private int Given(int vertex) => vertex < _pointCount ? _order[vertex] : -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(int triangle, int a, int b, int c, int beyondA, int beyondB, int beyondC)
    {
        Span<int> numbers = _triangles.AsSpan(Stride * triangle, Stride);
        numbers[5] = beyondC;
        numbers[4] = beyondB;
        numbers[3] = beyondA;
        numbers[2] = c;
        numbers[1] = b;
        numbers[0] = a;
    }

    private void Redirect(int triangle, int from, int to)
    {
        if (triangle >= 0)
        {
            _triangles[(Stride * triangle) + Across + SideTowards(triangle, from)] = to;
        }
    }

    private int SideTowards(int triangle, int other)
        => At(triangle, Across) == other ? 0 : At(triangle, Across + 1) == other ? 1 : 2;
}

/// <summary>A place in whole millimetres.</summary>
internal readonly record struct Place(int X, int Y);
