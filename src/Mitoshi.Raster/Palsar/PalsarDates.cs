namespace Mitoshi.Raster;

/// <summary>The date layer of the mosaics: which day each pixel was seen. Change between years needs it.</summary>
/// <remarks>Source: JAXA's metadata of the mosaic tiles (element ZeroReferenceDate), and the dataset description for PALSAR.</remarks>
public static class PalsarDates
{
    /// <summary>The day that the layer calls 0: the launch of the satellite.</summary>
    public static DateOnly Epoch(PalsarSensor sensor) => sensor == PalsarSensor.Palsar ? new DateOnly(2006, 1, 24) : new DateOnly(2014, 5, 24);

    /// <summary>The day of acquisition, or null where the layer says none (0 or 1, by the age of the mosaic).</summary>
    /// <param name="sensor">Whose epoch counts.</param>
    /// <param name="days">Value of the date layer: days since the epoch.</param>
    public static DateOnly? ToDate(PalsarSensor sensor, ushort days)
        => days <= PalsarCalibration.LastMissingNumber ? null : Epoch(sensor).AddDays(days);

    /// <summary>The value of the date layer for a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before the epoch or more than 65,535 days after it.</exception>
    public static ushort FromDate(PalsarSensor sensor, DateOnly date)
    {
        int days = date.DayNumber - Epoch(sensor).DayNumber;
        ArgumentOutOfRangeException.ThrowIfLessThan(days, PalsarCalibration.LastMissingNumber + 1, nameof(date));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, ushort.MaxValue, nameof(date));
        return (ushort)days;
    }
}
