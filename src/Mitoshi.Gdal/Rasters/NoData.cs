namespace Mitoshi.Gdal;

/// <summary>From stored numbers to physical values: "no data" becomes NaN, then scale and offset.</summary>
internal static class NoData
{
    /// <summary>Marks the band's "no data" number. It is compared as <c>float32</c>, as it was stored or has been converted.</summary>
    public static void ToNaN(Span<float> numbers, RasterBand band)
    {
        if (band.NoData is not { } noData || double.IsNaN(noData))
        {
            return;
        }

        // A file may declare -3.4e38 with fewer digits than float32 has: the nearest float32 is what it holds. Beyond its range it is infinite.
        float marker = (float)noData;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == marker)
            {
                numbers[i] = float.NaN;
            }
        }
    }

    /// <summary>Number × scale + offset, in double precision and rounded once.</summary>
    public static void Scale(Span<float> numbers, RasterBand band)
    {
        if (band.Scale == 1 && band.Offset == 0)
        {
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)((numbers[i] * band.Scale) + band.Offset);
        }
    }
}
