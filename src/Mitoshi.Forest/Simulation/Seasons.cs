namespace Mitoshi.Forest.Simulation;

/// <summary>What the time of year does at 37 degrees north.</summary>
internal static class Seasons
{
    private static readonly double[] LeafByMonth = [0, 0, 0.05, 0.40, 0.90, 1, 1, 1, 0.95, 0.60, 0.15, 0];

    /// <summary>Leaves of deciduous trees: 0 bare to 1 full.</summary>
    public static double Leaves(DateOnly date) => LeafByMonth[date.Month - 1];

    /// <summary>Where the sun stands at half past ten, local solar time.</summary>
    /// <remarks>Declination by Cooper 1969, 23.45 sin(360 (284 + n) / 365) degrees.</remarks>
    public static SkyDirection Sun(DateOnly date)
    {
        double latitude = 37.4 * Math.PI / 180, hour = -22.5 * Math.PI / 180;
        double declination = 23.45 * Math.PI / 180 * Math.Sin(2 * Math.PI * (284 + date.DayOfYear) / 365);
        double east = -Math.Cos(declination) * Math.Sin(hour);
        double north = (Math.Cos(latitude) * Math.Sin(declination)) - (Math.Sin(latitude) * Math.Cos(declination) * Math.Cos(hour));
        double up = (Math.Sin(latitude) * Math.Sin(declination)) + (Math.Cos(latitude) * Math.Cos(declination) * Math.Cos(hour));
        return new SkyDirection(east, north, up);
    }
}
