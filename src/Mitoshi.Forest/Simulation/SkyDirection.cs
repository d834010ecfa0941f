namespace Mitoshi.Forest.Simulation;

/// <summary>A direction in the sky as a unit vector: where a sensor or the sun stands.</summary>
internal readonly record struct SkyDirection(double East, double North, double Up)
{
    /// <summary>From azimuth (clockwise from north) and angle from the zenith, in degrees.</summary>
    public static SkyDirection Of(double azimuthDegrees, double zenithDegrees)
    {
        double azimuth = azimuthDegrees * Math.PI / 180, zenith = zenithDegrees * Math.PI / 180;
        return new SkyDirection(Math.Sin(azimuth) * Math.Sin(zenith), Math.Cos(azimuth) * Math.Sin(zenith), Math.Cos(zenith));
    }
}
