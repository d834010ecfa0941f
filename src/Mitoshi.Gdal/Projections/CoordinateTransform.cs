using System.Collections.Concurrent;

namespace Mitoshi.Gdal;

/// <summary>
/// Turns coordinates of one CRS into those of another, from any thread. Axis order is the traditional one of GIS: x is east or longitude,
/// y is north or latitude, whatever the authority says.
/// </summary>
public sealed class CoordinateTransform : IDisposable
{
    private readonly ConcurrentBag<SafeTransformationHandle> _idle = [];
    private readonly Crs _from;
    private readonly Crs _to;

    /// <summary>Opens a transformation.</summary>
    /// <exception cref="MitoshiException"><c>crs.unknown</c>, <c>crs.no_transformation</c>.</exception>
    public CoordinateTransform(Crs from, Crs to)
    {
        _from = from;
        _to = to;
        IsIdentity = SpatialReference.AreSame(from, to);
        if (!IsIdentity)
        {
            _idle.Add(Create());
        }
    }

    /// <summary>True when both systems are the same, so that coordinates stay as they are.</summary>
    public bool IsIdentity { get; }

    /// <summary>Turns points in place; a point that cannot be turned becomes NaN.</summary>
    /// <param name="x">East or longitude, in the units of the CRS.</param>
    /// <param name="y">North or latitude; as many as <paramref name="x"/>.</param>
    public unsafe void Transform(Span<double> x, Span<double> y)
    {
        Require.SameLength(x.Length, y.Length, nameof(y));
        if (IsIdentity || x.IsEmpty)
        {
            return;
        }

        SafeTransformationHandle transformation = _idle.TryTake(out SafeTransformationHandle? idle) ? idle : Create();
        int[] succeeded = new int[x.Length];
        GdalErrors.Begin();
        fixed (double* xs = x, ys = y)
        fixed (int* flags = succeeded)
        {
            // The answer is false when any point fails; the flags say which.
            _ = NativeMethods.OCTTransformEx(transformation, x.Length, xs, ys, null, flags);
        }

        _idle.Add(transformation);
        for (int i = 0; i < succeeded.Length; i++)
        {
            if (succeeded[i] == 0 || !double.IsFinite(x[i]) || !double.IsFinite(y[i]))
            {
                (x[i], y[i]) = (double.NaN, double.NaN);
            }
        }
    }

    /// <summary>Turns one point; (NaN, NaN) when it cannot be turned.</summary>
    public (double X, double Y) Transform(double x, double y)
    {
        Transform(new Span<double>(ref x), new Span<double>(ref y));
        return (x, y);
    }

    /// <summary>Frees what PROJ holds.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out SafeTransformationHandle? transformation))
        {
            transformation.Dispose();
        }
    }

    private SafeTransformationHandle Create()
    {
        using SafeSpatialReferenceHandle from = SpatialReference.Open(_from), to = SpatialReference.Open(_to);
        GdalErrors.Begin();
        SafeTransformationHandle transformation = new(NativeMethods.OCTNewCoordinateTransformation(from, to));
        return !transformation.IsInvalid
            ? transformation
            : throw new MitoshiException("crs.no_transformation",
                found: ($"PROJ knows no way from {_from} to {_to}: {GdalErrors.Said}", $"PROJ は {_from} から {_to} への変換を知りません: {GdalErrors.Said}"),
                expected: ("two systems of the same body, both with a datum", "測地系を持つ、同じ天体の二つの座標系"),
                remedy: ("check both definitions with gdalsrsinfo", "gdalsrsinfo で両方の定義を確かめてください"), GdalErrors.AsException());
    }
}
