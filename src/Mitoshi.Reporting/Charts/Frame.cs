namespace Mitoshi.Reporting.Charts;

/// <summary>Where values lie in the picture.</summary>
internal sealed record Frame(Axis AxisX, Axis AxisY, double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double X(double value) => Clamp(AxisX.Scale(value, Left, Right), Left - 40, Right + 40);

    public double Y(double value) => Clamp(AxisY.Scale(value, Bottom, Top), Top - 40, Bottom + 40);

    /// <summary>Categories run from the top down, as one reads.</summary>
    public double YCategory(double value) => AxisY.Scale(value, Top, Bottom);

    // Far outliers must not blow up the picture; the clip path hides what lies outside.
    private static double Clamp(double value, double min, double max) => double.IsNaN(value) ? min : Math.Min(Math.Max(value, min), max);
}
