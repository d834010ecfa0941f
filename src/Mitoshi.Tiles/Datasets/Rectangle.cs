namespace Mitoshi.Tiles;

/// <summary>A box in units of a CRS, x to the east and y to the north.</summary>
public readonly record struct Rectangle(double West, double South, double East, double North)
{
    /// <summary>True when part of it cannot be told.</summary>
    public bool IsUnknown => double.IsNaN(West + South + East + North);
}
