using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Raster.Tests.RealData;

/// <summary>Reads whole bands of the real data.</summary>
internal static class RealInputs
{
    /// <summary>All pixels of a band (from 0) as stored; the test is skipped where the data are not.</summary>
    public static T[] Read<T>(string relativePath, int bandIndex = 0)
        where T : unmanaged
    {
        using RasterFile file = RasterFile.Open(SharedData.Require(relativePath), Crs.Local);
        T[] numbers = new T[file.Grid.PixelCount];
        file.Read(file.Grid.Whole, [bandIndex], numbers);
        return numbers;
    }

    /// <summary>Mean of the values that are there, in double precision.</summary>
    public static double Mean(IEnumerable<float> values) => values.Where(value => !float.IsNaN(value)).Select(value => (double)value).Average();

    /// <summary>How many values are there.</summary>
    public static int Count(IEnumerable<float> values) => values.Count(value => !float.IsNaN(value));
}
