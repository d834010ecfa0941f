using System.Runtime.CompilerServices;

namespace Mitoshi.Lidar;

/// <summary>
/// The Delaunay triangulation of points in a plane, in whole millimetres so that every test is exact.
/// </summary>
/// <remarks>
/// Incremental insertion with edge flips (Lawson 1977) along a Hilbert curve, so that each point lies near the one before. A point on an
/// edge first makes a flat triangle; the exact circle test flips it away. Three far corners hold everything; triangles that touch them
/// lie outside the hull.
/// </remarks>
internal sealed class Triangulation
{
    /// <summary>Coordinates must lie between 0 and this, in millimetres (about 4 km).</summary>
    public const int CoordinateMax = 1 << 22;

    private const int FarAway = 1 << 26;
    private const int CornerCount = 3;

    private readonly int[] _x;
    private readonly int[] _y;
    private readonly int _pointCount;

    // Three vertices per triangle, anticlockwise, and across the edge that faces each of them the next triangle (-1: none).
    private readonly int[] _vertices;
    private readonly int[] _across;
    private int _triangleCount;
    private int _last;
    private int[] _stack = new int[64];

    private Triangulation(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        _pointCount = x.Length;
        _x = [.. x, -FarAway, FarAway, CoordinateMax / 2];
        _y = [.. y, -FarAway / 2, -FarAway / 2, FarAway];
        _vertices = new int[3 * ((2 * _pointCount) + 1)];
        _across = new int[_vertices.Length];
        (_vertices[0], _vertices[1], _vertices[2]) = (_pointCount, _pointCount + 1, _pointCount + 2);
        _across.AsSpan(0, CornerCount).Fill(-1);
        _triangleCount = 1;
    }

    /// <summary>Triangulates points, which lie between 0 and <see cref="CoordinateMax"/>; of two at one place the first counts.</summary>
    public static Triangulation Of(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        Require.SameLength(x.Length, y.Length, nameof(y));
        Triangulation triangulation = new(x, y);
        foreach (int point in HilbertOrder.Of(x, y, CoordinateMax))
        {
            triangulation.Insert(point);
        }

        return triangulation;
    }

    /// <summary>Number of triangles, those outside the hull included.</summary>
    public int TriangleCount => _triangleCount;

    /// <summary>The three points of a triangle, anticlockwise.</summary>
    public (int A, int B, int C) Corners(int triangle)
        => (_vertices[3 * triangle], _vertices[(3 * triangle) + 1], _vertices[(3 * triangle) + 2]);

    /// <summary>True when the triangle lies inside the hull of the points.</summary>
    public bool IsInside(int triangle)
        => _vertices[3 * triangle] < _pointCount && _vertices[(3 * triangle) + 1] < _pointCount && _vertices[(3 * triangle) + 2] < _pointCount;

    /// <summary>True for a point that was given, false for a far corner.</summary>
    public bool IsPoint(int vertex) => vertex < _pointCount;

    /// <summary>x and y of a vertex in millimetres.</summary>
    public (int X, int Y) Position(int vertex) => (_x[vertex], _y[vertex]);

    /// <summary>The triangle that holds a place, found by walking from another one.</summary>
    /// <param name="x">Millimetres.</param>
    /// <param name="y">Millimetres.</param>
    /// <param name="from">A triangle near the place.</param>
    public int Locate(double x, double y, int from)
    {
        int triangle = from;
        while (true)
        {
            int at = 3 * triangle, next = -1;
            for (int k = 0; k < 3; k++)
            {
                int a = _vertices[at + (k == 2 ? 0 : k + 1)], b = _vertices[at + (k == 0 ? 2 : k - 1)];
                if (((double)(_x[b] - _x[a]) * (y - _y[a])) - ((double)(_y[b] - _y[a]) * (x - _x[a])) < 0)
                {
                    next = _across[at + k];
                    break;
                }
            }

            if (next < 0)
            {
                return triangle;
            }

            triangle = next;
        }
    }

