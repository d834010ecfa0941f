namespace Mitoshi.Raster;

/// <summary>Which of the two L-band radars made a mosaic; they count days from different launches.</summary>
public enum PalsarSensor
{
    /// <summary>PALSAR on ALOS, mosaics of 2007 to 2010; days since 2006-01-24.</summary>
    Palsar,

    /// <summary>PALSAR-2 on ALOS-2 (and ALOS-4), mosaics from 2014; days since 2014-05-24.</summary>
    Palsar2,
}
