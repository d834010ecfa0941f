namespace Mitoshi.Lidar;

/// <summary>Three numbers along x, y and z of a file's CRS.</summary>
public readonly record struct Coordinates(double X, double Y, double Z)
{
    /// <summary>True when none is infinite or NaN.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({X:0.######}, {Y:0.######}, {Z:0.######})");
}