    private void Insert(int point)
    {
        int triangle = LocateExactly(_x[point], _y[point], _last);
        int at = 3 * triangle;
        int a = _vertices[at], b = _vertices[at + 1], c = _vertices[at + 2];
        if (IsSamePlace(a, point) || IsSamePlace(b, point) || IsSamePlace(c, point))
        {
            return;
        }

        // The triangle a b c becomes p b c, p c a and p a b; the edge that faces p is always the first.
        int across0 = _across[at], across1 = _across[at + 1], across2 = _across[at + 2];
        int second = _triangleCount++, third = _triangleCount++;
        Set(triangle, point, b, c, across0, second, third);
        Set(second, point, c, a, across1, third, triangle);
        Set(third, point, a, b, across2, triangle, second);
        Redirect(across1, triangle, second);
        Redirect(across2, triangle, third);
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
            int triangle = _stack[--depth], at = 3 * triangle, beyond = _across[at];
            if (beyond < 0)
            {
                continue;
            }

            int k = SideTowards(beyond, triangle), far = _vertices[(3 * beyond) + k];
            int p = _vertices[at], a = _vertices[at + 1], b = _vertices[at + 2];
            if (!IsInCircle(p, a, b, far))
            {
                continue;
            }

            // p a b and far b a become p a far and p far b.
            int beyondAt = 3 * beyond;
            int acrossAFar = _across[beyondAt + After(k)], acrossFarB = _across[beyondAt + Before(k)];
            int acrossBP = _across[at + 1], acrossPA = _across[at + 2];
            Set(triangle, p, a, far, acrossAFar, beyond, acrossPA);
            Set(beyond, p, far, b, acrossFarB, acrossBP, triangle);
            Redirect(acrossAFar, beyond, triangle);
            Redirect(acrossBP, triangle, beyond);
            if (depth + 2 > _stack.Length)
            {
                Array.Resize(ref _stack, 2 * _stack.Length);
            }

            _stack[depth++] = triangle;
            _stack[depth++] = beyond;
        }
    }

    private int LocateExactly(int x, int y, int from)
    {
        int triangle = from, cameFrom = -1;
        while (true)
        {
            int at = 3 * triangle, next = -1;
            for (int k = 0; k < 3; k++)
            {
                int beyond = _across[at + k];
                if (beyond == cameFrom && beyond >= 0)
                {
                    continue;
                }

                int a = _vertices[at + After(k)], b = _vertices[at + Before(k)];
                if (((long)(_x[b] - _x[a]) * (y - _y[a])) - ((long)(_y[b] - _y[a]) * (x - _x[a])) < 0)
                {
                    next = beyond;
                    break;
                }
            }

            if (next < 0)
            {
                return triangle;
            }

            cameFrom = triangle;
            triangle = next;
        }
    }

    // Sign of the in-circle determinant: doubles decide unless they are too close to zero, then 128-bit integers do.
    private bool IsInCircle(int a, int b, int c, int d)
    {
        long ax = _x[a] - (long)_x[d], ay = _y[a] - (long)_y[d], bx = _x[b] - (long)_x[d], by = _y[b] - (long)_y[d];
        long cx = _x[c] - (long)_x[d], cy = _y[c] - (long)_y[d];
        long bc = (bx * cy) - (by * cx), ca = (cx * ay) - (cy * ax), ab = (ax * by) - (ay * bx);
        long a2 = (ax * ax) + (ay * ay), b2 = (bx * bx) + (by * by), c2 = (cx * cx) + (cy * cy);
        double determinant = ((double)a2 * bc) + ((double)b2 * ca) + ((double)c2 * ab);
        double magnitude = ((double)a2 * Math.Abs(bc)) + ((double)b2 * Math.Abs(ca)) + ((double)c2 * Math.Abs(ab));
        if (Math.Abs(determinant) > 1e-14 * magnitude)
        {
            return determinant > 0;
        }

        return ((Int128)a2 * bc) + ((Int128)b2 * ca) + ((Int128)c2 * ab) > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(int triangle, int a, int b, int c, int acrossA, int acrossB, int acrossC)
    {
        int at = 3 * triangle;
        Span<int> vertices = _vertices.AsSpan(at, 3), across = _across.AsSpan(at, 3);
        (vertices[0], vertices[1], vertices[2]) = (a, b, c);
        (across[0], across[1], across[2]) = (acrossA, acrossB, acrossC);
    }

    private void Redirect(int triangle, int from, int to)
    {
        if (triangle >= 0)
        {
            _across[(3 * triangle) + SideTowards(triangle, from)] = to;
        }
    }

    private int SideTowards(int triangle, int other)
    {
        int at = 3 * triangle;
        return _across[at] == other ? 0 : _across[at + 1] == other ? 1 : 2;
    }

    private bool IsSamePlace(int a, int b) => _x[a] == _x[b] && _y[a] == _y[b];

    private static int After(int k) => k == 2 ? 0 : k + 1;

    private static int Before(int k) => k == 0 ? 2 : k - 1;
}
