namespace Mitoshi.Raster;

/// <summary>Shape of a cube that lies in memory as dates x bands x pixels, pixels running fastest.</summary>
/// <param name="DateCount">Dates.</param>
/// <param name="BandCount">Bands of each date.</param>
/// <param name="PixelCount">Pixels of each band.</param>
public readonly record struct CubeShape(int DateCount, int BandCount, int PixelCount)
{
    /// <summary>The most dates that a composite takes; its scratch memory lies on the stack.</summary>
    public const int MostDates = 1024;

    /// <summary>The most bands that a composite takes.</summary>
    public const int MostBands = 256;

    /// <summary>Values of the whole cube.</summary>
    public int ValueCount => checked(DateCount * BandCount * PixelCount);

    /// <summary>Values of one date, and of a composite.</summary>
    public int CompositeCount => checked(BandCount * PixelCount);

    /// <summary>Where the pixels of a band of a date begin.</summary>
    public int Start(int date, int band) => ((date * BandCount) + band) * PixelCount;

    /// <summary>Checks the lengths of a cube and of its composite.</summary>
    /// <exception cref="ArgumentException">They do not fit, or there are too many dates or bands.</exception>
    internal void Check(int valueCount, int compositeCount)
    {
        Require.SameLength(ValueCount, valueCount, nameof(valueCount));
        Require.SameLength(CompositeCount, compositeCount, nameof(compositeCount));
        if (DateCount > MostDates || BandCount > MostBands)
        {
            throw new ArgumentException($"{DateCount} dates of {BandCount} bands, at most {MostDates} of {MostBands}", nameof(valueCount));
        }
    }
}
